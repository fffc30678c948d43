import ArgumentParser
import Curses
import Glibc
import Kernel
import Monitor
import Screen
import Supervision
import Wording

/// `wamon [monit] [FILE]`: the monitor, over the core that runs here, or over one hosted in this process.
struct Monit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monit",
        abstract: Wamon.help.monit,
        discussion: Wamon.help.monitMore)

    @Argument(help: .said(\.optionFile, \.aFile))
    var file: String?

    @Option(help: .said(\.optionEnv, \.aName))
    var env: String?

    @Option(
        help: ArgumentHelp(
            Wamon.help.optionTheme(Theme.builtinNames.joined(separator: ", ")),
            valueName: Wamon.help.aName))
    var theme: String?

    @Option(help: .said(\.optionThemeFolder, \.aFolder))
    var themeDir: String?

    @Flag(help: .said(\.optionASCII))
    var ascii = false

    @Flag(help: .said(\.optionDrawNoColor))
    var noColor = false

    @Flag(help: .said(\.optionReadOnly))
    var readOnly = false

    @OptionGroup var language: LanguageOption

    func run() throws {
        // Whoever cannot look at a screen wants the table.
        guard isatty(0) == 1, isatty(1) == 1 else { return try StatusVerb.parse([]).run() }
        do {
            throw ExitCode(try watch())
        } catch let failure as Failed {
            complain(failure.complaint)
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
            let words = Wamon.words.program
            switch error {
            case .notATerminal: throw Failed(code: 1, sentence: words.notATerminal)
            case .unknownTerminal(let name): throw Failed(code: 1, sentence: words.unknownTerminal(name))
            }
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
            themeName: theme.name, colors: terminal.colors, words: settings.language ?? Wamon.words,
            logLimit: settings.logBuffer ?? 4 << 20)
        model.now = .read
        model.use(terminal.isUnicode ? .unicode : .ascii)
        model.configPath = reading.configPath
        model.furnish(reading.settings, layout: reading.layout)
        if let problem = reading.themeProblems.first { model.complain(problem) }
        model.complain(reading.problems.map(\.problem))
        return model
    }
}
