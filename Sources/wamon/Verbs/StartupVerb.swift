import ArgumentParser
import Glibc
import Kernel
import Verbs
import Wording

struct StartupVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "startup",
        abstract: Wamon.help.startup,
        discussion: Wamon.help.startupMore)

    @OptionGroup var unit: UnitOptions

    @Flag(help: .said(\.optionInstall))
    var install = false

    func run() throws {
        let unit = try unit.unit
        guard install else { return StandardOutput.write(unit.text) }
        guard TextFile.write(unit.text, to: unit.file) else {
            let words = Wamon.words.program
            complain("wamon: " + words.unitNeedsRoot(words.notWritten(unit.file, errno)))
            throw ExitCode(1)
        }
        StandardOutput.write(Wamon.words.program.unitWritten(unit.file, unit.name) + "\n")
    }
}

struct UnstartupVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unstartup", abstract: Wamon.help.unstartup)

    @OptionGroup var unit: UnitOptions

    func run() throws {
        let unit = try unit.unit
        guard unlink(unit.file) == 0 else {
            complain("wamon: " + Wamon.words.program.unitNotRemoved(unit.file, errno))
            throw ExitCode(1)
        }
        StandardOutput.write(Wamon.words.program.unitRemoved(unit.file) + "\n")
    }
}

struct UnitOptions: ParsableArguments, Sendable {
    @Argument(help: .hidden)
    var platform: String?

    @Option(
        name: [.short, .long],
        help: .said(\.optionUnitUser, \.aName))
    var user: String?

    @Option(
        name: [.customLong("home"), .customLong("hp")],
        help: .said(\.optionUnitHome, \.aFolder))
    var home: String?

    @OptionGroup var language: LanguageOption

    var unit: SystemdUnit {
        get throws {
            if let platform, platform != "systemd" {
                throw ValidationError(Wamon.words.program.onlySystemd(platform))
            }
            let environment = Surroundings.environment
            let own = Surroundings.userName(of: geteuid())
            let name = user ?? own
            guard let account = getpwnam(name) else {
                throw ValidationError(Wamon.words.program.noUser(name))
            }
            let folder = String(cString: account.pointee.pw_dir)
            return SystemdUnit(
                user: name,
                home: home ?? (name == own ? HomeFolder.place(environment) : folder + "/.wamon"),
                program: TextFile.program ?? "/usr/local/bin/wamon",
                path: environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")
        }
    }
}
