import ArgumentParser

struct CompletionVerb: ParsableCommand {
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completions for a shell.",
        discussion: """
            bash: wamon completion bash > /etc/bash_completion.d/wamon
            zsh: wamon completion zsh > /usr/local/share/zsh/site-functions/_wamon
            fish: wamon completion fish > ~/.config/fish/completions/wamon.fish
            """)

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

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
