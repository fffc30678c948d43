import Supervision
import Testing

@testable import Health

/// The numbers of a body, and what a failure has to say.
@Suite struct BodyTests {
    private func numbers(_ text: String, show: [(String, String)] = []) -> [String]? {
        BodyNumbers(Array(text.utf8)).map { body in
            body.chosen(by: show.map { HealthSpec.Shown(label: $0.0, pointer: $0.1) })
                .map { "\($0.label) \($0.value)" }
        }
    }

    private static let api =
        #"{"status":"ok","uptime":12.5,"activeClients":3,"db":true,"#
        + #""memory":{"heapUsed":50,"heapTotal":100,"heapPercent":5e1,"deep":{"x":1}},"list":[7,8]}"#

    @Test func `without a choice the numbers near the top are shown, in their order`() {
        #expect(
            numbers(Self.api) == [
                "uptime 12.5", "activeClients 3.0", "heapUsed 50.0", "heapTotal 100.0", "heapPercent 50.0",
            ])
        #expect(
            numbers(#"{"a":{"used":1},"b":{"used":2},"used":3}"#) == ["a.used 1.0", "b.used 2.0", "used 3.0"])
        let many = (0..<30).map { #""n\#($0)":\#($0)"# }.joined(separator: ",")
        #expect(numbers("{\(many)}")?.count == HealthCheck.mostNumbers)
        #expect(numbers("[1, 2]") == [])
        #expect(numbers("7") == [])
    }

    @Test func `a choice is by pointer, in its own order and under its own names`() {
        #expect(
            numbers(
                Self.api,
                show: [
                    ("heap %", "/memory/heapPercent"), ("clients", "/activeClients"), ("db", "/db"),
                    ("second", "/list/1"), ("x", "/memory/deep/x"), ("text", "/status"), ("none", "/nothing"),
                ]) == ["heap % 50.0", "clients 3.0", "db 1.0", "second 8.0", "x 1.0"])
        #expect(
            numbers(#"{"a/b":{"m~n":1, "":2}}"#, show: [("x", "/a~1b/m~0n"), ("y", "/a~1b/")]) == [
                "x 1.0", "y 2.0",
            ])
        #expect(numbers(#"{"a":1,"a":2}"#, show: [("a", "/a")]) == ["a 2.0"])
        #expect(numbers("7", show: [("a", "")]) == ["a 7.0"])
    }

    @Test(arguments: [
        "", "{", "{\"a\":1", "{\"a\":1}}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":+1}", "{\"a\":1e}",
        "{\"a\":NaN}",
        "{\"a\":1e999}", "{a:1}", "{'a':1}", "{\"a\":1,}", "[1,]", "{\"a\":\"\u{1}\"}", "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}", "{\"a\":\"\\", "nul", String(repeating: "[", count: 100),
    ])
    func `what is no JSON has no numbers`(text: String) {
        #expect(numbers(text) == nil)
    }

    @Test func `a number is what it says, however small, and however it is written`() {
        #expect(
            numbers(#"{"a":0e5,"b":-0.0,"c":1e-320,"d":9007199254740993,"e":1E+2}"#) == [
                "a 0.0", "b -0.0", "c 1e-320", "d 9007199254740992.0", "e 100.0",
            ])
    }

    @Test func `names are read with their escapes`() {
        #expect(numbers(#"{"\u00e4\n\ud83d\ude00\"": 1}"#) == ["ä\n😀\" 1.0"])
    }

    @Test func `what a failure says is one clean line`() {
        func line(_ text: String) -> String? { FirstLine.of(Array(text.utf8)) }
        #expect(line("\n  \r\n database is away \nmore") == "database is away")
        #expect(line("\u{1B}[31mred\u{7}\u{9B}x") == "[31mred  x")
        #expect(line(String(repeating: "ä", count: 300))?.count == 200)
        #expect(line(" \n\t") == nil)
    }
}
