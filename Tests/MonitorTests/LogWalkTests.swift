import Monitor
import Screen
import Supervision
import Testing

/// Reading logs in any order of keys and news, with little memory, so that everything is let go of all the time.
@Suite struct LogWalkTests {
    private static let keys: [Key] =
        "jkjkggGfnNeEoLwtpmMcclP/& ".map { .character($0) } + [
            .up, .up, .up, .down, .pageUp, .pageUp, .pageDown, .left, .right, .home, .end, .escape, .enter,
            .backspace, .control("s"), .tab,
        ]

    @Test(arguments: [UInt64(1), 2, 3])
    func `whatever is pressed and whatever comes, one is on a line there is`(_ seed: UInt64) {
        var random = Seeded(seed: seed)
        var model = Model(size: Size(width: 80, height: 24), isHosting: false, logLimit: 20_000)
        _ = update(&model, .snapshot(Sample.snapshot), now: Sample.now)
        var last: UInt64 = 0
        for step in 0..<6000 {
            let asked: [Command]
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                let said = (0..<Int.random(in: 0...40, using: &random)).map { _ -> LogLine in
                    last += 1
                    return Self.line(last, &random)
                }
                asked = update(&model, .lines(Sample.batch(said)), now: Sample.now)
            case 1 where step % 5 == 0:
                let size = Size(
                    width: .random(in: 0...130, using: &random), height: .random(in: 0...40, using: &random))
                asked = update(&model, .input(.resized(size)), now: Sample.now)
            case 2: asked = model.type(["rq", "7", "(", ".", "line"].randomElement(using: &random)!)
            default: asked = model.press(Self.keys.randomElement(using: &random)!)
            }
            answer(asked, &model, &random)
            let log = model.shownLog
            let isOnLine = log.current.map { (0..<log.count).contains($0) } ?? (log.count == 0)
            if !isOnLine { Issue.record("on no line after step \(step)") }
            if step % 20 == 0 { #expect(model.frame().size == model.size) }
        }
    }

    /// As files of a thousand lines would answer, not always.
    private func answer(_ commands: [Command], _ model: inout Model, _ random: inout Seeded) {
        var left = commands
        for _ in 0..<30 {
            guard let command = left.popLast() else { return }
            switch command {
            case .past(let wish):
                guard Int.random(in: 0..<4, using: &random) > 0 else { continue }
                left += update(&model, .past(Self.page(wish), for: wish), now: Sample.now)
            case .search(let number, _, _, _, _):
                let at = Int.random(in: 20..<900, using: &random)
                left += update(
                    &model, .search(.progress(number: number, done: 1, total: 2, hits: 0)), now: Sample.now)
                if Bool.random(using: &random) {
                    let page = Sample.page(at - 20..<at + 20)
                    left += update(
                        &model, .search(.found(number: number, at: LogPosition(offsets: [at * 10]), page)),
                        now: Sample.now)
                }
                left += update(&model, .search(.ended(number: number, hits: 1)), now: Sample.now)
            case .fetch(.lastLines(let run)):
                left += update(&model, .fetched(.lastLines(run, Array(Sample.story[4...9]))), now: Sample.now)
            case .copy(_, let lines):
                left += update(&model, .copied(lines: lines, Bool.random(using: &random)), now: Sample.now)
            default: break
            }
        }
    }

    private static func page(_ wish: PastWish) -> PastPage? {
        func clipped(_ from: Int, _ to: Int) -> PastPage {
            let (from, to) = (min(max(0, from), 1000), min(max(0, to), 1000))
            return Sample.page(from..<max(from, to), isOldest: from == 0, reachesRing: to == 1000)
        }
        switch wish.part {
        case .newest: return clipped(950, 1000)
        case .oldest: return clipped(0, 50)
        case .before(let place): return clipped(place.offsets[0] / 10 - 50, place.offsets[0] / 10)
        case .after(let place): return clipped(place.offsets[0] / 10, place.offsets[0] / 10 + 50)
        case .around(let place): return clipped(place.offsets[0] / 10 - 25, place.offsets[0] / 10 + 25)
        }
    }

    private static func line(_ id: UInt64, _ random: inout Seeded) -> LogLine {
        let texts = [
            "line rq-7", "", "    at foo (bar.js:1:2)", "Error: x", "{\"level\":\"warn\",\"msg\":\"7\"}",
            "日本 ✅ line",
            String(repeating: "long ", count: 90), "\u{1B}[31mrq\u{1B}[0m 7",
        ]
        return LogLine(
            id: id, instance: InstanceID(Int.random(in: 0...1, using: &random)), run: RunID(4),
            stream: Bool.random(using: &random) ? .out : .error, at: Sample.wall + .milliseconds(Int(id)),
            text: texts.randomElement(using: &random)!)
    }
}
