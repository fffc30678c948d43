import Glibc
import Supervision

/// The dress of a line in its file.
enum LineFormat: Sendable {
    /// The child's bytes, untouched.
    case plain
    /// `log_date_format`, then ": ".
    case prefixed(DateFormat)
    /// `log_type: "json"`: one object a line in PM2's shape; the timestamp is ISO 8601 in UTC where no
    /// format is given. The closing bytes are the same for every line of a route.
    case json(DateFormat?, closing: [UInt8])

    init(_ logs: LogSpec, name: String, instance: InstanceID, stream: LogLine.Stream) {
        let date = logs.dateFormat.flatMap { $0.isEmpty ? nil : DateFormat($0) }
        if logs.json {
            var closing = Array(#"","type":"\#(stream == .out ? "out" : "err")","process_id":"#.utf8)
            closing += "\(instance.raw),\"app_name\":\"".utf8
            Array(name.utf8).withUnsafeBytes { JSONText.append($0, to: &closing) }
            closing += Array("\"}\n".utf8)
            self = .json(date, closing: closing)
        } else if let date {
            self = .prefixed(date)
        } else {
            self = .plain
        }
    }

    /// What stands before each line that arrived at `wall`: the prefix, or in JSON the timestamp.
    func stamp(_ wall: Duration) -> [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .plain: break
        case .prefixed(let date):
            date.render(wall, into: &bytes)
            bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
        case .json(let date?, _):
            var text: [UInt8] = []
            date.render(wall, into: &text)
            text.withUnsafeBytes { JSONText.append($0, to: &bytes) }
        case .json(nil, _): bytes += JSONText.timestamp(wall).utf8
        }
        return bytes
    }

    /// Whether the stamp is the same all through a second.
    var isPerSecond: Bool {
        switch self {
        case .plain: true
        case .prefixed(let date), .json(let date?, _): date.isPerSecond
        case .json(nil, _): false
        }
    }

    /// Lines of a file as the child wrote them, as far as that can be told: a prefix of the length this
    /// format has now is taken off.
    func undressed(_ bytes: [UInt8], at wall: Duration) -> [UInt8] {
        guard case .prefixed = self else { return bytes }
        let width = stamp(wall).count
        var bare: [UInt8] = []
        bare.reserveCapacity(bytes.count)
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            let mark = line.startIndex + width - 2
            let isDressed = line.count >= width && line[mark] == UInt8(ascii: ":") && line[mark + 1] == 32
            bare += isDressed ? line.dropFirst(width) : line
            bare.append(10)
        }
        bare.removeLast()
        return bare
    }

    /// One line without its newline as it stands in the file, newline included.
    func dressed(_ line: UnsafeRawBufferPointer, stamp: [UInt8], into bytes: inout [UInt8]) {
        switch self {
        case .plain, .prefixed:
            bytes += stamp
            bytes.append(contentsOf: line)
            bytes.append(10)
        case .json(_, let closing):
            bytes += #"{"message":""#.utf8
            JSONText.append(line, to: &bytes)
            bytes += #"","timestamp":""#.utf8
            bytes += stamp
            bytes += closing
        }
    }
}

/// Text inside a JSON string.
enum JSONText {
    /// Escapes what must be; invalid UTF-8 becomes U+FFFD.
    static func append(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        if String(validating: text, as: UTF8.self) != nil {
            escape(text, into: &bytes)
        } else {
            var repaired = String(decoding: text, as: UTF8.self)
            repaired.withUTF8 { escape(UnsafeRawBufferPointer($0), into: &bytes) }
        }
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &bytes) }
    }

    private static func escape(_ text: UnsafeRawBufferPointer, into bytes: inout [UInt8]) {
        let hex = Array("0123456789abcdef".utf8)
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 10: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 13: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 9: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<32:
                bytes += "\\u00".utf8
                bytes += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
    }

    /// "2026-11-23T10:14:55.123Z".
    static func timestamp(_ wall: Duration) -> String {
        let (seconds, attoseconds) = wall.components
        var time = time_t(seconds)
        var date = tm()
        gmtime_r(&time, &date)
        func digits(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return "\(digits(Int(date.tm_year) + 1900, 4))-\(digits(Int(date.tm_mon) + 1, 2))-"
            + "\(digits(Int(date.tm_mday), 2))T\(digits(Int(date.tm_hour), 2)):\(digits(Int(date.tm_min), 2)):"
            + "\(digits(Int(date.tm_sec), 2)).\(digits(Int(attoseconds / 1_000_000_000_000_000), 3))Z"
    }
}
