/// Lines of a message's head, byte by byte, as strictly as RFC 9112 allows: each ends with CR LF, and has nothing
/// of what a terminal or another reader might take for something else.
struct HTTPLines {
    /// Bytes of all lines together.
    static let limit = 1 << 14

    private var line: [UInt8] = []
    private var isAfterReturn = false
    private var count = 0

    /// The line that this byte completes, without its end.
    mutating func take(_ byte: UInt8) throws(HTTPMistake) -> [UInt8]? {
        count += 1
        guard count <= HTTPLines.limit else { throw .tooLong }
        if isAfterReturn {
            guard byte == 0x0A else { throw .malformed }
            isAfterReturn = false
            defer { line.removeAll(keepingCapacity: true) }
            return line
        }
        switch byte {
        case 0x0D: isAfterReturn = true
        case 0x09, 0x20..<0x7F, 0x80...: line.append(byte)
        default: throw .malformed
        }
        return nil
    }
}

/// Why a message is not read any further.
package enum HTTPMistake: Error, Hashable, Sendable {
    /// It is not HTTP/1.0 or HTTP/1.1, or not strictly.
    case malformed
    /// Its head has more than 16 KiB.
    case tooLong
    /// A request by another method than GET or HEAD.
    case method
    /// A request with a body.
    case body

    /// What a server answers to it.
    package var status: Int {
        switch self {
        case .malformed: 400
        case .tooLong: 431
        case .method: 405
        case .body: 413
        }
    }
}
