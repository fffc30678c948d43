/// Output of programs made safe for a terminal: colours and weights (SGR) pass, other escape sequences are left
/// out, control characters become `^X`.
enum TerminalText {
    private static let longestSequence = 256

    /// - Parameter text: is shown in reverse where it stands; empty: nothing.
    static func append(
        _ line: UnsafeRawBufferPointer, highlighting text: [UInt8] = [], to bytes: inout [UInt8]
    ) {
        if line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) && text.isEmpty {
            return bytes.append(contentsOf: line)
        }
        var safe = String(decoding: line, as: UTF8.self)
        let clean = safe.withUTF8 { cleaned(UnsafeRawBufferPointer($0)) }
        bytes += text.isEmpty ? clean.bytes : marked(clean.bytes, text)
        if clean.isStyled { bytes += "\u{1B}[0m".utf8 }
    }

    /// - Parameter line: valid UTF-8.
    private static func cleaned(_ line: UnsafeRawBufferPointer) -> (bytes: [UInt8], isStyled: Bool) {
        var clean: [UInt8] = []
        clean.reserveCapacity(line.count)
        var isStyled = false
        var at = 0
        while at < line.count {
            let byte = line[at]
            switch byte {
            case 0x1B:
                let end = sequence(line, at)
                if end > at + 2, line[at + 1] == UInt8(ascii: "["), line[end - 1] == UInt8(ascii: "m"),
                    line[(at + 2)..<(end - 1)].allSatisfy({ (0x30...0x3B).contains($0) })
                {
                    clean.append(contentsOf: line[at..<end])
                    isStyled = true
                } else if end == at + 1 {
                    clean += [UInt8(ascii: "^"), UInt8(ascii: "[")]
                }
                at = end
            case 0x0D where at + 1 == line.count: at += 1
            case 0x09: (clean.append(byte), at += 1).1
            case 0..<0x20, 0x7F:
                clean += [UInt8(ascii: "^"), byte ^ 0x40]
                at += 1
            case 0xC2 where (0x80..<0xA0).contains(line[at + 1]):
                clean.append(UInt8(ascii: "?"))
                at += 2
            default:
                clean.append(byte)
                at += 1
            }
        }
        return (clean, isStyled)
    }

    /// Behind the sequence that begins at an ESC (ECMA-48); behind the ESC where none does.
    private static func sequence(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int {
        let most = min(line.count, start + longestSequence)
        var at = start + 2
        guard at <= line.count else { return start + 1 }
        switch line[start + 1] {
        case UInt8(ascii: "["):
            while at < most, (0x20..<0x40).contains(line[at]) { at += 1 }
            return at < most && (0x40..<0x7F).contains(line[at]) ? at + 1 : at
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            while at < most {
                if line[at] == 0x07 { return at + 1 }
                if line[at] == 0x1B {
                    return at + 1 < most && line[at + 1] == UInt8(ascii: "\\") ? at + 2 : at
                }
                at += 1
            }
            return at
        case 0x20..<0x30:
            while at < most, (0x20..<0x30).contains(line[at]) { at += 1 }
            return min(most, at + 1)
        case 0x30..<0x7F: return at
        default: return start + 1
        }
    }

    private static func marked(_ line: [UInt8], _ text: [UInt8]) -> [UInt8] {
        var marked: [UInt8] = []
        var rest = line[...]
        while let hit = rest.firstRange(of: text) {
            marked += rest[..<hit.lowerBound]
            marked += "\u{1B}[7m".utf8
            marked += text
            marked += "\u{1B}[27m".utf8
            rest = rest[hit.upperBound...]
        }
        return marked + rest
    }
}
