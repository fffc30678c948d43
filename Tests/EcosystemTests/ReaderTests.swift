import Ecosystem
import Testing
import Wording

@Suite struct ReaderTests {
    func read(_ text: String) throws -> Value {
        var reader = Reader(SourceText(file: "f", bytes: Array(text.utf8)))
        return try reader.read()
    }

    func complaint(_ bytes: [UInt8]) -> String {
        let source = SourceText(file: "f", bytes: bytes)
        var reader = Reader(source)
        do {
            _ = try reader.read()
            return "fine"
        } catch {
            let place = source.position(of: error.offset)
            return "\(place.line):\(place.column): \(error.sentence[.english])"
        }
    }

    func complaint(_ text: String) -> String { complaint(Array(text.utf8)) }

    @Test func `every value and key keeps the place where it begins`() throws {
        let value = try read("{\"a\": [1, true],\n \"b\": null}")
        #expect(
            value
                == Value(
                    offset: 0,
                    content: .object([
                        .init(
                            key: "a", keyOffset: 1,
                            value: Value(
                                offset: 6,
                                content: .array([
                                    Value(offset: 7, content: .number(.init(source: "1", value: 1))),
                                    Value(offset: 10, content: .flag(true)),
                                ]))),
                        .init(key: "b", keyOffset: 18, value: Value(offset: 23, content: .null)),
                    ])))
    }

    @Test func `what JavaScript allows and JSON does not is read as PM2 reads it`() throws {
        let text = """
            // a comment
            { /* another */ apps: [ 'single', "it's", 0x1F, 10_000, .5, -2, undefined, ], $x_1: "a\\
            b", }
            """
        #expect(
            try read(text).content.plain == "{apps:['single'|'it's'|31.0|10000.0|0.5|-2.0|null]|$x_1:'ab'}")
    }

    @Test(arguments: [
        (#""\n\t\r\b\f\v\/\\\"\'""#, "\n\t\r\u{8}\u{C}\u{B}/\\\"'"),
        (#""\u00e9\u4E2D\x41\u{1F600}\uD83D\uDE00""#, "é中A😀😀"),
        ("\"é漢字😀\"", "é漢字😀"),
    ])
    func `escapes and characters of every size are read`(text: String, expected: String) throws {
        #expect(try read(text).content == .text(expected))
    }

    @Test func `a byte order mark is passed over and does not move the column`() {
        #expect(
            complaint([0xEF, 0xBB, 0xBF] + Array("[1,".utf8))
                == "1:4: found the end of the file, expected a value")
    }

    @Test func `the column counts characters, not bytes`() {
        #expect(complaint("{\n  \"日本é👨‍👩‍👧\": ?}") == "2:11: found \"?\", expected a value")
    }

    @Test(arguments: [
        ("", "1:1: the file is empty; expected an object or an array"),
        ("  \n // only this", "2:14: the file is empty; expected an object or an array"),
        ("{\"a\": 1 \"b\": 2}", "1:9: found a string, expected \",\" or \"}\""),
        ("[1 2]", "1:4: found \"2\", expected \",\" or \"]\""),
        ("{\"a\" 1}", "1:6: found \"1\", expected \":\" after the key \"a\""),
        ("{\"a\": }", "1:7: found \"}\", expected a value"),
        ("{,}", "1:2: found \",\", expected a key or \"}\""),
        ("[1]]", "1:4: found \"]\", expected the end of the file"),
        ("[1", "1:3: found the end of the file, expected \",\" or \"]\""),
        ("[nope]", "1:2: found \"nope\", expected a value"),
        ("[01]", "1:2: found \"01\", expected a number"),
        ("[1.2.3]", "1:2: found \"1.2.3\", expected a number"),
        ("[+1]", "1:2: found \"+1\", expected a number"),
        ("[0x+1]", "1:2: found \"0x+1\", expected a number"),
        ("[--1]", "1:2: found \"--1\", expected a number"),
        ("[1e999]", "1:2: the number 1e999 is too large"),
        ("[\"a\nb\"]", "1:2: the string that begins here is not closed on its line"),
        ("[\"a", "1:2: the string that begins here is never closed"),
        ("[\"\\", "1:2: the string that begins here is never closed"),
        ("[\"\\q\"]", "1:3: \"\\q\" is not an escape; write \"\\\\\" for a backslash"),
        ("[\"\\u12\"]", "1:3: the escape is broken; expected \"\\uXXXX\" with four hexadecimal digits"),
        ("[\"\\u{}\"]", "1:3: the escape is broken; expected \"\\uXXXX\" with four hexadecimal digits"),
        (
            "[\"\\u{110000}\"]",
            "1:3: the escape is half of a character; expected a pair like \"\\uD83D\\uDE00\""
        ),
        ("[\"\\uD83D\"]", "1:3: the escape is half of a character; expected a pair like \"\\uD83D\\uDE00\""),
        ("[\"\\uDE00\"]", "1:3: the escape is half of a character; expected a pair like \"\\uD83D\\uDE00\""),
        ("[\"a\\u0000\"]", "1:4: a string cannot hold the character NUL"),
        ("[\"a\u{0}\"]", "1:4: found a NUL byte in a string"),
        ("\u{0}", "1:1: found a NUL byte, expected a value"),
        ("/* open", "1:1: the comment that begins here is never closed; expected \"*/\""),
        ("/", "1:1: found \"/\", expected a value or a comment"),
        ("[\u{1b}]", "1:2: found \"\\u{1b}\", expected a value"),
        ("{“name”: 1}", "1:2: found \"“\", expected a key or \"}\"; write \" for typographic quotes"),
        ("[‘x’]", "1:2: found \"‘\", expected a value; write \" for typographic quotes"),
        ("[é]", "1:2: found \"é\", expected a value"),
        ("{`a`: 1}", "1:2: found \"`\", expected a key or \"}\""),
        ("\"\\\u{7F}\"", "1:2: a backslash is not an escape; write \"\\\\\" for a backslash"),
        (
            "module.exports = {}",
            "1:1: found \"module\", expected a value; this is JavaScript, "
                + "which is read from a file whose name ends in .config.js"
        ),
    ])
    func `what cannot be read is said with its place`(text: String, expected: String) {
        #expect(complaint(text) == expected)
    }

    @Test func `bytes that are not UTF-8 are refused where they are`() {
        #expect(
            complaint(Array("[\"a".utf8) + [0xFF] + Array("\"]".utf8))
                == "1:4: found the byte 0xFF, which is not UTF-8")
        #expect(
            complaint(Array("[\"".utf8) + [0xE2, 0x82]) == "1:3: found the byte 0xE2, which is not UTF-8")
        #expect(
            complaint([0xFF, 0xFE, 0x7B, 0])
                == "1:1: the file is UTF-16; expected UTF-8: save it in that encoding")
    }

    @Test func `nesting is refused beyond its limit, not followed`() {
        let limit = Reader.deepest
        #expect(
            complaint(String(repeating: "[", count: limit) + String(repeating: "]", count: limit)) == "fine")
        #expect(
            complaint(String(repeating: "[", count: 100_000))
                == "1:\(limit + 1): nested more than 64 levels deep")
        #expect(
            complaint(String(repeating: "{\"a\":", count: 100_000))
                == "1:\(limit * 5 + 1): nested more than 64 levels deep")
    }

    @Test func `of a key given twice the last value holds`() throws {
        var reader = Reader(SourceText(file: "f", bytes: Array("{\"a\": 1, 'a': 2}".utf8)))
        #expect(try reader.read().content.plain == "{a:2.0}")
        #expect(reader.duplicates == [.init(offset: 9, key: "a", firstOffset: 1)])
    }
}

extension Value.Content {
    /// Without places, to compare.
    fileprivate var plain: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): "\(number.value)"
        case .text(let text): "'\(text)'"
        case .array(let values): "[" + values.map(\.content.plain).joined(separator: "|") + "]"
        case .object(let members):
            "{" + members.map { "\($0.key):\($0.value.content.plain)" }.joined(separator: "|") + "}"
        }
    }
}
