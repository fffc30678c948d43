import Curses
import Ecosystem
import Glibc
import Kernel
import Monitor
import Runtime
import Screen
import Supervision
import Vitals

/// Bare `wamon` where no core runs: the core and the monitor in this very process.
struct Hosting {
    let options: Monit

    /// The exit code. Everything that can be refused is refused before a child is started.
    func run() throws -> Int32 {
        let environment = Surroundings.environment
        let loaded = try load(environment)
        let file = loaded.path ?? ""
        guard isatty(0) == 1, isatty(1) == 1 else {
            throw Failed(
                code: 3, sentence: "wamon: the monitor needs a terminal, and no core is running to ask")
        }
        guard Guardian.awaitForeground() else {
            throw Failed(
                code: 1, sentence: "wamon: this terminal is another program's now; start it in the foreground"
            )
        }
        let (theme, problems) = try ThemeFiles(environment: environment, folder: options.themeDir)
            .load(options.theme ?? loaded.theme ?? "default")
        let home = try HomeFolder(environment)
        // From here on in a process of its own, under a guardian; no thread and no lock exists yet.
        let role = Guardian.split(hosting: true)
        SignalSource.block()
        let notes = loaded.warnings.map(\.rendered) + problems
        return try FreshThread.run {
            try host(
                loaded, setting(environment, home: home.path, file: file), home, theme,
                guardianSocket: role.control, notes: notes)
        }
    }

    /// In the real process.
    private func host(
        _ loaded: Loaded, _ setting: CoreSetting, _ home: HomeFolder, _ theme: Theme, guardianSocket: Int32?,
        notes: [String]
    ) throws -> Int32 {
        let locks = try home.lock(for: setting.info.ecosystemFile)
        defer { withExtendedLifetime(locks) {} }
        let terminal: CursesTerminal
        do throws(CursesError) {
            var look = CursesTerminal.Options()
            look.ascii = options.ascii
            look.noColor = options.noColor
            terminal = try CursesTerminal(look)
            // Before anything else can crash: Swift's own reporter would ask questions on a raw terminal.
            TerminalRescue.restoreOnCrash()
        } catch {
            throw Failed(code: 1, sentence: "wamon: \(error)")
        }
        supervise(loaded, setting, terminal, theme, guardianSocket: guardianSocket, notes: notes)
        return 0
    }

    // MARK: - Steps

    private func load(_ environment: [String: String]) throws -> Loaded {
        let folder = Surroundings.currentDirectory
        let path = try options.file ?? locate(in: folder)
        let cores = MachineSampler().sample(at: .read).cores
        let context = LoadContext(
            currentDirectory: folder, environment: environment, cpuCount: max(1, Int(cores)),
            programs: ChildPrograms())
        do throws(EcosystemFailure) {
            return try EcosystemFile.load(path: path, environmentName: options.env, context: context)
        } catch {
            throw Failed(code: 2, sentence: error.rendered)
        }
    }

    private func locate(in folder: String) throws -> String {
        if let path = EcosystemFile.locate(in: folder) { return path }
        throw Failed(
            code: 2,
            sentence:
                "wamon: there is no ecosystem file in \(folder); write one (wamon init), or name one: wamon FILE"
        )
    }

    private func setting(_ environment: [String: String], home: String, file: String) -> CoreSetting {
        var setting = CoreSetting()
        setting.environment = environment
        setting.home = home
        setting.info.pid = getpid()
        setting.info.version = Wamon.version
        setting.info.hostname = Surroundings.hostname
        setting.info.ecosystemFile = file
        setting.info.startedAt = .read
        return setting
    }

    private func supervise(
        _ loaded: Loaded, _ setting: CoreSetting, _ terminal: sending CursesTerminal, _ theme: Theme,
        guardianSocket: Int32?, notes: [String]
    ) {
        let host = Host(setting: setting)
        let thread = LoopThread("screen")
        var model = Model(
            size: terminal.size, isHosting: true, isReadOnly: options.readOnly,
            zone: Surroundings.zone(at: Moment.read.wall), themeName: theme.name, colors: terminal.colors)
        model.now = .read
        let glyphs = terminal.isUnicode ? GlyphSet.unicode : .ascii
        let fitting = theme.fitting(colors: terminal.colors)
        let client = host.client
        let screen = MonitorScreen(
            on: thread.loop, terminal: terminal, client: client, model: model, theme: fitting, glyphs: glyphs,
            guardianSocket: guardianSocket,
            onEnd: { ending in
                // Without its terminal the fleet is stopped gracefully; the kernel's own SIGHUP may say the same.
                if ending != .coreEnded { kill(getpid(), SIGHUP) }
            })
        thread.start()
        Task(executorPreference: thread.loop) { await screen.begin() }
        host.boot(loaded.specs, notes: notes)
        host.run()
        // A terminal that does not read must not hold up the end.
        Task(executorPreference: thread.loop) { await screen.close() }
        _ = thread.join(within: .milliseconds(500))
    }
}

extension Guardian.Role {
    /// The socket to the guardian, where there is one.
    fileprivate var control: Int32? {
        if case .real(let control) = self { control } else { nil }
    }
}
