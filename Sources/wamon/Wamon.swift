import ArgumentParser

/// The command line's root: bare `wamon` is the monitor.
@main
struct Wamon: ParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "wamon",
        abstract: "Keeps processes up and shows them live.",
        discussion: """
            In a folder with an ecosystem.json: starts its apps and shows the monitor.
            wamon FILE names another file; the options are those of monit: wamon help monit
            """,
        version: "wamon \(version)",
        subcommands: [Monit.self],
        defaultSubcommand: Monit.self)
}

/// A sentence for stderr and the exit code that goes with it. 1: failed; 2: bad usage or file; 3: no core.
struct Failed: Error {
    let code: Int32
    let sentence: String
}
