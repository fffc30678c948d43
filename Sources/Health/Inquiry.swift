import HTTP
import Kernel
import Supervision

/// One question under way.
protocol Inquiry: AnyObject {
    /// Nothing is told any more, and nothing left.
    func cancel()
}

/// Asks what a `HealthSpec` says, on the core's loop.
struct Inquiries {
    let loop: Loop
    /// Runs programs; nil: there is nobody who does (a test in a process that has other children).
    let kernel: LinuxKernel?
    /// `User-Agent`.
    let agent: String

    /// - Parameter done: gets what came of it, its `took` aside; once, unless cancelled; never before this returns.
    func begin(_ order: ProbeOrder, done: @escaping (HealthCheck) -> Void) -> any Inquiry {
        do throws(Variables.Unknown) {
            switch order.health.probe {
            case .http(let text):
                let text = try Inquiries.filled(text, order)
                guard let address = try? WebAddress(text) else { return unaddressed(text, done) }
                let question = HTTPQuestion(address, agent: agent)
                return HTTPExchange(question, on: loop, within: order.health.timeout) { outcome in
                    done(HealthCheck(outcome, show: order.health.show))
                }
            case .tcp(let text):
                let text = try Inquiries.filled(text, order)
                guard let endpoint = try? Endpoint(text) else { return unaddressed(text, done) }
                return Knock(endpoint, on: loop, within: order.health.timeout, done: done)
            case .exec(let words):
                guard let kernel else {
                    return Refusal(.notRun(errno: 0, stage: "exec"), on: loop, done: done)
                }
                return run(words, order, by: kernel, done)
            }
        } catch {
            return unaddressed("$\(error.name)", done)
        }
    }

    private static func filled(_ text: String, _ order: ProbeOrder) throws(Variables.Unknown) -> String {
        try Variables.filled(text) { order.environment[$0] }
    }

    /// What a variable of the child has made of it is no address.
    private func unaddressed(_ text: String, _ done: @escaping (HealthCheck) -> Void) -> any Inquiry {
        Refusal(.unresolved(String(text.prefix(200))), on: loop, done: done)
    }

    // MARK: - Programs

    private func run(
        _ words: [String], _ order: ProbeOrder, by kernel: LinuxKernel,
        _ done: @escaping (HealthCheck) -> Void
    ) -> any Inquiry {
        let path = order.environment["PATH"]
        guard let first = words.first,
            let program = ProgramSearch.place(of: first, in: order.cwd, path: path)
        else { return Refusal(.notRun(errno: 2, stage: "exec"), on: loop, done: done) }
        let spawn = SpawnOrder(
            run: order.run, slot: 0, executable: program, argv: words,
            environment: order.environment.map { "\($0.key)=\($0.value)" }.sorted(), cwd: order.cwd,
            user: order.user, group: order.group)
        return AsideProgram(
            spawn, by: kernel, on: loop, within: order.health.timeout, limit: FirstLine.searched
        ) { ending, printed in
            done(HealthCheck(ending, printed))
        }
    }
}

extension HTTPExchange: Inquiry {}
extension AsideProgram: Inquiry {}

/// A connection, and nothing else.
private final class Knock: Inquiry {
    private let loop: Loop
    private var dial: Dial?
    private var deadline: Loop.Timer?

    init(
        _ endpoint: Endpoint, on loop: Loop, within: Duration, done: @escaping (HealthCheck) -> Void
    ) {
        self.loop = loop
        deadline = loop.after(within) { [unowned self] in
            cancel()
            done(HealthCheck(took: .zero, failure: .timedOut))
        }
        dial = Dial(endpoint, on: loop) { [unowned self] outcome in
            cancel()
            switch outcome {
            case .connected(let socket):
                PipePair.close(socket)
                done(HealthCheck(took: .zero))
            case .failed(let failure): done(HealthCheck(took: .zero, failure: failure))
            }
        }
    }

    func cancel() {
        dial?.cancel()
        dial = nil
        if let deadline { loop.cancel(deadline) }
        deadline = nil
    }
}

/// A question that cannot be asked.
private final class Refusal: Inquiry {
    private let loop: Loop
    private var timer: Loop.Timer?

    init(_ failure: HealthFailure, on loop: Loop, done: @escaping (HealthCheck) -> Void) {
        self.loop = loop
        timer = loop.after(.zero) { done(HealthCheck(took: .zero, failure: failure)) }
    }

    func cancel() {
        if let timer { loop.cancel(timer) }
        timer = nil
    }
}
