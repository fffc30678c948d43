import ArgumentParser

/// `wamon [monit] [FILE]`: the monitor, over a core hosted in this process.
struct Monit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Start the apps of an ecosystem file and watch them.",
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
            "default, dark, light, mono, or a theme of your own: a name or a path.", valueName: "name"))
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
        do {
            throw ExitCode(try Hosting(options: self).run())
        } catch let failure as Failed {
            complain(failure.sentence)
            throw ExitCode(failure.code)
        }
    }
}
