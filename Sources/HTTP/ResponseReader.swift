/// Bytes of an answer as they come in, of HTTP/1.0 or 1.1: strictly, and never more of it than is kept.
package struct ResponseReader {
    package enum Step: Hashable, Sendable {
        case more
        /// Complete, or as much of it as is kept.
        case response(HTTPResponse)
        case refused(HTTPMistake)
    }

    /// Bytes of a body.
    package static let kept = 1 << 16

    private enum Part {
        case head
        case counted(left: Int)
        case toTheEnd
        /// Before a chunk: how long it is.
        case size
        case chunk(left: Int)
        /// The CR LF behind a chunk.
        case chunkEnd
        case trailers
    }

    private var part = Part.head
    private var lines = HTTPLines()
    private var response: HTTPResponse?
    private var isOver: Step?
    /// Of answers before the last (100, 103).
    private var interim = 0

    package init() {}

    /// What came; nothing is looked at after the answer's end.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard isOver == nil else { return }
        do throws(HTTPMistake) {
            var rest = bytes[...]
            while !rest.isEmpty, isOver == nil { try take(&rest) }
        } catch {
            isOver = .refused(error)
        }
    }

    package var step: Step { isOver ?? .more }

    /// Nothing more comes. Nil: it ended before its end.
    package mutating func end() -> Step? {
        if case .toTheEnd = part, isOver == nil { finish() }
        return isOver
    }

    // MARK: - Parts

    private mutating func take(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(HTTPMistake) {
        switch part {
        case .head, .size, .chunkEnd, .trailers:
            if let line = try lines.take(rest.removeFirst()) { try take(line) }
        case .counted(let left):
            let count = keep(rest.prefix(left))
            rest.removeFirst(count)
            part = .counted(left: left - count)
            if left == count { finish() }
        case .toTheEnd:
            rest.removeFirst(keep(rest))
        case .chunk(let left):
            let count = keep(rest.prefix(left))
            rest.removeFirst(count)
            part = left == count ? .chunkEnd : .chunk(left: left - count)
        }
    }

    private mutating func take(_ line: [UInt8]) throws(HTTPMistake) {
        switch part {
        case .head: try takeOfHead(line)
        case .size:
            let size = try ResponseReader.size(line)
            lines = HTTPLines()
            part = size == 0 ? .trailers : .chunk(left: size)
        case .chunkEnd:
            guard line.isEmpty else { throw .malformed }
            lines = HTTPLines()
            part = .size
        case .trailers: if line.isEmpty { finish() }
        case .counted, .toTheEnd, .chunk: break
        }
    }

    private mutating func takeOfHead(_ line: [UInt8]) throws(HTTPMistake) {
        guard var begun = response else {
            response = try ResponseReader.begin(line)
            return
        }
        guard line.isEmpty else {
            try begun.headers.take(line)
            response = begun
            return
        }
        if (100..<200).contains(begun.status) {
            // Another protocol was not asked for; any other such answer is before the real one.
            interim += 1
            guard begun.status != 101, interim <= 8 else { throw .malformed }
            response = nil
            return
        }
        let length = try begun.headers.length
        let isChunked = try begun.headers.isChunked
        lines = HTTPLines()
        if begun.status == 204 || begun.status == 304 {
            finish()
        } else if isChunked {
            part = .size
        } else if let length {
            part = .counted(left: length)
            if length == 0 { finish() }
        } else {
            part = .toTheEnd
        }
    }

    /// `HTTP/1.1 200 OK`; the words behind the number may be missing.
    private static func begin(_ line: [UInt8]) throws(HTTPMistake) -> HTTPResponse {
        let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, RequestReader.isNewest(words[0]) != nil, words[1].count == 3,
            words[1].allSatisfy({ (0x30...0x39).contains($0) }),
            let status = Int(String(decoding: words[1], as: UTF8.self)), (100..<600).contains(status)
        else { throw .malformed }
        return HTTPResponse(status: status)
    }

    /// A chunk's: hexadecimal, and perhaps an extension, which means nothing here (RFC 9112, 7.1.1).
    private static func size(_ line: [UInt8]) throws(HTTPMistake) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
        let rest = line[digits.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
        let isNumber = digits.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
        guard isNumber, (1...8).contains(digits.count), rest.isEmpty || rest.first == UInt8(ascii: ";"),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .malformed }
        return size
    }

    // MARK: - The body

    /// As much of it as there is room for; how much of it has been dealt with.
    private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        guard let held = response?.body.count else { return bytes.count }
        let room = ResponseReader.kept - held
        response?.body.append(contentsOf: bytes.prefix(room))
        if bytes.count > room {
            response?.isCut = true
            finish()
        }
        return bytes.count
    }

    private mutating func finish() {
        if let response { isOver = .response(response) }
        response = nil
    }
}
