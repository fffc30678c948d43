import CPCRE2

/// A text that is no regular expression.
package struct PatternError: Error, Hashable, Sendable {
    /// What is wrong, in PCRE2's words, which are English.
    package let sentence: String
    /// Characters before the place.
    package let offset: Int

    package init(sentence: String, offset: Int) {
        self.sentence = sentence
        self.offset = offset
    }

    init(_ complaint: pcre2_complaint, in text: String) {
        sentence = withUnsafeBytes(of: complaint.text) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let bytes = text.utf8.prefix(complaint.offset)
        offset = text[..<bytes.endIndex].count
    }
}
