import CPCRE2

/// A regular expression (PCRE2) for lines of logs. Where it has no capital letter, case is of no account.
///
/// Compiled once, looked for on any number of threads at once, in bytes that may be anything: what is no UTF-8
/// matches nothing. A search that would take too long is given up on and counts as no match.
package struct Pattern: Sendable {
    /// As it was written.
    package let text: String
    package let ignoresCase: Bool
    /// It is plain ASCII text without a line's end in it and stands for itself: it may be looked for in many
    /// lines at once.
    package let isPlain: Bool
    private let code: Code

    private final class Code: Sendable {
        // PCRE2 only reads it once it is compiled.
        nonisolated(unsafe) let pattern: OpaquePointer
        init(_ pattern: OpaquePointer) { self.pattern = pattern }
        deinit { pcre2_pattern_free(pattern) }
    }

    /// - Throws: what is wrong with the text, and where.
    package init(_ text: String) throws(PatternError) {
        self.text = text
        ignoresCase = !PatternText.hasCapital(text)
        isPlain = PatternText.isPlain(text)
        code = Code(try Pattern.compiled(text, ignoresCase: ignoresCase, inBytes: isPlain))
    }

    private static func compiled(
        _ text: String, ignoresCase: Bool, inBytes: Bool
    ) throws(PatternError) -> OpaquePointer {
        var text = text
        var complaint = pcre2_complaint()
        let made = text.withUTF8 { bytes in
            // An empty text may have no address.
            var nothing: UInt8 = 0
            return withUnsafePointer(to: &nothing) {
                pcre2_pattern_make(
                    bytes.baseAddress ?? $0, bytes.count, ignoresCase ? 1 : 0, inBytes ? 1 : 0, &complaint)
            }
        }
        guard let made else { throw PatternError(complaint, in: text) }
        return made
    }

    /// The first match that begins at or behind an offset; empty where the pattern can match nothing.
    package func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Range<Int>? {
        guard start >= 0, start <= bytes.count else { return nil }
        var nothing: UInt8 = 0
        return withUnsafePointer(to: &nothing) {
            var end = 0
            let begin = pcre2_pattern_find(
                code.pattern, bytes.baseAddress ?? $0, bytes.count, start, &end)
            return begin >= 0 ? begin..<end : nil
        }
    }

    /// The same, in the slice's own indices.
    package func firstMatch(in bytes: ArraySlice<UInt8>, from start: Int? = nil) -> Range<Int>? {
        let first = bytes.startIndex
        return bytes.withUnsafeBufferPointer { firstMatch(in: $0, from: (start ?? first) - first) }
            .map { $0.lowerBound + first..<$0.upperBound + first }
    }

    /// What of a text matches, in bytes of its UTF-8: one behind the other, none of them empty, at most so many.
    package func matches(in text: String, max most: Int = .max) -> [Range<Int>] {
        var text = text
        return text.withUTF8 { matches(in: $0, max: most) }
    }

    package func matches(in bytes: UnsafeBufferPointer<UInt8>, max most: Int = .max) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        while found.count < most, let match = firstMatch(in: bytes, from: start) {
            if match.isEmpty {
                start = Pattern.behind(max(start, match.upperBound), in: bytes)
            } else {
                found.append(match)
                start = match.upperBound
            }
        }
        return found
    }

    /// It is somewhere in it, if only as an empty match.
    package func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { firstMatch(in: bytes) != nil }

    package func contains(_ bytes: ArraySlice<UInt8>) -> Bool { firstMatch(in: bytes) != nil }

    package func contains(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { contains($0) }
    }

    /// The next character: PCRE2 does not begin in the middle of one.
    private static func behind(_ place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var next = place + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
