package import Supervision
import Wording

/// What is done to processes that are there already.
package enum Act: Hashable, Sendable {
    case stop, restart, reload, delete, reset, flush
    case signal(Signal)

    func request(_ selector: Selector) -> Request {
        switch self {
        case .stop: .stop(selector)
        case .restart: .restart(selector)
        case .reload: .reload(selector)
        case .delete: .delete(selector)
        case .reset: .reset(selector)
        case .flush: .flush(selector)
        case .signal(let signal): .signal(signal, selector)
        }
    }

    var kind: Work.Kind {
        switch self {
        case .stop: .stop
        case .restart: .restart
        case .reload: .reload
        case .delete: .delete
        case .reset, .flush, .signal: .instant
        }
    }

    /// "stopped", before a name.
    func done(_ verbs: VerbWords) -> String {
        switch self {
        case .stop: verbs.doneStopped
        case .restart: verbs.doneRestarted
        case .reload: verbs.doneReloaded
        case .delete: verbs.doneDeleted
        case .reset: verbs.doneReset
        case .flush: verbs.doneFlushed
        case .signal(let signal): verbs.doneSignalled(signal)
        }
    }
}

extension Desk {
    /// - Parameters:
    ///   - words: selectors, at least one.
    ///   - updatesEnvironment: what is launched gets this client's environment.
    package func act(
        _ act: Act, on words: [String], updatesEnvironment: Bool = false
    ) async throws(Refused) {
        let meant = try await processes(words)
        let work = Work(kind: act.kind, before: meant.processes, since: time.now())
        if updatesEnvironment {
            try await updateEnvironment(of: meant)
        }
        _ = try await carryOut(act.request(meant.selector), work)
        try await report(act.done(verbs), meant.processes)
    }

    /// Stops everything, and the core with it.
    package func kill() async throws(Refused) {
        let snapshot = try await snapshot()
        let work = Work(kind: .shutdown, before: snapshot.processes, since: time.now())
        do throws(Refused) {
            _ = try await carryOut(.shutdown, work)
        } catch {
            // A core that has ended may have been quicker than its answer.
            guard case .failed = error, await isGone(within: .milliseconds(500)) else { throw error }
        }
        guard await isGone(within: .seconds(5)) else {
            throw .failed(verbs.coreStays)
        }
        guard !isSilent else { return }
        say(dialect == .pm2 ? verbs.pm2Stopped : verbs.ended(pid: snapshot.core.pid))
    }

    private func isGone(within limit: Duration) async -> Bool {
        let client = client
        return await within(limit) {
            for await connection in client.connection() where connection != .up { break }
            return true
        } ?? false
    }

    // MARK: - What is said of it

    /// On a terminal the table, elsewhere a line for each; PM2 always has both.
    func report(_ done: String, _ processes: [ProcessSnapshot]) async throws(Refused) {
        guard !isSilent else { return }
        if dialect == .pm2 {
            say(processes.map { "[PM2] [\($0.name)](\($0.id.raw)) ✓" })
        } else if !look.isTerminal {
            say(processes.map { "\(done) \($0.name) (\($0.id.raw))" })
        }
        if dialect == .pm2 || look.isTerminal { try await status() }
    }
}
