import ArgumentParser
import Ecosystem
import Glibc
import Kernel

/// `wamon check [FILE]`: is the file right, and what does it come to?
struct CheckVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate an ecosystem file and print what it comes to.",
        discussion: """
            Printed is JSON that wamon itself can read: every field with its value, paths absolute, units gone,
            and env as it is in the file, secrets included. Warnings go to standard error.
            Exit codes: 0 it can be started, 2 it cannot.
            """)

    @Argument(help: "The ecosystem file; by default the one in this folder.")
    var file: String?

    @Option(help: ArgumentHelp("Lay env_NAME over env.", valueName: "name"))
    var env: String?

    @Flag(name: [.short, .long], help: "Print nothing but errors.")
    var silent = false

    func run() throws {
        do {
            let loaded = try AppFile(environment: Surroundings.environment).load(file, environmentName: env)
            if silent { return }
            for warning in loaded.warnings { complain(warning.rendered) }
            print(EcosystemFile.rendered(loaded), terminator: "")
        } catch let failure as Failed {
            complain(failure.sentence)
            throw ExitCode(failure.code)
        }
    }
}
