import CLinux
import Glibc

/// Our end of a child's Node channel: a stream socket with one JSON value a line, both ways (what
/// `process.send` and `process.on('message')` speak with NODE_CHANNEL_SERIALIZATION_MODE=json).
///
/// The child is not trusted: a line is at most 1 MiB (a longer one is skipped), what it does not read of
/// ours is bounded, and one turn of the loop reads at most 64 KiB.
final class NodeChannel {
    private static let lineLimit = 1 << 20
    private static let unsentLimit = 256 << 10

    private let loop: Loop
    private let socket: Int32
    private let ready: () -> Void
    private var watch: Loop.Watch?
    private var line: [UInt8] = []
    private var isSkipping = false
    private var unsent: [UInt8] = []

    /// Takes over the socket. `ready` is called for every `"ready"`.
    init(_ socket: Int32, on loop: Loop, ready: @escaping () -> Void) {
        self.loop = loop
        self.socket = socket
        self.ready = ready
        watch = loop.watch(socket) { [unowned self] events in happened(events) }
    }

    deinit { close() }

    func close() {
        guard let watch else { return }
        loop.unwatch(watch)
        self.watch = nil
        Glibc.close(socket)
    }

    /// One JSON string and a newline. Dropped when the child has left 256 KiB unread or hung up.
    func send(_ message: String) {
        let bytes = JSONText.encode(message) + [0x0A]
        guard watch != nil, unsent.count + bytes.count <= NodeChannel.unsentLimit else { return }
        unsent += bytes
        flush()
    }

    // MARK: - Events

    private func happened(_ events: UInt32) {
        if events & EPOLLOUT.rawValue != 0 { flush() }
        if events & ~EPOLLOUT.rawValue != 0 { receive() }
    }

    private func flush() {
        guard let watch else { return }
        while !unsent.isEmpty {
            let count = Glibc.send(socket, unsent, unsent.count, Int32(MSG_NOSIGNAL))
            if count > 0 {
                unsent.removeFirst(count)
            } else if errno == EINTR {
                continue
            } else if errno == EAGAIN {
                break
            } else {
                return close()
            }
        }
        loop.change(watch, to: EPOLLIN.rawValue | (unsent.isEmpty ? 0 : EPOLLOUT.rawValue))
    }

    private func receive() {
        let count = withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { buffer in
            let count = read(socket, buffer.baseAddress!, buffer.count)
            if count > 0 { take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return count
        }
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { close() }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            if !isSkipping { line.append(contentsOf: rest[..<end]) }
            if !isSkipping, JSONText.string(line) == "ready" { ready() }
            isSkipping = false
            line.removeAll(keepingCapacity: line.capacity <= 4096)
            rest = rest[(end + 1)...]
        }
        if isSkipping { return }
        line.append(contentsOf: rest)
        if line.count > NodeChannel.lineLimit {
            line = []
            isSkipping = true
        }
    }
}

/// The little JSON (RFC 8259) a channel needs: one string.
enum JSONText {
    static func encode(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0x22]
        let hex = Array("0123456789abcdef".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0..<0x20: bytes += Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        return bytes + [0x22]
    }

    /// The value, when the line is nothing but one JSON string (with white space around it).
    static func string(_ line: [UInt8]) -> String? {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0D]
        let body = line.drop { blanks.contains($0) }
        guard body.first == 0x22 else { return nil }
        var units: [UInt16] = []
        var plain: [UInt8] = []
        var text = ""
        var at = body.startIndex + 1
        func flush() {
            text += String(decoding: units, as: UTF16.self) + String(decoding: plain, as: UTF8.self)
            units = []
            plain = []
        }
        while at < body.endIndex {
            let byte = body[at]
            at += 1
            switch byte {
            case 0x22:
                flush()
                return body[at...].allSatisfy { blanks.contains($0) } ? text : nil
            case 0..<0x20:
                return nil
            case 0x5C:
                if !plain.isEmpty { flush() }
                guard at < body.endIndex, let unit = escape(body, &at) else { return nil }
                units.append(unit)
            default:
                if !units.isEmpty { flush() }
                plain.append(byte)
            }
        }
        return nil
    }

    /// What follows the backslash, as a UTF-16 unit; `at` is moved behind it.
    private static func escape(_ body: ArraySlice<UInt8>, _ at: inout Int) -> UInt16? {
        let letter = body[at]
        at += 1
        switch letter {
        case 0x22, 0x5C, 0x2F: return UInt16(letter)
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "u"):
            guard body.endIndex - at >= 4 else { return nil }
            let digits = body[at..<(at + 4)]
            at += 4
            guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
            return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        default: return nil
        }
    }
}
