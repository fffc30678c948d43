import Glibc
import Kernel
import Supervision

/// The server at work: who is connected, and whose turn it is. The actor of the thread "control".
actor ControlDesk {
    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    let client: any SupervisorClient
    let wire = Wire()
    var guests: [Int: Guest] = [:]
    private var nextGuest = 0
    private var door: Acceptor?
    private var isClosing = false
    /// What is pushed.
    var snapshots: Task<Void, Never>?
    var newest: Snapshot?
    var newestFrame: [UInt8]?
    var isSnapshotHeld = false
    var hasSnapshotHeld = false
    var news: Task<Void, Never>?
    var isNewsHeld = false
    var hasNewsHeld = false
    private let thrift: Thrift

    init(_ client: any SupervisorClient, on loop: Loop) {
        self.client = client
        self.loop = loop
        thrift = Thrift(on: loop)
    }

    // MARK: - Coming and going

    func open(_ listener: Int32) {
        door = Acceptor(listener, on: loop) { [unowned self] descriptor in
            assumeIsolated { $0.welcome(descriptor) }
        }
    }

    private func welcome(_ descriptor: Int32) {
        let socket = FrameSocket(descriptor, on: loop, limit: Limits.firstFrame)
        if let refusal = refusal(of: descriptor) {
            if let frame = wire.frame(refusal) { socket.send(frame) }
            socket.close()
            return
        }
        nextGuest += 1
        let (id, guest) = (nextGuest, Guest(socket))
        guests[id] = guest
        socket.onInput = { [unowned self] in assumeIsolated { $0.listen(to: id) } }
        socket.onDrained = { [unowned self] in assumeIsolated { $0.listen(to: id) } }
        socket.onBroken = { [unowned self] in assumeIsolated { $0.leave(id) } }
    }

    private func refusal(of descriptor: Int32) -> Hello? {
        let own = geteuid()
        let peer = LocalSocket.peer(of: descriptor)
        if peer != own, peer != 0 {
            let owner = Surroundings.userName(of: own)
            return Hello(
                error: "this wamon belongs to \(owner), who alone (and root) may talk to it", owner: owner)
        }
        if guests.count >= Limits.connections {
            return Hello(
                error: "\(Limits.connections) clients are connected to this wamon, which is all it takes")
        }
        if !Headroom.allows(descriptor) {
            return Hello(error: "this wamon has no file descriptors left to talk to you")
        }
        return nil
    }

    func leave(_ id: Int) {
        guard let guest = guests.removeValue(forKey: id) else { return }
        guest.socket.close()
        adjustPushes()
        thrift.worked()
        if isClosing { closeWhenServed() }
    }

    // MARK: - Listening

    /// Whenever something of a client may have changed: it has said something, or can be told something.
    func listen(to id: Int) {
        guard let guest = guests[id] else { return }
        push(to: guest)
        var frames = 0
        while guest.isWelcome, !isClosing {
            switch guest.socket.next() {
            case .frame(let frame): take(frame, from: guest, id)
            case .tooLong:
                let most = guest.isKnown ? "\(Limits.frame >> 20) MiB" : "\(Limits.firstFrame) bytes"
                return dismiss(id, "that frame is longer than \(most)")
            case .none:
                if guest.socket.isEnded, guest.isServed { return leave(id) }
                return settle(guest, id)
            }
            guard guests[id] != nil else { return }
            frames += 1
            if frames >= Limits.framesInARow { queue(guest, id) }
        }
        settle(guest, id)
    }

    private func settle(_ guest: Guest, _ id: Int) {
        guest.socket.isPaused = !guest.isWelcome
        if guest.socket.unread > Limits.firstFrame { bound(\.unread, by: Limits.unread) }
        if guest.socket.unsent > Limits.unsent { bound(\.unsent, by: Limits.unsentInAll) }
        if isClosing { closeWhenServed() }
    }

    /// It goes on after the others.
    private func queue(_ guest: Guest, _ id: Int) {
        guest.isQueued = true
        loop.after(.zero) { [weak self] in
            self?.assumeIsolated { desk in
                desk.guests[id]?.isQueued = false
                desk.listen(to: id)
            }
        }
    }

    private func take(_ frame: [UInt8], from guest: Guest, _ id: Int) {
        thrift.worked()
        guard guest.isKnown else { return greet(guest, id, frame) }
        if frame.count > Limits.values, frame.count(where: { $0 == UInt8(ascii: ",") }) > Limits.values {
            return dismiss(id, "that frame holds more than \(Limits.values) values")
        }
        do throws(Misunderstanding) {
            let question = try wire.value(Question.self, of: frame)
            take(question, from: guest, id)
        } catch {
            struct Numbered: Decodable { var id: Int }
            let sentence = "that request is not understood: \(error.clause)"
            if let numbered = try? wire.value(Numbered.self, of: frame) {
                send(.error(sentence), to: guest, numbered.id)
            } else {
                dismiss(id, sentence)
            }
        }
    }

    private func greet(_ guest: Guest, _ id: Int, _ frame: [UInt8]) {
        guard let hello = StatusFrame.isHello(frame) ? Hello() : try? wire.value(Hello.self, of: frame),
            let version = hello.wamon
        else {
            return dismiss(id, "this is wamon; the first frame must be {\"wamon\":\(Limits.version)}")
        }
        guard version == Limits.version else {
            return dismiss(
                id,
                "the wamon that runs here speaks protocol \(Limits.version), its client \(version): use the same wamon for both"
            )
        }
        guest.isKnown = true
        guest.socket.limit = Limits.frame
        guest.socket.send(StatusFrame.hello)
    }

    /// One sentence, and the connection is closed.
    private func dismiss(_ id: Int, _ sentence: String) {
        if let guest = guests[id], let frame = wire.frame(Hello(error: sentence)) { guest.socket.send(frame) }
        leave(id)
    }

    /// Of all that is begun and not understood yet, and of all that is answered and not read, whoever holds
    /// most goes.
    private func bound(_ held: KeyPath<FrameSocket, Int>, by limit: Int) {
        while guests.values.reduce(0, { $0 + $1.socket[keyPath: held] }) > limit {
            let most = guests.max { $0.value.socket[keyPath: held] < $1.value.socket[keyPath: held] }
            guard let most else { return }
            dismiss(most.key, "this wamon has more to hold for its clients than it can, and most for you")
        }
    }

    // MARK: - The end

    /// Nobody new, nothing more is asked; what is answered already still arrives.
    func close() {
        isClosing = true
        door?.close()
        snapshots?.cancel()
        news?.cancel()
        for guest in guests.values {
            (guest.watches, guest.hears) = (false, false)
            guest.socket.isPaused = true
        }
        loop.after(.milliseconds(500)) { [weak self] in self?.assumeIsolated { $0.end() } }
        closeWhenServed()
    }

    private func closeWhenServed() {
        for (id, guest) in guests where guest.isServed {
            guests[id] = nil
            guest.socket.close()
        }
        if guests.isEmpty { end() }
    }

    private func end() {
        for guest in guests.values { guest.socket.close() }
        guests = [:]
        loop.stop()
    }
}
