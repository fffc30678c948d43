import HTTP
import Kernel
package import Supervision

/// Tells the hooks, on a thread of its own: nobody waits for it, and a hook that hangs holds up itself alone. What
/// is told when is `HookQueue`'s to say.
///
/// Confined to the loop of `thread`; entered by `thread.post`.
package final class HookTeller: @unchecked Sendable {
    package struct Setting: Sendable {
        /// Handed on to programs.
        package var environment: [String: String]
        package var host: String
        package var version: String
        package init(environment: [String: String], host: String, version: String) {
            self.environment = environment
            self.host = host
            self.version = version
        }
    }

    private let thread = LoopThread("hooks")
    private let setting: Setting
    private let words: @Sendable (Happening) -> String
    private let tell: @Sendable (Happening.Kind) -> Void
    private var sense = HookSense()
    private var queue: HookQueue
    private var timer: Loop.Timer?
    /// By the number of the delivery.
    private var exchanges: [Int: HTTPExchange] = [:]
    private var isClosing = false

    /// - Parameters:
    ///   - words: a happening as a sentence.
    ///   - tell: what the hooks themselves are news for; called on the hooks' thread.
    package init(
        _ setting: Setting, limits: HookQueue.Limits = HookQueue.Limits(),
        words: @escaping @Sendable (Happening) -> String, tell: @escaping @Sendable (Happening.Kind) -> Void
    ) {
        self.setting = setting
        self.words = words
        self.tell = tell
        queue = HookQueue(limits: limits)
    }

    package func start() { thread.start() }

    /// The hooks there are from now on.
    package func set(_ hooks: [HookSpec]) {
        thread.post { [self] in
            queue.set(hooks)
            goOn()
        }
    }

    /// - Parameters:
    ///   - message: the happening in words.
    ///   - lines: the last ones of the run it is about.
    package func notice(
        _ happening: Happening, of subject: HookSense.Subject, _ message: String, lines: [String]
    ) {
        thread.post { [self] in
            guard var news = sense.notice(happening, subject, message) else { return goOn() }
            news.report.keep(lines)
            queue.take(news, now: Moment.read.monotonic)
            goOn()
        }
    }

    /// What waits is told within this time, or dropped.
    /// - Returns: what is to be told of the hooks themselves, and has not been.
    package func close(within wait: Duration) -> [Happening.Kind] {
        let outcome = Newest<[Happening.Kind]>()
        thread.post { [self] in
            isClosing = true
            queue.close(now: Moment.read.monotonic)
            thread.loop.after(wait) { [self] in end(outcome) }
            ended = { [self] in end(outcome) }
            goOn()
        }
        _ = thread.join(within: wait + .milliseconds(500))
        return outcome.value ?? []
    }

    // MARK: - On the thread

    private var ended: (() -> Void)?

    private func end(_ outcome: Newest<[Happening.Kind]>) {
        guard ended != nil else { return }
        ended = nil
        outcome.send(queue.end())
        exchanges = [:]
        ChildProgram.endAll()
        thread.stop()
    }

    private func goOn() {
        let now = Moment.read
        for news in sense.steady(at: now, message: recovered) { queue.take(news, now: now.monotonic) }
        for action in queue.step(now: now.monotonic) {
            switch action {
            case .deliver(let delivery): deliver(delivery)
            case .tell(let kind): tell(kind)
            }
        }
        if isClosing, queue.isIdle { return ended?() ?? () }
        if let timer { thread.loop.cancel(timer) }
        timer = [queue.deadline, sense.deadline].compactMap { $0 }.min().map { due in
            thread.loop.after(max(.milliseconds(1), due - now.monotonic)) { [self] in goOn() }
        }
    }

    private func recovered(_ after: Duration) -> String {
        words(Happening(sequence: 0, at: .zero, instance: nil, name: "", kind: .recovered(after: after)))
    }

    private func finished(_ number: Int, _ failure: String?) {
        queue.finished(number, failure: failure, now: Moment.read.monotonic)
        goOn()
    }

    // MARK: - One delivery

    private func deliver(_ delivery: HookQueue.Delivery) {
        let (hook, number) = (delivery.hook, delivery.number)
        let body = delivery.report.json(host: setting.host, version: setting.version)
        switch hook.way {
        case .run(let words):
            var environment = setting.environment
            environment["WAMON_EVENT"] = delivery.report.occasion.rawValue
            environment["WAMON_PROCESS"] = delivery.report.name
            let program = HookProgram(
                words: words, folder: hook.folder, timeout: hook.timeout, environment: environment)
            aside(number) { program.tell(body) }
        case .post(let address):
            if let plain = try? WebAddress(address) {
                return post(body, to: plain, number, within: hook.timeout)
            }
            let post = SecurePost(
                address: address, timeout: hook.timeout, environment: setting.environment)
            aside(number) { post.tell(body) }
        }
    }

    private func post(_ body: [UInt8], to address: WebAddress, _ number: Int, within timeout: Duration) {
        var question = HTTPQuestion(address, agent: "wamon/\(setting.version)")
        question.headers = [("Content-Type", "application/json")]
        question.body = body
        exchanges[number] = HTTPExchange(question, on: thread.loop, within: timeout) { [self] outcome in
            exchanges[number] = nil
            finished(number, clause(outcome, timeout))
        }
    }

    /// nil: it was told.
    private func clause(_ outcome: HTTPExchange.Outcome, _ timeout: Duration) -> String? {
        switch outcome {
        case .answered(let answer) where (200..<300).contains(answer.status): nil
        case .answered(let answer): "answered \(answer.status)"
        case .failed(.timedOut): "took longer than \(milliseconds(timeout)) ms"
        case .failed(.refused): errnoText(111)
        case .failed(.unreachable(let errno)): errnoText(errno)
        case .failed(.unresolved(let host)): "no address for \(host)"
        case .failed(.malformed): "the answer is not HTTP"
        case .failed: "hung up without an answer"
        }
    }

    /// What blocks has a thread to itself as long as it takes.
    private func aside(_ number: Int, _ work: @escaping @Sendable () -> String?) {
        let worker = LoopThread("hook")
        worker.start()
        worker.post { [self] in
            let failure = work()
            thread.post { self.finished(number, failure) }
            worker.stop()
        }
        worker.leaveToItself()
    }
}
