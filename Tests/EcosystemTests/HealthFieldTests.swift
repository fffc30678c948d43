import Ecosystem
import Supervision
import Testing
import Wording

/// `health` of an app.
@Suite struct HealthFieldTests {
    private func health(_ text: String) throws -> HealthSpec? {
        try Bench.spec("\"health\": \(text)").health
    }

    @Test func `what is asked and how often is read, the rest is Docker's`() throws {
        #expect(
            try health(#"{"http": "http://127.0.0.1:$PORT/health"}"#)
                == HealthSpec(.http("http://127.0.0.1:$PORT/health")))
        #expect(try health(#"{"tcp": "[::1]:5432"}"#) == HealthSpec(.tcp("[::1]:5432")))
        #expect(try health(#"{"tcp": "$ADDRESS"}"#) == HealthSpec(.tcp("$ADDRESS")))
        #expect(
            try health(#"{"exec": "curl -f 'https://a/b c'"}"#)
                == HealthSpec(.exec(["curl", "-f", "https://a/b c"])))
        #expect(try health(#"{"exec": ["check", 7]}"#) == HealthSpec(.exec(["check", "7"])))
        #expect(try health("null") == nil)
        #expect(try health("false") == nil)
        var full = HealthSpec(.http("http://a/"))
        full.interval = .seconds(30)
        full.timeout = .milliseconds(2500)
        full.retries = 5
        full.startPeriod = .zero
        full.startInterval = .milliseconds(500)
        full.onUnhealthy = .none
        full.show = [
            .init(label: "clients", pointer: "/activeClients"),
            .init(label: "heap %", pointer: "/memory/heapPercent"),
        ]
        #expect(
            try health(
                """
                {"http": "http://a/", "interval": "30s", "timeout": 2500, "retries": 5, "start_period": 0,
                 "start_interval": "500ms", "on_unhealthy": "none",
                 "show": {"clients": "/activeClients", "heap %": "/memory/heapPercent"}}
                """) == full)
    }

    @Test(arguments: [
        (#"7"#, "11: error: health: found 7, expected an object with http, tcp or exec"),
        (#"{}"#, "11: error: health: nothing says what to ask; expected one of http, tcp and exec"),
        (
            #"{"http": "http://a/", "tcp": "a:1"}"#,
            "33: error: health: found both http and tcp, expected one of http, tcp and exec"
        ),
        (
            #"{"http": "https://a/"}"#,
            "20: error: health.http: wamon's own checks speak http; use exec with curl for https"
        ),
        (
            #"{"http": "localhost:80"}"#,
            #"20: error: health.http: found "localhost:80", expected http://host:port/path"#
        ),
        (#"{"http": 80}"#, "20: error: health.http: found 80, expected http://host:port/path"),
        (
            #"{"http": "http://a:99999/"}"#,
            #"20: error: health.http: "http://a:99999/" has no port from 1 to 65535; expected host:port"#
        ),
        (
            #"{"http": "http://a/b c"}"#,
            #"20: error: health.http: the path of "http://a/b c" has a character that is written with a percent sign, as %20"#
        ),
        (
            #"{"tcp": "localhost"}"#,
            #"19: error: health.tcp: "localhost" has no port from 1 to 65535; expected host:port"#
        ),
        (#"{"tcp": "http://a:1"}"#, #"19: error: health.tcp: found "http://a:1", expected host:port"#),
        (
            #"{"exec": []}"#,
            "20: error: health.exec: found an empty array, expected a command: a string or an array of strings"
        ),
        (#"{"exec": "a 'b"}"#, #"20: error: health.exec: a quote in "a 'b" is never closed"#),
        (
            #"{"tcp": "a:1", "interval": 0}"#,
            "38: error: health.interval: found 0, expected more than 0: milliseconds or a number with s, m or h"
        ),
        (
            #"{"tcp": "a:1", "timeout": "soon"}"#,
            #"37: error: health.timeout: found "soon", expected more than 0: milliseconds or a number with s, m or h"#
        ),
        (
            #"{"tcp": "a:1", "start_period": "-1s"}"#,
            #"42: error: health.start_period: found "-1s", expected milliseconds or a number with s, m or h"#
        ),
        (
            #"{"tcp": "a:1", "interval": 30}"#,
            #"38: warning: health.interval: 30 is in milliseconds; for seconds write "10s""#
        ),
        (
            #"{"tcp": "a:1", "retries": 0}"#,
            "37: error: health.retries: found 0, expected a whole number from 1 to 1000"
        ),
        (
            #"{"tcp": "a:1", "on_unhealthy": "stop"}"#,
            #"42: error: health.on_unhealthy: found "stop", expected "restart" or "none""#
        ),
        (
            #"{"tcp": "a:1", "show": ["/a"]}"#,
            #"34: error: health.show: found an array, expected an object of labels and pointers like "/memory/heapUsed""#
        ),
        (
            #"{"tcp": "a:1", "show": {"a": "b"}}"#,
            #"40: error: health.show.a: found "b", expected a pointer like "/memory/heapUsed""#
        ),
        (
            #"{"tcp": "a:1", "intervall": "1s"}"#,
            #"26: warning: health: unknown key "intervall"; did you mean "interval"?"#
        ),
    ])
    func `a mistake is one sentence at its place`(text: String, expected: String) {
        #expect(Bench.remarks(on: "\"health\": \(text)") == ["2:" + expected])
    }

    @Test func `more than twelve numbers are not shown, and all mistakes are told at once`() {
        let many = (0..<13).map { "\"n\($0)\": \"/n\"" }.joined(separator: ", ")
        #expect(
            Bench.remarks(on: #""health": {"tcp": "a:1", "retries": "x", "show": {\#(many)}}"#) == [
                #"2:37: error: health.retries: found "x", expected a whole number from 1 to 1000"#,
                "2:50: error: health.show: found 13 numbers, expected at most 12",
            ])
    }

    @Test func `it is said in Russian, too`() {
        func remarks(_ health: String) -> [String] {
            do {
                return try Bench.load("{\"script\": \"app.js\", \"health\": \(health)}").warnings
                    .map { $0.rendered(in: .russian) }
            } catch {
                return error.diagnostics.map { $0.rendered(in: .russian) }
            }
        }
        #expect(
            remarks(#"{"http": "https://a/", "retries": 0, "on_unhealthy": 1}"#) == [
                "ecosystem.json:1:41: ошибка: health.http: свои проверки wamon делает по http; для https задайте exec с curl",
                "ecosystem.json:1:66: ошибка: health.retries: здесь 0, ожидается: целое число от 1 до 1000",
                "ecosystem.json:1:85: ошибка: health.on_unhealthy: здесь 1, ожидается: \"restart\" или \"none\"",
            ])
        #expect(
            remarks("{}") == [
                "ecosystem.json:1:32: ошибка: health: не сказано, что спрашивать; ожидается http, tcp или exec"
            ])
    }

    @Test func `what check prints is read as the same`() throws {
        let loaded = try Bench.load(
            #"{"script": "app.js", "health": {"exec": ["a", "b c"], "interval": "5s", "on_unhealthy": "none", "show": {"x": "/a~1b"}}}"#
        )
        let printed = try Bench.load(EcosystemFile.rendered(loaded))
        #expect(printed.specs[0].health != nil)
        #expect(printed.specs[0].health == loaded.specs[0].health)
    }
}
