import Wording
import ArgumentParser

/// What `restart` and `reload` understand beside their selectors.
struct RenewOptions: ParsableArguments, Sendable {
    @Flag(help: .said(\.optionUpdateEnv))
    var updateEnv = false

    @Option(help: .said(\.optionFileEnv, \.aName))
    var env: String?

    @Option(
        help: .said(\.optionOnly, \.someNames))
    var only: String?

    @Flag(name: [.short, .long], help: .hidden)
    var force = false

    var names: [String] { only.map { $0.split(separator: ",").map(String.init) } ?? [] }
}
