import Glibc
package import Kernel
package import Supervision

/// A request of ours.
package struct HTTPQuestion: Hashable, Sendable {
    package var address: WebAddress
    /// In their order, after `Host` and before what is always said.
    package var headers: [(name: String, value: String)] = []
    /// POST, where there is one; else GET.
    package var body: [UInt8]?
    /// `User-Agent`.
    package var agent: String

    package init(_ address: WebAddress, agent: String) {
        self.address = address
        self.agent = agent
    }

    package static func == (a: HTTPQuestion, b: HTTPQuestion) -> Bool { a.bytes == b.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    /// As it is sent. What would end a line in a header's value is left out.
    package var bytes: [UInt8] {
        let endpoint = address.endpoint
        let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
        var head = "\(body == nil ? "GET" : "POST") \(address.target) HTTP/1.1\r\n"
        head += "Host: \(host)\(endpoint.port == 80 ? "" : ":\(endpoint.port)")\r\n"
        for header in headers + [("User-Agent", agent), ("Accept", "*/*")] {
            let value = header.value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            head += "\(header.name): \(String(String.UnicodeScalarView(value)))\r\n"
        }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        return Array((head + "Connection: close\r\n\r\n").utf8) + (body ?? [])
    }
}

/// One question and its answer over a connection of its own: connect, write, read, hang up; never blocks. On the
/// loop's thread.
package final class HTTPExchange {
    package enum Outcome: Hashable, Sendable {
        case answered(HTTPResponse)
        case failed(HealthFailure)
    }

    private let loop: Loop
    private var done: ((Outcome) -> Void)?
    private var dial: Dial?
    private var deadline: Loop.Timer?
    private var socket: Int32 = -1
    private var watch: Loop.Watch?
    private var unsent: ArraySlice<UInt8>
    private var reader = ResponseReader()

    /// Begins at once.
    /// - Parameters:
    ///   - within: for all of it.
    ///   - done: gets the outcome, once, unless cancelled; never before this returns.
    package init(
        _ question: HTTPQuestion, on loop: Loop, within: Duration, done: @escaping (Outcome) -> Void
    ) {
        self.loop = loop
        self.done = done
        unsent = question.bytes[...]
        deadline = loop.after(within) { [unowned self] in finish(.failed(.timedOut)) }
        dial = Dial(question.address.endpoint, on: loop) { [unowned self] outcome in
            switch outcome {
            case .connected(let socket): begin(socket)
            case .failed(let failure): finish(.failed(failure))
            }
        }
    }

    deinit { cancel() }

    /// Hung up; nothing is told.
    package func cancel() {
        done = nil
        dial?.cancel()
        dial = nil
        if let deadline { loop.cancel(deadline) }
        deadline = nil
        if let watch { loop.unwatch(watch) }
        watch = nil
        if socket >= 0 { close(socket) }
        socket = -1
    }

    // MARK: - While it is connected

    private func begin(_ socket: Int32) {
        dial = nil
        self.socket = socket
        watch = loop.watch(socket, Loop.readable | Loop.writable) { [unowned self] events in
            if events & Loop.writable != 0, !unsent.isEmpty { write() }
            // Who answers before it has read everything has answered.
            if self.socket >= 0, events & (Loop.readable | Loop.broken) != 0 { read() }
        }
    }

    private func write() {
        let count = unsent.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count > 0 { unsent = unsent.dropFirst(count) }
        let isLost = count < 0 && errno != EAGAIN && errno != EINTR
        // What it had to say before it hung up may be there to be read.
        if isLost { unsent = [] }
        if unsent.isEmpty, let watch { loop.change(watch, to: Loop.readable) }
    }

    private func read() {
        let outcome: Outcome? = withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { buffer in
            // A bound on one turn: somebody who sends without end is not the only one there is.
            for _ in 0..<8 {
                let count = recv(socket, buffer.baseAddress, buffer.count, 0)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN { return nil }
                if count < 0 { return .failed(.unreachable(errno: errno)) }
                if count == 0 { return HTTPExchange.outcome(of: reader.end()) ?? .failed(.closed) }
                reader.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                if let outcome = HTTPExchange.outcome(of: reader.step) { return outcome }
            }
            return nil
        }
        if let outcome { finish(outcome) }
    }

    private static func outcome(of step: ResponseReader.Step?) -> Outcome? {
        switch step {
        case nil, .more: nil
        case .response(let response): .answered(response)
        case .refused: .failed(.malformed)
        }
    }

    private func finish(_ outcome: Outcome) {
        let tell = done
        cancel()
        tell?(outcome)
    }
}
