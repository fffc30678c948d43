import Glibc
import HTTP
import Kernel

/// One connection: a request is read, answered, taken, and then the next. On the loop's thread alone.
///
/// While an answer is awaited or not yet taken, nothing is read. Each step has its time, counted from its
/// beginning and not from the last byte: who says one byte a second, or takes one, is cut as who is silent.
final class Visitor {
    private enum Step {
        case listening, answering, sending
        /// Whatever comes is thrown away until the other side has hung up, too.
        case leaving
    }

    private let loop: Loop
    private let descriptor: Int32
    private let limits: Limits
    private var watch: Loop.Watch?
    private var reader = RequestReader()
    private var output: [UInt8] = []
    private var gone = 0
    private var step = Step.listening
    private var isLast = false
    private var deadline: Loop.Timer?

    /// A whole request has come; `answer` is expected some time.
    var onRequest: (HTTPRequest) -> Void = { _ in }
    /// The connection is over; nothing is told after it.
    var onGone: () -> Void = {}

    /// - Parameter descriptor: becomes this value's to close.
    init(_ descriptor: Int32, on loop: Loop, _ limits: Limits) {
        self.descriptor = descriptor
        self.loop = loop
        self.limits = limits
        watch = loop.watch(descriptor) { [weak self] in self?.take($0) }
        limit(limits.patience)
    }

    deinit { if watch != nil { Glibc.close(descriptor) } }

    func answer(_ response: ResponseText, to request: HTTPRequest) {
        guard step == .answering else { return }
        isLast = !request.keepsAlive
        send(response.bytes(isHead: request.method == .head, keepsAlive: request.keepsAlive))
    }

    /// Without a word to anybody.
    func close() {
        guard let watch else { return }
        loop.unwatch(watch)
        self.watch = nil
        if let deadline { loop.cancel(deadline) }
        deadline = nil
        Glibc.close(descriptor)
        (onRequest, onGone) = ({ _ in }, {})
    }

    // MARK: - Time

    private func limit(_ patience: Duration?) {
        if let deadline { loop.cancel(deadline) }
        deadline = patience.map { loop.after($0) { [weak self] in self?.end() } }
    }

    private func end() {
        let onGone = onGone
        close()
        onGone()
    }

    // MARK: - Events

    private func take(_ events: UInt32) {
        switch step {
        case .listening where events & Loop.readable != 0: read()
        case .leaving where events & Loop.readable != 0: discard()
        case .sending where events & Loop.writable != 0: flush()
        case .listening, .leaving, .answering, .sending: if events & Loop.broken != 0 { end() }
        }
    }

    private func expect(_ events: UInt32) {
        if let watch { loop.change(watch, to: events) }
    }

    private func read() {
        let count = withUnsafeTemporaryAllocation(byteCount: Limits.read, alignment: 1) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress!, buffer.count)
            if count > 0 { reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return count
        }
        if count > 0 {
            proceed()
        } else if count == 0 || ![EAGAIN, EINTR].contains(errno) {
            end()
        }
    }

    /// What there is to be understood.
    private func proceed() {
        switch reader.next() {
        case .more: break
        case .request(let request):
            step = .answering
            limit(nil)
            expect(0)
            onRequest(request)
        case .refused(let mistake):
            isLast = true
            send(ResponseText(mistake).bytes())
        }
    }

    private func send(_ bytes: [UInt8]) {
        (output, gone, step) = (bytes, 0, .sending)
        limit(limits.patience)
        flush()
    }

    private func flush() {
        while gone < output.count {
            let count = output.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress! + gone, $0.count - gone, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count >= 0 {
                gone += count
            } else if errno == EAGAIN {
                return expect(Loop.writable)
            } else if errno != EINTR {
                return end()
            }
        }
        output = []
        if isLast { leave() } else { resume() }
    }

    /// The next request, which may have come along with this one.
    private func resume() {
        step = .listening
        limit(limits.patience)
        expect(Loop.readable)
        // Not at once: who sends many in a row has no turn but his own.
        if reader.ahead > 0 { loop.after(.zero) { [weak self] in self?.goOn() } }
    }

    private func goOn() { if step == .listening, watch != nil { proceed() } }

    private func leave() {
        step = .leaving
        shutdown(descriptor, Int32(SHUT_WR))
        limit(limits.farewell)
        expect(Loop.readable)
    }

    private func discard() {
        let count = withUnsafeTemporaryAllocation(byteCount: Limits.read, alignment: 1) {
            Glibc.read(descriptor, $0.baseAddress!, $0.count)
        }
        if count == 0 || (count < 0 && ![EAGAIN, EINTR].contains(errno)) { end() }
    }
}
