import Matching
import Testing

@Suite struct PatternTests {
    private func first(_ pattern: String, in text: String, from start: Int = 0) throws -> Range<Int>? {
        try Pattern(pattern).firstMatch(in: Array(text.utf8)[...], from: start)
    }

    @Test func `a match is the bytes it takes, from where it was asked on`() throws {
        #expect(try first("er+or", in: "an error, an errror") == 3..<8)
        #expect(try first("er+or", in: "an error, an errror", from: 4) == 13..<19)
        #expect(try first("ошибка", in: "это ошибка") == 7..<19)
        #expect(try first("none", in: "an error") == nil)
        #expect(try first("a", in: "a", from: 1) == nil)
        #expect(try first("a", in: "a", from: 2) == nil)
    }

    @Test func `a slice is answered in its own indices`() throws {
        let bytes = Array("error error".utf8)
        #expect(try Pattern("error").firstMatch(in: bytes[3...]) == 6..<11)
    }

    @Test func `case counts where somebody took the trouble of a capital letter`() throws {
        let patterns = [
            "error", "\\S+", "\\p{Lu}", "\\xFFa", "(?<Name>a)\\k<Name>", "(?P<Name>a)(?P=Name)", "(?R)?",
            "(*UCP)a",
            "(?#Comment)a", "ошибка", "\\Qa\\E\\W", "(?<=a)b", "\\N{U+AB}", "(?U)a", "[[:upper:]]",
        ]
        for text in patterns { #expect(try Pattern(text).ignoresCase, "\(text)") }
        for text in ["Error", "\\Serror|X", "Ошибка", "\\QA\\E", "(?<=A)b", "(?<n>A)", "[A-Z]", "(A)"] {
            #expect(try !Pattern(text).ignoresCase, "\(text)")
        }
        #expect(try Pattern("ошибка|error").contains("ОШИБКА"))
        #expect(try Pattern("timeout").contains("TimeOut"))
        #expect(try !Pattern("Timeout").contains("timeout"))
    }

    @Test func `a text without signs is plain, and may be looked for in many lines at once`() throws {
        #expect(try Pattern("connection refused: 10-20/%").isPlain)
        for text in ["a.b", "a\\d", "a\nb", "ошибка", "", "(a)", "^a"] {
            #expect(try !Pattern(text).isPlain, "\(text)")
        }
    }

    @Test func `bytes that are no text match nothing and stand in nobody's way`() throws {
        var bytes: [UInt8] = [0xFF, 0xC3, 0x28, 0, 0x80]
        bytes += Array("error".utf8) + [0xE2, 0x82]
        for text in ["error", "err.r", "e\\w+r", "(?i)ERROR"] {
            #expect(try Pattern(text).firstMatch(in: bytes[...]) == 5..<10, "\(text)")
        }
        #expect(try Pattern("\\x{FFFD}").firstMatch(in: bytes[...]) == nil)
    }

    @Test func `a line's end is its end, with a carriage return before it or not`() throws {
        #expect(try first("done$", in: "done\r") == 0..<4)
        #expect(try first("done$", in: "done") == 0..<4)
    }

    @Test func `a pattern that can match nothing comes to an end`() throws {
        #expect(try Pattern("x*").matches(in: "axxbёx") == [1..<3, 6..<7])
        #expect(try Pattern("").matches(in: "abc") == [])
        #expect(try Pattern("$").matches(in: "") == [])
        #expect(try Pattern("\\b").matches(in: "one two") == [])
        #expect(try Pattern("").contains(""))
        #expect(try Pattern("a").matches(in: "aaaa", max: 2) == [0..<1, 1..<2])
    }

    @Test func `a pattern that would try for ages counts as no match`() throws {
        let line = String(repeating: "a", count: 60_000) + "!"
        for text in ["(a+)+$", "(a|a)*b", "(a*)*c", "(?:a?){40}a{40}z"] {
            #expect(try !Pattern(text).contains(line), "\(text)")
        }
        #expect(try Pattern("(a+)+!").contains("aaaa!"))
    }

    @Test func `what is no pattern is said in a sentence, with the place`() throws {
        func complaint(_ text: String) -> PatternError? {
            do throws(PatternError) {
                _ = try Pattern(text)
                return nil
            } catch { return error }
        }
        #expect(
            complaint("ошибка(")
                == PatternError(sentence: "missing closing parenthesis", number: 114, offset: 7))
        #expect(
            complaint("a[")
                == PatternError(sentence: "missing terminating ] for character class", number: 106, offset: 2)
        )
        #expect(
            complaint("*")
                == PatternError(
                    sentence: "quantifier does not follow a repeatable item", number: 109, offset: 0))
        #expect(complaint("\\C") != nil)
        #expect(complaint(String(repeating: "(", count: 10_000)) != nil)
        #expect(complaint("(((a{1,1000}){1,1000}){1,1000}){1,1000}") != nil)
    }

    @Test func `one pattern is looked for on many threads at once`() async throws {
        let pattern = try Pattern("(\\w+)-\\1")
        let sums = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<500).count { pattern.contains("a line \($0) with x\(task)-x\($0 % 8)") }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums.sorted() == [62, 62, 62, 62, 63, 63, 63, 63])
    }
}
