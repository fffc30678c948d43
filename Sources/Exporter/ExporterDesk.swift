import Glibc
import HTTP
import Kernel
import Supervision

/// The server at work: who is connected, and what is known of the core. The actor of the thread "http".
actor ExporterDesk {
    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let client: any SupervisorClient
    private let address: ListenAddress
    private let limits: Limits
    private let tell: @Sendable (String) -> Void
    private(set) var visitors: [Int: Visitor] = [:]
    private var nextVisitor = 0
    private var door: Acceptor?
    private var isClosing = false
    private struct Waiting {
        let page: Page
        let request: HTTPRequest
        let patience: Loop.Timer
    }
    /// Why the address cannot be had, as it was told.
    private var trouble: Int32?
    /// What the core said last, as long as it is fresh, and what was made of it.
    private var known: Snapshot?
    private var pages: [Page: ResponseText] = [:]
    private var isAsking = false
    private var waiting: [Int: Waiting] = [:]

    init(
        _ client: any SupervisorClient, at address: ListenAddress, on loop: Loop, limits: Limits,
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.address = address
        self.loop = loop
        self.limits = limits
        self.tell = tell
    }

    var crowd: Int { visitors.count }
    var port: Int? { door.flatMap { InternetSocket.port(of: $0.listener) } }

    // MARK: - The door

    /// Tried again until it succeeds.
    func open() {
        guard !isClosing else { return }
        let listener: Int32
        do throws(InternetSocket.Failure) {
            listener = try InternetSocket.listen(at: address)
        } catch {
            complain(error.errno)
            loop.after(limits.retry) { [weak self] in self?.assumeIsolated { $0.open() } }
            return
        }
        if trouble != nil { tell("listening on \(address.text)") }
        trouble = nil
        door = Acceptor(listener, on: loop) { [unowned self] descriptor in
            assumeIsolated { $0.welcome(descriptor) }
        }
    }

    /// Once for each reason.
    private func complain(_ errno: Int32) {
        guard errno != trouble else { return }
        trouble = errno
        tell("cannot listen on \(address.text), and goes on trying: \(reason(errno))")
    }

    private func reason(_ errno: Int32) -> String {
        guard errno == EADDRINUSE, let holder = Listener.find(port: address.port) else {
            return errnoText(errno)
        }
        return "\(holder.command) has it, process \(holder.pid)"
    }

    private func welcome(_ descriptor: Int32) {
        guard visitors.count < limits.connections, Headroom.allows(descriptor) else {
            InternetSocket.dismiss(descriptor, with: Page.crowded.bytes())
            return
        }
        nextVisitor += 1
        let id = nextVisitor
        let visitor = Visitor(descriptor, on: loop, limits)
        visitors[id] = visitor
        visitor.onRequest = { [unowned self] request in assumeIsolated { $0.take(request, from: id) } }
        visitor.onGone = { [unowned self] in assumeIsolated { $0.leave(id) } }
    }

    private func leave(_ id: Int) {
        visitors[id] = nil
        if let gone = waiting.removeValue(forKey: id) { loop.cancel(gone.patience) }
    }

    // MARK: - Answers

    private func take(_ request: HTTPRequest, from id: Int) {
        guard let page = Page(rawValue: request.path) else {
            visitors[id]?.answer(Page.missing, to: request)
            return
        }
        if let known { return answer(page, known, to: request, from: id) }
        let patience = loop.after(limits.deadline) { [weak self] in self?.assumeIsolated { $0.giveUp(id) } }
        waiting[id] = Waiting(page: page, request: request, patience: patience)
        ask()
    }

    /// One question at a time serves all who wait for an answer.
    private func ask() {
        guard !isAsking else { return }
        isAsking = true
        let client = client
        Task(executorPreference: loop) {
            let snapshot = await client.snapshot(brief: false)
            await self.heard(snapshot)
        }
    }

    private func heard(_ snapshot: Snapshot) {
        isAsking = false
        known = snapshot
        loop.after(limits.freshness) { [weak self] in self?.assumeIsolated { $0.forget() } }
        let due = waiting
        waiting = [:]
        for (id, one) in due {
            loop.cancel(one.patience)
            answer(one.page, snapshot, to: one.request, from: id)
        }
    }

    private func forget() {
        known = nil
        pages = [:]
    }

    private func answer(_ page: Page, _ snapshot: Snapshot, to request: HTTPRequest, from id: Int) {
        let response = pages[page] ?? page.response(from: snapshot)
        pages[page] = response
        visitors[id]?.answer(response, to: request)
    }

    private func giveUp(_ id: Int) {
        guard let one = waiting.removeValue(forKey: id) else { return }
        visitors[id]?.answer(Page.silence, to: one.request)
    }

    // MARK: - The end

    func close() {
        isClosing = true
        door?.close()
        door = nil
        for visitor in visitors.values { visitor.close() }
        visitors = [:]
        waiting = [:]
        loop.stop()
    }
}
