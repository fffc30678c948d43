import Glibc
import Screen
import Testing

@Suite struct GlyphWidthTests {
    @Test("every scalar is as wide as libc says")
    func widthsAreLibcs() throws {
        // Declared only under _XOPEN_SOURCE, which the module was not built with.
        let symbol = try #require(dlsym(nil, "wcwidth"))
        let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)
        let utf8 = try #require(newlocale(Int32(1 << LC_CTYPE), "C.UTF-8", nil))
        let before = uselocale(utf8)
        defer {
            uselocale(before)
            freelocale(utf8)
        }
        var different: [String] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let theirs = Int(wcwidth(wchar_t(value)))
            let ours = GlyphWidth.wcwidth(scalar)
            if ours != theirs { different.append("U+\(String(value, radix: 16)): \(ours), libc \(theirs)") }
        }
        #expect(different == [])
    }

    @Test(
        "a grapheme is its base and its marks",
        arguments: [
            ("a", "a", 1), ("ж", "ж", 1), ("日", "日", 2), ("e\u{301}", "e\u{301}", 1),
            ("и\u{306}", "и\u{306}", 1), ("👩‍👩‍👧", "👩", 2), ("👍🏽", "👍", 2), ("❤️", "❤", 1),
            ("\t", "·", 1), ("\u{7}", "·", 1), ("\r\n", "·", 1), ("\u{85}", "·", 1), ("\u{378}", "·", 1),
            ("\u{200B}", "", 0), ("\u{202E}", "", 0), ("\u{AD}", "-", 1), ("한", "한", 2),
            ("\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}", 2), ("क्ष", "क्ष", 2),
        ] as [(String, String, Int)])
    func graphemes(text: String, shown: String, columns: Int) {
        #expect(GlyphWidth.displayable(text) == shown)
        #expect(GlyphWidth.columns(of: text) == columns)
    }

    @Test("no more marks are kept than a cell of ncurses holds")
    func marksAreLimited() {
        let zalgo = "a" + String(repeating: "\u{301}", count: 40) + "b"
        #expect(GlyphWidth.displayable(zalgo).unicodeScalars.count == 6)
        #expect(GlyphWidth.columns(of: zalgo) == 2)
    }

    @Test("a text that is too long ends in a sign that something is missing")
    func truncation() {
        #expect(GlyphWidth.truncated("nextjs-server", to: 8) == "nextjs-›")
        #expect(GlyphWidth.truncated("nextjs-server", to: 13) == "nextjs-server")
        #expect(GlyphWidth.truncated("日本語", to: 5) == "日本›")
        #expect(GlyphWidth.truncated("日本語", to: 4) == "日›")
        #expect(GlyphWidth.truncated("日本語", to: 6) == "日本語")
        #expect(GlyphWidth.truncated("привет", to: 0) == "")
        #expect(GlyphWidth.truncated("abc", to: 2, ellipsis: "") == "ab")
        #expect(GlyphWidth.truncated("abc", to: 1) == "›")
        #expect(GlyphWidth.truncated("abc", to: 1, ellipsis: "...") == "a")
    }

    @Test("padding makes a text exactly as wide as its column")
    func padding() {
        #expect(GlyphWidth.padded(right: "жук", to: 5) == "жук  ")
        #expect(GlyphWidth.padded(left: "12.4", to: 6) == "  12.4")
        #expect(GlyphWidth.padded(right: "日本語", to: 4) == "日› ")
    }
}
