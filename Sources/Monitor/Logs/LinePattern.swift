import Matching

/// What is looked for in lines: a regular expression, without regard to case where it has no capital letter.
/// Colours and other sequences inside a line are not in its way.
struct LinePattern: Sendable, Equatable {
    var text: String { pattern.text }
    private let pattern: Pattern

    init(_ text: String) throws(PatternError) { pattern = try Pattern(text) }

    static func == (a: LinePattern, b: LinePattern) -> Bool { a.text == b.text }

    func matches(_ line: ArraySlice<UInt8>) -> Bool {
        line.withUnsafeBufferPointer { bytes in
            bytes.contains(0x1B) ? pattern.contains(BareText(line).bytes[...]) : pattern.contains(bytes)
        }
    }

    /// Where it is, in the line's own indices; at most so many.
    func ranges(in line: ArraySlice<UInt8>, max most: Int = 200) -> [Range<Int>] {
        guard line.contains(0x1B) else {
            let start = line.startIndex
            return line.withUnsafeBufferPointer { pattern.matches(in: $0, max: most) }
                .map { $0.lowerBound + start..<$0.upperBound + start }
        }
        let bare = BareText(line)
        return bare.bytes.withUnsafeBufferPointer { pattern.matches(in: $0, max: most) }
            .map { bare.places[$0.lowerBound]..<bare.places[$0.upperBound - 1] + 1 }
    }
}
