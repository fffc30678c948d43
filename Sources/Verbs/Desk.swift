package import Supervision
import Wording

/// Where a verb works: whom it asks, whom it tells, and what time is. The verbs are its extensions; each
/// ends by having said what there was to say, or throws why it could not.
package struct Desk: Sendable {
    /// The clocks, and being called later.
    package struct Time: Sendable {
        package var now: @Sendable () -> Moment
        package var after: @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
        /// Seconds east of UTC of the local time at a moment (CLOCK_REALTIME).
        package var zone: @Sendable (Duration) -> Int = { _ in 0 }
        package init(
            now: @escaping @Sendable () -> Moment,
            after: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> Void
        ) {
            self.now = now
            self.after = after
        }
    }

    var language: Language { look.language }
    var verbs: VerbWords { language.verbs }

    package var client: any SupervisorClient
    package var time: Time
    package var dialect = Dialect.wamon
    package var look = Look()
    /// No table and no lines about what was done.
    package var isSilent = false
    /// How long an answer may take; nil: as long as it takes.
    package var patience: Duration?
    /// Of the person at the keyboard: `--update-env` hands it on.
    package var environment: [String: String] = [:]
    /// One line of the answer, on standard output.
    package var say: @Sendable (String) -> Void
    /// One line about the answer, on standard error.
    package var note: @Sendable (String) -> Void
    /// Rewrites one line of the terminal; nil takes it away. nil itself: there is no terminal.
    package var progress: (@Sendable (String?) -> Void)?
    /// An element for each Ctrl-C.
    package var interrupts: @Sendable () -> AsyncStream<Void> = { AsyncStream { _ in } }
    /// The apps of an ecosystem file, with `env_NAME` laid over; nil where the word names none. Without a word:
    /// of the file in this folder.
    package var apps: @Sendable (_ word: String?, _ environmentName: String?) throws(Refused) -> FileApps? =
        { _, _ in nil }
    /// Puts a core into the background where there is none, to serve its health there.
    package var beginCore: @Sendable (ListenAddress?) async throws(Refused) -> any SupervisorClient = {
        _ async throws(Refused) in throw .noCore(nil)
    }
    /// The words on standard input, for `-`.
    package var input: @Sendable () -> [String] = { [] }
    /// Where tasks run; nil: anywhere.
    package var executor: (any TaskExecutor)?

    package init(
        client: any SupervisorClient, time: Time, say: @escaping @Sendable (String) -> Void,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.time = time
        self.say = say
        self.note = note
    }

    func say(_ lines: [String]) {
        if !lines.isEmpty { say(lines.joined(separator: "\n")) }
    }

    func choice(among snapshot: Snapshot) -> SelectorWords {
        let apps = apps
        return SelectorWords(
            snapshot, verbs: verbs,
            namesInFile: { word throws(Refused) in try apps(word, nil)?.specs.map(\.name) },
            input: input)
    }

    /// How everything stands.
    func snapshot() async throws(Refused) -> Snapshot {
        let snapshot = await client.snapshot(brief: true)
        // A client whose core is gone answers with nothing; to PM2's dialect that is an empty fleet.
        guard snapshot.core.pid != 0 || dialect == .pm2 else { throw .noCore(verbs.coreJustGone) }
        return snapshot
    }

    /// The processes meant by these words, as they stand.
    func processes(_ words: [String]) async throws(Refused) -> SelectorWords.Meant {
        try choice(among: try await snapshot()).meant(by: words)
    }

    /// What comes of it within a limit; nil where nothing did. It goes on all the same.
    func within<Value: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        await withCheckedContinuation { continuation in
            let first = First<Value?>(continuation)
            Task(executorPreference: executor) { first.come(await work()) }
            time.after(limit) { first.come(nil) }
        }
    }
}
