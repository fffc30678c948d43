/// The bytes of a file, and the way from an offset in them to a line and a column.
package struct SourceText: Sendable {
    package struct Position: Hashable, Sendable {
        package var line: Int
        package var column: Int
    }

    /// As the user named it; only for display. nil: the command line.
    package let file: String?
    let bytes: [UInt8]
    /// Where the text begins: behind a byte order mark.
    let start: Int
    private static let longLine = 10_000
    private let lineStarts: [Int]

    package init(file: String?, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var starts = [start]
        for index in start..<bytes.count where bytes[index] == 0x0A { starts.append(index + 1) }
        lineStarts = starts
    }

    /// Line and column from 1; the column counts characters as people see them, a tab as one.
    /// (In a line longer than any person writes: code points, which takes less time to count.)
    package func position(of offset: Int) -> Position {
        let offset = min(max(offset, start), bytes.count)
        let line = line(of: offset)
        let before = bytes[lineStarts[line - 1]..<offset]
        let column =
            before.count > SourceText.longLine
            ? before.count { $0 & 0xC0 != 0x80 } : String(decoding: before, as: UTF8.self).count
        return Position(line: line, column: column + 1)
    }

    /// The line alone, from 1.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The first byte that is not part of well-formed UTF-8, nil when all is well.
    var firstInvalidByte: Int? {
        // The quick answer for the usual case; the slow walk only finds the place.
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes[start...].makeIterator()
        var offset = start
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): offset += scalar.count
            case .error: return offset
            case .emptyInput: return nil
            }
        }
    }
}
