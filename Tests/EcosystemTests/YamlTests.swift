@testable import Ecosystem
import Supervision
import Testing
import Wording

/// The same file in YAML: values, places, and what only YAML has.
@Suite struct YamlTests {
    /// Everything said about /app/ecosystem.yaml, without its name.
    func remarks(_ text: String) -> [String] {
        remarks(Array(text.utf8))
    }

    func remarks(_ bytes: [UInt8]) -> [String] {
        do {
            return try load(bytes).warnings.map {
                String($0.rendered(in: .english).dropFirst("ecosystem.yaml:".count))
            }
        } catch {
            return error.diagnostics.map {
                String($0.rendered(in: .english).dropFirst("ecosystem.yaml:".count))
            }
        }
    }

    func load(_ bytes: [UInt8]) throws(EcosystemFailure) -> Loaded {
        try EcosystemFile.load(
            path: "ecosystem.yaml", context: Bench.context(["/app/ecosystem.yaml": .bytes(bytes)]))
    }

    /// The value of one node, as JSON.
    func json(_ text: String) throws -> String {
        try YamlReader.read(SourceText(file: "e.yaml", bytes: Array("v: \(text)".utf8))).value["v"]?.json
            ?? ""
    }

    @Test func `a file in YAML holds what the same file in JSON holds`() throws {
        let yaml = """
            # The api
            apps:
              - name: api-server
                script: ./server/index.js
                args: [--port, 5001]
                env:
                  NODE_ENV: development
                  API_PORT: 5001
                min_uptime: 10s
                max_memory_restart: 400M
                stop_exit_codes: [0, 3]
                autorestart: true
                log_rotate: { max_size: 10M, keep: 3 }
              - script: npx
                args: 'next start'
            wamon:
              theme: light
            """
        let json = """
            {"apps": [
              {"name": "api-server", "script": "./server/index.js", "args": ["--port", 5001],
               "env": {"NODE_ENV": "development", "API_PORT": 5001}, "min_uptime": "10s",
               "max_memory_restart": "400M", "stop_exit_codes": [0, 3], "autorestart": true,
               "log_rotate": {"max_size": "10M", "keep": 3}},
              {"script": "npx", "args": "next start"}],
             "wamon": {"theme": "light"}}
            """
        var same = try Bench.load(json)
        same.path = "/app/ecosystem.yaml"
        #expect(try load(Array(yaml.utf8)) == same)
    }

    @Test(arguments: [
        ("", "null"), ("~", "null"), ("NULL", "null"), ("true", "true"), ("False", "false"),
        ("12", "12"), ("-7", "-7"), ("+7", "7"), ("010", "10"), ("0o17", "15"), ("0x1F", "31"),
        ("1.50", "1.5"), (".5", "0.5"), ("1e3", "1000"), ("1.", "1"),
        ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""), ("Off", "\"Off\""), ("y", "\"y\""),
        ("\"5\"", "\"5\""), ("'true'", "\"true\""), ("''", "\"\""), ("!!str 5", "\"5\""),
        ("!!int \"5\"", "5"), ("! 5", "\"5\""),
        ("2026-11-23", "\"2026-11-23\""), ("10:30", "\"10:30\""), ("1_000", "\"1_000\""), ("0b1", "\"0b1\""),
        ("--", "\"--\""), ("1e", "\"1e\""), (".", "\".\""), ("+", "\"+\""), ("0x", "\"0x\""),
        ("|\n  a\n  b\n", "\"a\\nb\\n\""), (">-\n  a\n  b\n", "\"a b\""), ("\"\\u00e9\\x41\"", "\"éA\""),
        ("[a, {b: 1}, []]", "[\"a\",{\"b\":1},[]]"),
        ("{5: a, true: b, ~: c}", "{\"5\":\"a\",\"true\":\"b\",\"~\":\"c\"}"),
    ])
    func `a word means what YAML 1.2 says`(text: String, expected: String) throws {
        #expect(try json(text) == expected)
    }

    @Test func `anchors, aliases and merge keys put values together`() throws {
        let text = """
            - &a { x: 1, y: 2 }
            - &b { y: 3, z: 4 }
            - <<: *a
              y: 9
            - { <<: [*a, *b], x: 0 }
            - { "<<": 1 }
            - [*a, *b]
            - &k key
            - { *k : 1 }
            """
        let value = try YamlReader.read(SourceText(file: "e.yaml", bytes: Array(text.utf8))).value
        #expect(
            value.json == #"[{"x":1,"y":2},{"y":3,"z":4},{"y":9,"x":1},{"x":0,"y":2,"z":4},{"<<":1},"#
                + #"[{"x":1,"y":2},{"y":3,"z":4}],"key",{"key":1}]"#)
    }

    @Test func `every remark has its place, counted in characters`() {
        let text = """
            # é: two bytes, 😀: four
            apps:
              - { "nämé": x, script: app.js, kill_timeout: 10 sec }
              - script: app.js
                name: "ü"
                max_restarts: many
                name: b
            """
        #expect(
            remarks(text) == [
                "3:7: warning: unknown key \"nämé\"",
                "3:48: error: kill_timeout: \"10 sec\" is not a duration; expected milliseconds or a number with s, m or h",
                "6:19: error: max_restarts: found \"many\", expected a whole number from 0 to 1000000",
                "7:5: warning: \"name\" is given twice, first in line 5; the last one is used",
            ])
        #expect(
            remarks([0xEF, 0xBB, 0xBF] + Array("script: 5\n".utf8)) == [
                "1:9: error: script: found 5, expected a path"
            ])
    }

    @Test(arguments: [
        ("", "1:1: error: the file is empty; expected an object or an array"),
        ("# nothing\n", "2:1: error: the file is empty; expected an object or an array"),
        ("---\n", "2:1: error: found null, expected an object or an array"),
        ("just words", "1:1: error: found \"just words\", expected an object or an array"),
        ("apps:\n\t- script: x", "2:1: error: found a tab, expected blanks: YAML is not indented with tabs"),
        ("apps:\n - a\nb c", "3:4: error: could not find expected ':', while scanning a simple key"),
        ("a: [1, 2", "1:9: error: did not find expected ',' or ']', while parsing a flow sequence"),
        ("a: 'x", "1:6: error: found unexpected end of stream, while scanning a quoted scalar"),
        ("a: *x", "1:4: error: \"*x\" stands for a value that is not there, or not whole yet"),
        ("a: &x [*x]", "1:8: error: \"*x\" stands for a value that is not there, or not whole yet"),
        ("a: !mine 5", "1:4: error: the tag \"!mine\" is not one that wamon knows here"),
        ("a: !!int x", "1:4: error: \"x\" is not what its tag !!int says"),
        ("? [a]\n: b", "1:3: error: found a key that is no word, expected a word"),
        ("a: {<<: 5}", "1:9: error: <<: found 5, expected an object or an array of objects"),
        ("a: .inf", "1:4: error: the number .inf is too large"),
        ("a: \"\\0\"", "1:4: error: a string cannot hold the character NUL"),
        ("\"\\0\": 1", "1:1: error: a string cannot hold the character NUL"),
        ("a: \u{1}", "1:4: error: control characters are not allowed"),
    ])
    func `what cannot be read is said with its place`(text: String, expected: String) {
        #expect(remarks(text) == [expected])
    }

    @Test func `a file in another encoding is refused`() {
        #expect(
            remarks([0xFF, 0xFE, 0x61, 0]) == [
                "1:1: error: the file is UTF-16; expected UTF-8: save it in that encoding"
            ])
        #expect(remarks([0x61, 0x3A, 0x20, 0xC3]) == ["1:4: error: found the byte 0xC3, which is not UTF-8"])
    }

    @Test func `only the first document is read`() throws {
        let text = "script: app.js\n---\nscript: [\n"
        #expect(
            remarks(text) == ["2:1: warning: a second document begins here; only the first one is read"])
        #expect(remarks("script: app.js\n...\n*&^") == [])
    }

    @Test func `a laugh that doubles and doubles ends with a sentence`() {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        for level in 1...20 {
            let same = [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
            text += "a\(level): &a\(level) [\(same)]\n"
        }
        #expect(
            remarks(text) == ["6:10: error: the aliases stand for more than 100000 values up to here"])
    }

    @Test func `depth is bounded, through aliases as well`() {
        let open = String(repeating: "[", count: 40)
        let close = String(repeating: "]", count: 40)
        #expect(
            remarks("a: &a \(open)\(close)\nb: \(open)*a\(close)") == [
                "2:44: error: nested more than 64 levels deep"
            ])
        #expect(
            remarks(String(repeating: "[", count: 100_000)) == [
                "1:65: error: nested more than 64 levels deep"
            ])
    }
}
