import Glibc
import Kernel
import Supervision

/// From a path to a core that has said hello; and again, when it has gone.
extension SocketClient {
    private static let slowest = Duration.seconds(1)

    /// nil: connected.
    func start() async -> ControlFailure? {
        await withCheckedContinuation { continuation in
            opening = continuation
            dial()
        }
    }

    /// The whole attempt is limited in time, not its steps.
    func dial() {
        phase = .dialling
        patience = loop.after(limit) { [weak self] in
            self?.assumeIsolated { client in
                client.patience = nil
                client.fail(.failed("the wamon at \(client.path) does not answer"))
            }
        }
        knock()
    }

    private func knock() {
        guard phase == .dialling else { return }
        do throws(LocalSocket.Failure) {
            greet(try LocalSocket.connect(to: path))
        } catch {
            switch error.errno {
            // So many wait there already that there is no more room; a socket of this kind has no other sign.
            case EAGAIN, EINTR:
                loop.after(.milliseconds(10)) { [weak self] in self?.assumeIsolated { $0.knock() } }
            case ENOENT, ENOTDIR, ECONNREFUSED: fail(.noCore)
            case EACCES, EPERM:
                let owner = LocalSocket.owner(of: path).map(Surroundings.userName) ?? "somebody else"
                fail(.denied(owner: owner))
            default: fail(.failed("cannot talk to the wamon at \(path): \(errnoText(error.errno))"))
            }
        }
    }

    private func greet(_ descriptor: Int32) {
        phase = .greeting
        let socket = FrameSocket(descriptor, on: loop, limit: Limits.answer)
        socket.onInput = { [unowned self] in assumeIsolated { $0.listen() } }
        socket.onBroken = { [unowned self] in assumeIsolated { $0.lose(nil) } }
        self.socket = socket
        socket.send(StatusFrame.hello)
        askAhead()
    }

    private func listen() {
        while let socket {
            switch socket.next() {
            case .frame(let frame) where phase == .greeting: meet(frame)
            case .frame(let frame): take(frame)
            case .tooLong: lose("what runs here does not speak as wamon does")
            case .none:
                if socket.isEnded { lose(nil) }
                return
            }
        }
    }

    private func meet(_ frame: [UInt8]) {
        let isUsual = StatusFrame.isHello(frame)
        guard let hello = isUsual ? Hello() : try? wire.value(Hello.self, of: frame) else {
            return fail(.failed("what listens at \(path) is not wamon"))
        }
        if let error = hello.error {
            if let owner = hello.owner { return fail(.denied(owner: owner)) }
            return fail(hello.wamon == Limits.version ? .failed(error) : .otherVersion(error))
        }
        guard hello.wamon == Limits.version else {
            return fail(.otherVersion("the wamon that runs here is of another version than this one"))
        }
        if let patience { loop.cancel(patience) }
        patience = nil
        rise()
        opening?.resume(returning: nil)
        opening = nil
    }

    // MARK: - Going away

    /// What was up is gone.
    func lose(_ sentence: String?) {
        let sentence = sentence ?? "the wamon that ran here is gone"
        guard phase == .up else { return fail(.failed(sentence)) }
        fall(sentence)
    }

    /// An attempt has come to nothing.
    private func fail(_ failure: ControlFailure) {
        guard phase == .dialling || phase == .greeting else { return }
        if let opening {
            self.opening = nil
            phase = .down
            hangUp(failure.sentence)
            return opening.resume(returning: failure)
        }
        fall(failure.sentence)
    }

    private func fall(_ sentence: String) {
        let isNews = loss != sentence
        phase = .down
        hangUp(sentence)
        if isNews { tellLoss(sentence) }
        guard reconnects else { return close() }
        loop.after(retry) { [weak self] in
            self?.assumeIsolated { if $0.phase == .down { $0.dial() } }
        }
        retry = min(retry * 2, SocketClient.slowest)
    }
}
