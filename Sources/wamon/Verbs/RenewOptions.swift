import ArgumentParser

/// What `restart` and `reload` understand beside their selectors.
struct RenewOptions: ParsableArguments, Sendable {
    @Flag(help: "Hand this shell's environment on to what is launched.")
    var updateEnv = false

    @Option(help: ArgumentHelp("Of an ecosystem file: lay env_NAME over env.", valueName: "name"))
    var env: String?

    @Option(
        help: ArgumentHelp("Of an ecosystem file: only these apps, with commas between.", valueName: "names"))
    var only: String?

    @Flag(name: [.short, .long], help: .hidden)
    var force = false

    var names: [String] { only.map { $0.split(separator: ",").map(String.init) } ?? [] }
}
