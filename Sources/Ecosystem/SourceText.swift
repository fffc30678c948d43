/// The bytes of a file, and the way from an offset in them to a line and a column.
package struct SourceText: Sendable {
    package struct Position: Hashable, Sendable {
        package var line: Int
        package var column: Int
    }

    /// As the user named it; only for display.
    package let file: String
    let bytes: [UInt8]
    /// Where the text begins: behind a byte order mark.
    let start: Int
    private let lineStarts: [Int]

    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var starts = [start]
        for index in start..<bytes.count where bytes[index] == 0x0A { starts.append(index + 1) }
        lineStarts = starts
    }

    /// Line and column from 1; the column counts characters as people see them, a tab as one.
    package func position(of offset: Int) -> Position {
        let offset = min(max(offset, start), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self)
        return Position(line: low + 1, column: before.count + 1)
    }

    /// The first byte that is not part of well-formed UTF-8, nil when all is well.
    var firstInvalidByte: Int? {
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
