import Curses
import Ecosystem
import Glibc
import Kernel
import Monitor
import Runtime
import Screen
import Supervision
import Wording

/// Bare `wamon` where no core runs: the core and the monitor in this very process.
struct Hosting {
    let options: Monit

    /// What the screen is to look like.
    private struct Look {
        let files: ScreenFiles
        let reading: ScreenFiles.Reading
        let theme: Theme
    }

    /// The exit code. Everything that can be refused is refused before a child is started.
    func run() throws -> Int32 {
        let environment = Surroundings.environment
        let loaded = try AppFile(environment: environment).load(options.file, environmentName: options.env)
        guard Guardian.awaitForeground() else {
            throw Failed(code: 1, sentence: Wamon.words.program.otherForeground)
        }
        let files = ScreenFiles(environment: environment, options: options, ecosystemTheme: loaded.theme)
        var reading = files.read()
        let (theme, problems) = try files.theme(reading)
        reading.themeProblems = problems
        let home = try HomeFolder(environment)
        // From here on in a process of its own, under a guardian; no thread and no lock exists yet.
        let role = Guardian.split(.terminal) {
            "wamon: " + Wamon.words.program.supervisorEnded(by: $0, killed: $1)
        }
        SignalSource.block()
        // For the core's own log, too.
        let notes = loaded.warnings.map { $0.rendered(in: .english) } + problems
        return try FreshThread.run {
            if case .real(let line, let life) = role, life > 1 {
                return try BackgroundCore(environment: environment, home: home)
                    .liveAgain(
                        guardian: line, file: loaded.path, http: loaded.http, environmentName: options.env)
            }
            let setting = CoreProcess.setting(
                environment, home: home, file: loaded.path, http: loaded.http, place: .hosted)
            let look = Look(files: files, reading: reading, theme: theme)
            return try host(loaded, setting, home, look, guardian: role.line, notes: notes)
        }
    }

    /// In the real process.
    private func host(
        _ loaded: Loaded, _ setting: CoreSetting, _ home: HomeFolder, _ look: Look, guardian: GuardianLine?,
        notes: [String]
    ) throws -> Int32 {
        let core = try CoreProcess(setting, in: home, for: loaded.specs)
        let terminal = try options.terminal(look.reading)
        return supervise(loaded, core, setting, terminal, look, guardian: guardian, notes: notes)
    }

    private func supervise(
        _ loaded: Loaded, _ core: CoreProcess, _ setting: CoreSetting, _ terminal: sending CursesTerminal,
        _ look: Look, guardian: GuardianLine?, notes: [String]
    ) -> Int32 {
        let host = core.host
        let thread = LoopThread("screen")
        let model = options.model(
            for: terminal, look.theme, look.reading, isHosting: true, canDetach: guardian != nil)
        let screen = MonitorScreen(
            on: thread.loop, client: host.client, model: model,
            theme: look.theme.fitting(colors: terminal.colors),
            glyphs: terminal.isUnicode ? .unicode : .ascii, files: look.files, layout: look.reading.layout,
            suspension: guardian.map { .byGuardian($0) } ?? .never, terminal: terminal)
        let leave = leaving(core, screen, guardian, loaded, setting)
        thread.start()
        Task(executorPreference: thread.loop) {
            // Its own shutdown closes the screen.
            await screen.begin { ending in if ending != .coreEnded { leave() } }
        }
        core.boot(loaded.specs, hooks: loaded.hooks, notes: notes)
        let code = core.run()
        // A terminal that does not read must not hold up the end.
        Task(executorPreference: thread.loop) { await screen.close() }
        _ = thread.join(within: .milliseconds(500))
        guardian?.end()
        return code
    }

    /// What happens when the terminal is given up, or is gone: the core goes on in the background. Without a
    /// guardian there is nobody to give the prompt back: everything is stopped, gracefully.
    private func leaving(
        _ core: CoreProcess, _ screen: MonitorScreen, _ guardian: GuardianLine?, _ loaded: Loaded,
        _ setting: CoreSetting
    ) -> @Sendable () -> Void {
        guard let guardian else { return { kill(getpid(), SIGHUP) } }
        let (loop, door) = (core.host.loop, core.host.door)
        let reload = loaded.path.map {
            core.reloading($0, environmentName: options.env, environment: setting.environment)
        }
        let departure = Departure(on: loop, door: door, guardian: guardian, screen: screen) {
            Task(executorPreference: loop) { await door.onHangup(reload) }
        }
        let leave: @Sendable () -> Void = { Task(executorPreference: loop) { await departure.begin() } }
        Task(executorPreference: loop) { await door.onHangup(leave) }
        return leave
    }
}

extension Guardian.Role {
    /// The line to the guardian, where there is one.
    var line: GuardianLine? {
        if case .real(let line, _) = self { line } else { nil }
    }
}
