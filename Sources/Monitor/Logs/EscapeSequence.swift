/// A sequence that would tell a terminal something (ECMA-48), and where it ends: bounded, whatever is missing.
struct EscapeSequence {
    /// Behind it.
    private(set) var end: Int
    /// The parameters of Select Graphic Rendition: the one kind that does no harm.
    private(set) var colours: Range<Int>?

    /// A sequence that does not end within this many bytes ends there.
    private static let longest = 4096

    /// - Parameter start: where an ESC is, or a C1 control.
    init(_ bytes: ArraySlice<UInt8>, _ start: Int) {
        end = start + 1
        if bytes[start] != 0x1B {
            end = min(bytes.endIndex, start + 2)
            switch bytes[start + 1] {
            case 0x9B: control(bytes, start + 2)
            case 0x90, 0x98, 0x9D, 0x9E, 0x9F: string(bytes, start + 2)
            default: break
            }
            return
        }
        guard start + 1 < bytes.endIndex else { return }
        switch bytes[start + 1] {
        case UInt8(ascii: "["): control(bytes, start + 2)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            string(bytes, start + 2)
        default:
            var at = start + 1
            while at < bytes.endIndex, at - start < 8, (0x20..<0x30).contains(bytes[at]) { at += 1 }
            let isWhole = at < bytes.endIndex && bytes[at] >= 0x30 && bytes[at] < 0x7F
            end = min(bytes.endIndex, isWhole ? at + 1 : at)
        }
    }

    /// C1 controls in UTF-8 are C2 80 … C2 9F.
    static func isC1(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Bool {
        bytes[at] == 0xC2 && at + 1 < bytes.endIndex && (0x80...0x9F).contains(bytes[at + 1])
    }

    /// CSI: parameters, intermediates, one final byte.
    private mutating func control(_ bytes: ArraySlice<UInt8>, _ start: Int) {
        let most = min(bytes.endIndex, start + EscapeSequence.longest)
        var at = start
        while at < most, (0x20..<0x40).contains(bytes[at]) { at += 1 }
        end = at
        guard at < most, (0x40..<0x7F).contains(bytes[at]) else { return }
        if bytes[at] == UInt8(ascii: "m") { colours = start..<at }
        end = at + 1
    }

    /// OSC, DCS and the like: up to BEL or ST.
    private mutating func string(_ bytes: ArraySlice<UInt8>, _ start: Int) {
        let most = min(bytes.endIndex, start + EscapeSequence.longest)
        end = start
        while end < most {
            if bytes[end] == 0x07 {
                end += 1
                return
            }
            if bytes[end] == 0x1B {
                if end + 1 < bytes.endIndex, bytes[end + 1] == UInt8(ascii: "\\") { end += 2 }
                return
            }
            if EscapeSequence.isC1(bytes, end), bytes[end + 1] == 0x9C {
                end += 2
                return
            }
            end += 1
        }
    }
}

/// A line as its program wrote it, without what would be told a terminal.
struct BareText {
    private(set) var bytes: [UInt8] = []
    /// Where each of them was.
    private(set) var places: [Int] = []

    init(_ line: ArraySlice<UInt8>) {
        bytes.reserveCapacity(line.count)
        places.reserveCapacity(line.count)
        var at = line.startIndex
        while at < line.endIndex {
            if line[at] == 0x1B || EscapeSequence.isC1(line, at) {
                at = max(at + 1, EscapeSequence(line, at).end)
            } else {
                bytes.append(line[at])
                places.append(at)
                at += 1
            }
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
