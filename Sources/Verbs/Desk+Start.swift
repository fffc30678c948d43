package import Supervision
import Wording

/// What an ecosystem file asks for.
package struct FileApps: Sendable {
    package var specs: [ProcessSpec]
    /// Where health is to be served.
    package var http: ListenAddress?
    package var hooks: [HookSpec]
    package init(specs: [ProcessSpec], http: ListenAddress? = nil, hooks: [HookSpec] = []) {
        self.specs = specs
        self.http = http
        self.hooks = hooks
    }
}

/// What `start` is told beside the words.
package struct StartOptions: Sendable {
    /// NAME of `--env NAME`.
    package var environmentName: String?
    /// `--only`: of the apps of a file, these.
    package var only: [String] = []
    /// `--force`: a script that is known already is started over.
    package var isForced = false
    /// `--update-env`: what is known gets this client's environment.
    package var updatesEnvironment = false
    /// `--name` and the like are of no use for what is not a script: their names.
    package var scriptOptions: [String] = []
    /// What becomes of a file's apps that are up.
    package var fileManner = Launch.Manner.start
    /// The app of a script on the command line, with all its options.
    package var script: @Sendable (String) throws(Refused) -> [ProcessSpec] = {
        word throws(Refused) in throw .unknown(word)
    }
    package init() {}
}

extension Desk {
    /// `start`: what is known by the words, else files, else scripts; without a word the file of this folder.
    package func start(_ words: [String], _ options: StartOptions) async throws(Refused) {
        let standing = await client.snapshot(brief: true)
        let all = words.flatMap { $0 == "-" ? input() : [$0] }
        guard !all.isEmpty || words.isEmpty else { throw .usage(verbs.inputNamesNothing) }
        var known: [String] = []
        var launches: [Launch] = []
        var hasScript = false
        var http: ListenAddress?
        let choice = choice(among: standing)
        // Everything is understood before anything is started.
        if all.isEmpty { launches.append(try launch(fileIn: nil, options.fileManner, options, &http)) }
        for word in all {
            if word == "all" || choice.knows(word) {
                known.append(word)
            } else if try apps(word, nil) != nil {
                launches.append(try launch(fileIn: word, options.fileManner, options, &http))
            } else {
                hasScript = true
                let manner = options.isForced ? Launch.Manner.start : .script
                launches.append(launch(try options.script(word), manner, options))
            }
        }
        if !hasScript, !options.scriptOptions.isEmpty { note(ignored(options.scriptOptions)) }
        var desk = self
        if standing.core.pid == 0 {
            guard known.isEmpty else { throw .empty }
            desk.client = try await beginCore(http)
        }
        try await desk.start(known: known, options)
        do throws(Refused) {
            for launch in launches { try await desk.carryOut(launch, verbs.doneStarted) }
        } catch {
            if standing.core.pid == 0 { await desk.endIdleCore() }
            throw error
        }
        await desk.compare(http)
    }

    /// A core that was begun for what it then refused is of no use to anybody.
    func endIdleCore() async {
        guard await client.snapshot(brief: true).processes.isEmpty else { return }
        let work = Work(kind: .shutdown, before: [], since: time.now())
        do throws(Refused) { _ = try await carryOut(.shutdown, work) } catch {}
    }

    /// `restart` and `reload`: an ecosystem file is read anew, everything else is meant by its name.
    package func renew(
        _ act: Act, _ words: [String], environmentName: String?, only: [String], updatesEnvironment: Bool
    ) async throws(Refused) {
        var options = StartOptions()
        options.environmentName = environmentName
        options.only = only
        options.updatesEnvironment = updatesEnvironment
        let choice = choice(among: try await snapshot())
        var launches: [Launch] = []
        var others: [String] = []
        var http: ListenAddress?
        for word in words {
            if word != "-", !choice.knows(word), try apps(word, nil) != nil {
                launches.append(try launch(fileIn: word, act == .reload ? .reload : .start, options, &http))
            } else {
                others.append(word)
            }
        }
        if !others.isEmpty { try await self.act(act, on: others, updatesEnvironment: updatesEnvironment) }
        for launch in launches { try await carryOut(launch, act.done(verbs)) }
        await compare(http)
    }

    // MARK: - Steps

    private func start(known words: [String], _ options: StartOptions) async throws(Refused) {
        guard !words.isEmpty else { return }
        let meant = try await processes(words)
        if options.updatesEnvironment { try await updateEnvironment(of: meant) }
        let work = Work(kind: .start, before: meant.processes, since: time.now())
        _ = try await carryOut(.start(meant.selector), work)
        try await report(verbs.doneStarted, meant.processes)
    }

    func updateEnvironment(of meant: SelectorWords.Meant) async throws(Refused) {
        let work = Work(kind: .instant, before: meant.processes, since: time.now())
        _ = try await carryOut(.updateEnvironment(meant.selector, environment), work)
    }

    private func launch(
        fileIn word: String?, _ manner: Launch.Manner, _ options: StartOptions, _ http: inout ListenAddress?
    ) throws(Refused) -> Launch {
        let file = try apps(word, options.environmentName)
        let specs = file?.specs ?? []
        http = http ?? file?.http
        let chosen = specs.filter { options.only.isEmpty || options.only.contains($0.name) }
        if let missing = options.only.first(where: { name in !specs.contains { $0.name == name } }) {
            throw .usage(verbs.noApp(missing, in: word))
        }
        var launch = launch(chosen, manner, options)
        launch.hooks = file?.hooks ?? []
        return launch
    }

    private func launch(
        _ specs: [ProcessSpec], _ manner: Launch.Manner, _ options: StartOptions
    ) -> Launch {
        var launch = Launch(specs: specs)
        launch.manner = manner
        launch.environment = environment
        launch.updatesEnvironment = options.updatesEnvironment
        return launch
    }

    func carryOut(_ launch: Launch, _ done: String) async throws(Refused) {
        let names = launch.specs.map(\.name)
        let standing = try await snapshot()
        let before = standing.processes.filter { names.contains($0.name) }
        let kind: Work.Kind = launch.manner == .reload ? .reload : .start
        var work = Work(kind: kind, before: before, since: time.now())
        work.names = names
        let ids = try await carryOut(.launch(launch), work)
        let now = try await snapshot()
        try await report(done, now.processes.filter { ids.contains($0.id) })
    }

    /// A file may say where health is served, but a core that is there serves it where it did.
    private func compare(_ wanted: ListenAddress?) async {
        guard let wanted else { return }
        let core = await client.snapshot(brief: false).core
        guard core.pid != 0, core.http != wanted else { return }
        note("wamon: " + verbs.servesElsewhere(core.http?.text, wanted: wanted.text))
    }

    private func ignored(_ options: [String]) -> String {
        "wamon: " + verbs.onlyForScripts(options.joined(separator: ", "))
    }
}
