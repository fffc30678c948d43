import ArgumentParser
import Wording

struct CompletionVerb: ParsableCommand {
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: Wamon.help.completion,
        discussion: Wamon.help.completionMore)

    @Argument(help: .said(\.optionShell, \.aShell))
    var shell: Shell

    @OptionGroup var language: LanguageOption

    func run() {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        StandardOutput.write(Wamon.completionScript(for: kind) + "\n")
    }
}
