import ArgumentParser
import Glibc
import Kernel
import Verbs

struct StartupVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "startup",
        abstract: "Print a systemd unit that starts the saved processes with the machine.",
        discussion: """
            wamon save first: the unit runs wamon resurrect. With --install the unit is written below \
            /etc/systemd/system, for which root is needed; enabling it is left to systemctl.
            """)

    @OptionGroup var unit: UnitOptions

    @Flag(help: "Write the unit instead of printing it.")
    var install = false

    func run() throws {
        let unit = try unit.unit
        guard install else { return StandardOutput.write(unit.text) }
        guard TextFile.write(unit.text, to: unit.file) else {
            complain(
                "wamon: \(unit.file) cannot be written: \(errnoText(errno)); as root: sudo wamon startup --install"
            )
            throw ExitCode(1)
        }
        StandardOutput.write(
            "wrote \(unit.file); next: systemctl daemon-reload && systemctl enable --now \(unit.name)\n")
    }
}

struct UnstartupVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unstartup", abstract: "Remove the unit that startup --install wrote.")

    @OptionGroup var unit: UnitOptions

    func run() throws {
        let unit = try unit.unit
        guard unlink(unit.file) == 0 else {
            complain("wamon: \(unit.file) cannot be removed: \(errnoText(errno))")
            throw ExitCode(1)
        }
        StandardOutput.write("removed \(unit.file); next: systemctl daemon-reload\n")
    }
}

struct UnitOptions: ParsableArguments, Sendable {
    @Argument(help: .hidden)
    var platform: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Whose processes they are; by default yours.", valueName: "name"))
    var user: String?

    @Option(
        name: [.customLong("home"), .customLong("hp")],
        help: ArgumentHelp(
            "WAMON_HOME; by default .wamon in the user's home folder, or yours.", valueName: "folder"))
    var home: String?

    var unit: SystemdUnit {
        get throws {
            if let platform, platform != "systemd" {
                throw ValidationError("\(platform) is not known here; units are written for systemd only")
            }
            let environment = Surroundings.environment
            let own = Surroundings.userName(of: geteuid())
            let name = user ?? own
            guard let account = getpwnam(name) else {
                throw ValidationError("there is no user called \(name)")
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
