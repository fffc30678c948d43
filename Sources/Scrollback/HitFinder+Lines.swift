import Journal
import Matching

extension HitFinder {
    /// The lines that begin in a part of what was read and have the pattern in their text.
    /// - Parameter take: is given where they begin.
    /// - Returns: how many there are.
    func look(_ cut: LineCut, _ part: Range<Int>, _ take: (Int) -> Void) -> Int {
        // A quote is written with an escape there.
        let isAsWritten = !reader.undress.isEscaped || !pattern.text.contains("\"")
        return pattern.isPlain && isAsWritten
            ? lookAhead(cut, part, take) : lookLineByLine(cut, part, take)
    }

    /// In many lines at once: what has no newline in it is in one line.
    private func lookAhead(_ cut: LineCut, _ part: Range<Int>, _ take: (Int) -> Void) -> Int {
        let all = UnsafeBufferPointer(
            start: cut.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), count: cut.bytes.count)
        let isText = reader.undress.isPlain
        var (at, number) = (part.lowerBound, 0)
        while at < part.upperBound, !stop.isAsked,
            let match = pattern.firstMatch(in: all, from: at - cut.start)
        {
            let line = cut.begin(of: match.lowerBound + cut.start, from: at)
            guard line < part.upperBound else { break }
            let (end, next) = cut.end(of: line)
            if isText || isHit(cut, line..<end) {
                take(line)
                number += 1
            }
            at = next
        }
        return number
    }

    private func lookLineByLine(_ cut: LineCut, _ part: Range<Int>, _ take: (Int) -> Void) -> Int {
        var (at, number) = (part.lowerBound, 0)
        while at < part.upperBound, !stop.isAsked {
            let (end, next) = cut.end(of: at)
            if isHit(cut, at..<end) {
                take(at)
                number += 1
            }
            at = next
        }
        return number
    }

    private func isHit(_ cut: LineCut, _ line: Range<Int>) -> Bool {
        let raw = cut.bytes[line.lowerBound - cut.start..<line.upperBound - cut.start]
        return reader.undress.read(UnsafeRawBufferPointer(rebasing: raw)) { text, label in
            isMeant(label) && pattern.contains(text.assumingMemoryBound(to: UInt8.self))
        }
    }

    private var stop: Stop { reader.stop }
}
