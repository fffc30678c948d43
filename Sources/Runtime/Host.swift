import Health
package import Journal
package import Kernel
package import Supervision

/// A core with everything real around it, in this process: Linux, the journal's threads, the samplers.
/// Made on the thread that will run it.
package final class Host {
    /// The core's loop: `run` belongs to the thread that made this.
    package let loop = Loop()
    package let client: LocalClient
    package let door: CoreDoor
    private let journal: Journal
    private let snapshots = Newest<Snapshot>()
    private let lines = Newest<Void>()
    private let ending = Newest<CoreEnding?>()
    private let written = Newest<@Sendable (Document.Kind, String?) -> Void>()
    private let home: String
    private let aftermath: Aftermath
    private let thrift: Thrift

    /// Signals must be blocked already (`SignalSource.block`), before any thread exists.
    /// - Parameters:
    ///   - mirror: shows the children's lines, and what happens, on descriptors of ours: `wamon run`.
    ///   - words: a sentence for a happening, without the name; `allowed` is `max_restarts`, where it is known.
    ///     For the mirror, and for `$WAMON_HOME/wamon.log` while the core is in the background.
    package init(
        setting: CoreSetting, claims: FileClaims = FileClaims(), mirror options: Mirror.Options? = nil,
        words: @escaping @Sendable (Happening, _ allowed: Int?) -> String = { _, _ in "" }
    ) {
        Surroundings.beThrifty()
        let kernel = LinuxKernel(on: loop)
        let (loop, snapshots, lines) = (loop, snapshots, lines)
        let mirror = options.map { Mirror($0) }
        let journal = Journal(folder: setting.home + "/logs", mirror: mirror, clock: { .read })
        let chronicle = Chronicle(journal, path: setting.home + "/wamon.log")
        let written = written
        let archive = DiskArchive(journal, core: kernel.core, setting) { kind, trouble in
            written.value?(kind, trouble)
        }
        let trouble = archive.begin()
        let version = setting.info.version
        let prober = LinuxProber(
            on: loop, kernel: kernel, agent: version.isEmpty ? "wamon" : "wamon/\(version)")
        let core = Core(
            kernel: kernel, output: JournalOutput(journal, pids: setting.home + "/pids"),
            gauges: VitalsGauges(kernel.table), prober: prober, archive: archive, setting: setting)
        core.onSnapshot = { snapshots.send($0) }
        let ending = ending
        core.onDown = {
            prober.close()
            ending.send($0)
            snapshots.finish()
            loop.stop()
        }
        let told = Newest<@Sendable (Happening.Kind, InstanceID?) -> Void>()
        let found = Newest<@Sendable (PortFinding) -> Void>()
        let ports = PortInquiry(core: kernel.core) { found.value?($0) }
        let aftermath = Aftermath(journal, chronicle, setting, words: words, ports: ports) {
            told.value?($0, $1)
        }
        core.onHappening = { [unowned core] news, allowed in
            aftermath.follow(news, allowed, of: news.instance.flatMap { core.fleet[$0] }, in: core.place)
        }
        core.onHooks = { aftermath.hooks = $0 }
        let thrift = Thrift(on: loop)
        core.onFacts = { thrift.worked() }
        self.thrift = thrift
        self.aftermath = aftermath
        let door = CoreDoor(core, on: loop)
        told.send { kind, instance in
            Task(executorPreference: loop) { await door.tell(kind, of: instance) }
        }
        found.send { finding in
            Task(executorPreference: loop) { await door.tell(finding) }
        }
        // Counted on arrival: of two changes at once, either may be told first.
        snapshots.onListeners { [weak snapshots] in
            Task(executorPreference: loop) { await door.watch(by: snapshots?.listeners ?? 0) }
        }
        written.send { kind, trouble in
            Task(executorPreference: loop) { await door.written(kind, trouble: trouble) }
        }
        if let trouble { written.value?(.runs, trouble) }
        journal.onLines { lines.send(()) }
        journal.onLoss { report in
            Task(executorPreference: loop) { await door.tell(report) }
        }
        journal.onSpace { kind, low in
            Task(executorPreference: loop) { await door.tell(kind, low: low) }
        }
        journal.onTrouble { instance, sentence in
            Task(executorPreference: loop) { await door.tell(.note(sentence), of: instance) }
        }
        self.door = door
        self.journal = journal
        home = setting.home
        client = LocalClient(
            door: door, journal: journal, snapshots: snapshots, lines: lines, claims: claims)
    }

    /// Starts the fleet once `run` has begun.
    /// - Parameters:
    ///   - hooks: who outside is told what happens to them.
    ///   - saved: the fleet of the core before this one: started again as it was wanted.
    ///   - swept: what that core had left running, and is stopped by now.
    ///   - notes: told as happenings: warnings of the ecosystem file, say.
    package func boot(
        _ specs: [ProcessSpec], hooks: [HookSpec] = [], saved: SavedFleet? = nil, swept: [SweptRun] = [],
        notes: [String] = []
    ) {
        journal.start()
        // Most of what a start touches is never needed again.
        thrift.worked()
        let door = door
        Task(executorPreference: loop) {
            await door.boot(specs, hooks: hooks, saved: saved, swept: swept, notes: notes)
        }
    }

    /// Supervises until everything is down after a shutdown; then the last lines are written.
    /// - Returns: why it ended by itself; nil: it was asked to.
    @discardableResult
    package func run() -> CoreEnding? {
        loop.run()
        lines.finish()
        aftermath.close(within: .seconds(1), at: .read)
        if journal.close(within: .seconds(2)) { DiskArchive.close(home) }
        return ending.value ?? nil
    }
}
