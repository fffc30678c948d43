import Ecosystem
import Supervision
import Testing

/// Files made to hurt: each is answered in a moment, by specs or by errors, with a short list of remarks.
@Suite struct HostileTests {
    struct Attack: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: @Sendable () -> [UInt8]
        /// The first remark; nil when the file is in order.
        var first: String?

        init(_ name: String, first: String?, _ bytes: @escaping @Sendable () -> [UInt8]) {
            testDescription = name
            self.first = first
            self.bytes = bytes
        }

        init(_ name: String, first: String?, text: @escaping @Sendable () -> String) {
            self.init(name, first: first) { Array(text().utf8) }
        }
    }

    static let attacks: [Attack] = [
        Attack("two mebibytes", first: "error: larger than 1 MiB; an ecosystem file is far smaller") {
            [UInt8](repeating: 0x20, count: 2 << 20)
        },
        Attack("NUL bytes only", first: "1:1: error: found a NUL byte, expected a value") {
            [UInt8](repeating: 0, count: 1000)
        },
        Attack("random bytes", first: "1:1: error: found the byte 0x80, which is not UTF-8") {
            (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7 + 128) }
        },
        Attack("a deep nest", first: "1:65: error: nested more than 64 levels deep") {
            [UInt8](repeating: UInt8(ascii: "["), count: 200_000)
        },
        Attack(
            "a deep nest of comments",
            first: "1:120001: error: the file is empty; expected an object or an array",
            text: {
                String(repeating: "/*/**/", count: 20_000)
            }),
        Attack(
            "a string without end", first: "1:2: error: the string that begins here is never closed",
            text: {
                "[\"" + String(repeating: "a", count: 200_000)
            }),
        Attack(
            "a number without end",
            first: "1:2: error: found \"\(String(repeating: "9", count: 60))…\", expected a number",
            text: {
                "[" + String(repeating: "9", count: 200_000)
            }),
        Attack(
            "keys unknown by the thousand", first: "1:21: warning: unknown key \"k0\"",
            text: {
                "{\"script\": \"app.js\"" + (0..<10_000).map { ",\"k\($0)\":0" }.joined() + "}"
            }),
        Attack(
            "one key again and again",
            first: "1:29: warning: \"a\" is given twice, first in line 1; the last one is used",
            text: {
                "{\"a\": 1, \"script\": \"app.js\"" + String(repeating: ",\"a\":0", count: 20_000) + "}"
            }),
        Attack(
            "too many apps", first: "1:1: error: found 1001 apps; expected at most 1000",
            text: {
                "[" + String(repeating: "{\"script\":\"app.js\"},", count: 1001) + "]"
            }),
        Attack(
            "a thousand apps in a row of dependencies", first: nil,
            text: {
                "["
                    + (0..<1000).map {
                        "{name:'p\($0)',script:'app.js',depends_on:'p\($0 == 999 ? 0 : $0 + 1)'}"
                    }
                    .joined(separator: ",").replacing("depends_on:'p0'", with: "") + "]"
            }),
        Attack(
            "a thousand apps in a circle", first: "2:47775: error: depends_on: \"p0\" → \"p1\"",
            text: {
                "[\n"
                    + (0..<1000).map { "{name:'p\($0)',script:'app.js',depends_on:'p\(($0 + 1) % 1000)'}" }
                    .joined(separator: ",") + "]"
            }),
        Attack(
            "dependencies on nobody by the thousand",
            first: "1:31: error: depends_on: there is no app \"x0\"",
            text: {
                "[{script:'app.js',depends_on:[" + (0..<10_000).map { "'x\($0)'" }.joined(separator: ",")
                    + "]}]"
            }),
        Attack(
            "a name of a hundred thousand letters", first: nil,
            text: {
                "[{script:'app.js',name:'" + String(repeating: "n", count: 100_000) + "'}]"
            }),
        Attack(
            "a script of a hundred thousand letters",
            first: "1:10: error: script: \"\(String(repeating: "n", count: 60))…\" is neither",
            text: {
                "[{script:'" + String(repeating: "n", count: 100_000) + "'}]"
            }),
        Attack(
            "one letter with a hundred thousand accents", first: "1:100119: error: found \"x\u{301}",
            text: {
                "[{name:'x" + String(repeating: "\u{301}", count: 100_000) + "'}, 'x"
                    + String(repeating: "\u{301}", count: 100)
                    + "', x\u{301}]"
            }),
        Attack(
            "paths that climb out", first: "1:17: error: cwd: no folder \"/etc\"",
            text: {
                "{script:'x',cwd:'../../../../../../etc',out:'../../../../x'}"
            }),
        Attack(
            "control characters in keys", first: "1:18: warning: unknown key \"\\u{1b}]0;x\\u{7}\"",
            text: {
                "{script:'app.js','\u{1B}]0;x\u{7}':1}"
            }),
        Attack(
            "a name with a control character that is suggested",
            first: "1:8: error: name: \"b\\u{7f}\" holds a control character",
            text: {
                "[{name:'b\u{7F}',script:'app.js'},{script:'app.js',depends_on:'b'}]"
            }),
        Attack(
            "control characters in an environment's name", first: "1:33: error: env_\\u{1b}c: found 1",
            text: {
                "{script:'app.js',      'env_\u{1B}c':1}"
            }),
        Attack(
            "text that turns round", first: "1:18: warning: unknown key \"\\u{202e}abc\"",
            text: {
                "{script:'app.js','\u{202E}abc':1}"
            }),
    ]

    @Test(arguments: attacks)
    func `a hostile file is answered, shortly`(attack: Attack) {
        let remarks = Bench.remarks(attack.bytes())
        #expect(remarks.count <= 303)
        #expect(remarks.allSatisfy { $0.count < 3000 })
        guard let first = attack.first else { return #expect(remarks.isEmpty) }
        let shown = remarks.first.map {
            String($0.dropFirst("ecosystem.json:".count).drop { $0 == " " }.prefix(200))
        }
        #expect(shown?.hasPrefix(first) == true, "said: \(shown ?? "nothing")")
    }

    @Test func `a long list of remarks is cut and its rest is counted`() {
        let text = "{\"script\": \"app.js\"" + (0..<250).map { ",\"zz\($0)zz\":0" }.joined() + "}"
        let remarks = Bench.remarks(text)
        #expect(remarks.count == 101)
        #expect(remarks.last == "ecosystem.json: warning: and 150 more of this severity")
    }
}
