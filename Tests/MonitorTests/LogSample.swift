import Monitor
import Screen
import Supervision
import Wording

extension Sample {
    /// What two services write around midnight and at noon: requests that go through both, JSON, colours, traces
    /// of three languages.
    static let story: [LogLine] = {
        let said: [(seconds: Int, Int, LogLine.Stream, String)] = [
            (-50_603, 0, .out, "GET /api/chats id=rq-7 200 12ms"),
            (-50_601, 1, .out, "GET / id=rq-7 200 in 48ms"),
            (-60, 0, .out, "DEBUG pool size 4, idle 2"),
            (-58, 0, .out, "INFO client connected id=wa-17 active=6"),
            (-50, 1, .error, "Traceback (most recent call last):"),
            (-50, 1, .error, "  File \"/app/web.py\", line 9, in <module>"),
            (-50, 1, .error, "    rows[0]"),
            (-50, 1, .error, "IndexError: list index out of range"),
            (
                -40, 0, .out,
                "GET /api/chats/8213/messages?limit=50&before=2026-11-22T09:14:00Z&with=attachments,"
                    + "reactions,receipts id=rq-8 200 31ms"
            ),
            (-30, 1, .error, "TypeError: Cannot read properties of undefined (reading 'map')"),
            (-30, 1, .error, "    at ChatList (/app/.next/server/app/page.js:1:8841)"),
            (-30, 0, .out, "POST /api/send id=rq-9 202 88ms"),
            (-30, 1, .error, "    at renderWithHooks (/app/node_modules/react-dom/server.js:5771:16)"),
            (-20, 0, .error, "warn: redis latency 140ms > 100ms"),
            (-10, 0, .out, "\u{1B}[32mGET\u{1B}[0m /api/chats id=\u{1B}[1mrq-9\u{1B}[0m 200 11ms"),
            (-8, 0, .out, "Сообщение отправлено: Привет, мир 日本 ✅"),
            (
                -4, 0, .out,
                #"{"level":"warn","msg":"slow query","ms":412,"sql":"SELECT * FROM chats WHERE owner = $1"}"#
            ),
            (-3, 1, .out, "GET /chats id=rq-9 200 in 61ms"),
            (-2, 0, .out, "GET /health 200 1ms"),
        ]
        return said.enumerated().map { index, line in
            LogLine(
                id: UInt64(index + 1), instance: InstanceID(line.1), run: RunID(4), stream: line.2,
                at: wall + .seconds(line.seconds), text: line.3)
        }
    }()

    /// The story full-screen, of all.
    static func reading(_ width: Int, _ height: Int, _ words: Language = .english) -> Model {
        var model = Model(
            size: Size(width: width, height: height), isHosting: true, canDetach: true, themeName: "dark",
            words: words)
        _ = update(&model, .lines(batch(story)), now: now)
        _ = update(&model, .snapshot(snapshot), now: now)
        model.type("ll")
        return model
    }

    /// A piece of the files: lines numbered from one on, 10 bytes each.
    static func page(_ numbers: Range<Int>, isOldest: Bool = false, reachesRing: Bool = false) -> PastPage {
        var page = PastPage(
            first: LogPosition(offsets: [numbers.lowerBound * 10]),
            last: LogPosition(offsets: [numbers.upperBound * 10]))
        page.lines = numbers.map {
            PastLine(
                instance: InstanceID(0), stream: .out, at: wall - .seconds(90_000 - $0),
                text: "past line \($0)",
                position: LogPosition(offsets: [$0 * 10]))
        }
        page.isOldest = isOldest
        page.reachesRing = reachesRing
        return page
    }
}

extension Model {
    /// The texts of what the log on the screen shows, from the oldest.
    var shownTexts: [String] {
        let log = shownLog
        return (0..<log.count).map { String(decoding: log.text($0), as: UTF8.self) }
    }

    /// The text of the line one is on.
    var currentText: String? {
        shownLog.current.map { String(decoding: shownLog.text($0), as: UTF8.self) }
    }
}
