import ArgumentParser
import Ecosystem
import Glibc
import Kernel
import Wording

/// `wamon check [FILE]`: is the file right, and what does it come to?
struct CheckVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: Wamon.help.check,
        discussion: Wamon.help.checkMore)

    @Argument(help: .said(\.optionFile, \.aFile))
    var file: String?

    @Option(help: .said(\.optionEnv, \.aName))
    var env: String?

    @Flag(name: [.short, .long], help: .said(\.optionCheckSilent))
    var silent = false

    @OptionGroup var language: LanguageOption

    func run() throws {
        do {
            let loaded = try AppFile(environment: Surroundings.environment).load(file, environmentName: env)
            if silent { return }
            for warning in loaded.warnings { complain(warning.rendered(in: Wamon.words)) }
            print(EcosystemFile.rendered(loaded), terminator: "")
        } catch let failure as Failed {
            complain(failure.complaint)
            throw ExitCode(failure.code)
        }
    }
}
