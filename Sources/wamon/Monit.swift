import ArgumentParser
import Curses
import Glibc
import Kernel
import Monitor
import Screen
import Supervision

/// `wamon [monit] [FILE]`: the monitor, over the core that runs here, or over one hosted in this process.
struct Monit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monit",
        abstract: "Watch the core that runs here, or start the apps of an ecosystem file and watch them.",
        discussion: """
            Keys: ? shows them all; r restarts, s stops or starts, q leaves.
            Exit codes: 0 done, 1 failed, 2 bad usage, a bad file or theme, 3 no terminal.
            """)

    @Argument(help: "The ecosystem file; by default the one in this folder.")
    var file: String?

    @Option(help: ArgumentHelp("Lay env_NAME over env.", valueName: "name"))
    var env: String?

    @Option(
        help: ArgumentHelp(
            "A theme: \(Theme.builtinNames.joined(separator: ", ")), or one of your own: a name or a path.",
            valueName: "name"))
    var theme: String?

    @Option(help: ArgumentHelp("A folder to look for themes in first.", valueName: "folder"))
    var themeDir: String?

    @Flag(help: "Draw with ASCII only.")
    var ascii = false

    @Flag(help: "Draw without colours; NO_COLOR does the same.")
    var noColor = false

    @Flag(help: "Only look: no key changes a process.")
    var readOnly = false

    func run() throws {
        // Whoever cannot look at a screen wants the table.
        guard isatty(0) == 1, isatty(1) == 1 else { return try StatusVerb.parse([]).run() }
        do {
            throw ExitCode(try watch())
        } catch let failure as Failed {
            complain(failure.sentence)
            throw ExitCode(failure.code)
        }
    }

    /// Where a core runs, it is shown; else one is hosted here.
    private func watch() throws -> Int32 {
        let environment = Surroundings.environment
        let home = HomeFolder.place(environment)
        for isSecondTry in [false, true] {
            if try Attaching.isCoreThere(home) { return try Attaching(options: self, home: home).run() }
            do {
                return try Hosting(options: self).run()
            } catch let failure as Failed where failure.isTaken && !isSecondTry {
                // Somebody was faster: that one's core is as good as ours.
                _ = CoreSocket.awaitOne(environment)
            }
        }
        return 1
    }

    // MARK: - What both need

    func terminal(_ reading: ScreenFiles.Reading) throws -> CursesTerminal {
        do throws(CursesError) {
            var look = CursesTerminal.Options()
            look.ascii = ascii
            look.noColor = noColor
            look.mouse = reading.settings.mouse ?? true
            let terminal = try CursesTerminal(look)
            // Before anything else can crash: Swift's own reporter would ask questions on a raw terminal.
            TerminalRescue.restoreOnCrash()
            return terminal
        } catch {
            throw Failed(code: 1, sentence: "wamon: \(error)")
        }
    }

    func model(
        for terminal: CursesTerminal, _ theme: Theme, _ reading: ScreenFiles.Reading, isHosting: Bool,
        canDetach: Bool
    ) -> Model {
        let settings = reading.settings.over(reading.layout)
        var model = Model(
            size: terminal.size, isHosting: isHosting, canDetach: canDetach,
            isReadOnly: settings.isReadOnly ?? false, zone: Surroundings.zone(at: Moment.read.wall),
            themeName: theme.name, colors: terminal.colors, logLimit: settings.logBuffer ?? 4 << 20)
        model.now = .read
        model.furnish(reading.settings, layout: reading.layout)
        model.complain(reading.problems.map(\.problem))
        return model
    }
}
