import CPCRE2

/// A text that is no regular expression.
package struct PatternError: Error, Hashable, Sendable {
    /// What is wrong, in PCRE2's words, which are English.
    package let sentence: String
    /// PCRE2's number for it (pcre2.h, PCRE2_ERROR_…); 0 where it is not known.
    package let number: Int
    /// Characters before the place.
    package let offset: Int

    package init(sentence: String, number: Int = 0, offset: Int) {
        self.sentence = sentence
        self.number = number
        self.offset = offset
    }

    init(_ complaint: pcre2_complaint, in text: String) {
        sentence = withUnsafeBytes(of: complaint.text) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        number = Int(complaint.number)
        let bytes = text.utf8.prefix(complaint.offset)
        offset = text[..<bytes.endIndex].count
    }
}
