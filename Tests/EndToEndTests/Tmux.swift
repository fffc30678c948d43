import Foundation
import Testing

/// A real terminal: a tmux server of its own, in the sandbox, with one window per wamon.
final class Tmux {
    private let sandbox: Sandbox
    private var socket: String { sandbox.path("tmux.sock") }
    private var isOpen = false

    init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    deinit { close() }

    /// Runs a command in a new window, with the given size.
    func open(_ command: String, name: String, width: Int, height: Int, environment: [String: String]) throws
    {
        let config = sandbox.path("tmux.conf")
        try sandbox.write(
            "tmux.conf",
            """
            set -g status off
            set -g remain-on-exit on
            set -g default-terminal screen-256color
            set -g escape-time 0
            set -g set-clipboard on
            """)
        let words = [
            try #require(Program.tmux), "-u", "-S", socket, "-f", config, "new-session", "-d", "-s", name,
            "-x",
            "\(width)", "-y", "\(height)", command,
        ]
        // The server's environment is that of its first client: the pane's too.
        let outcome = try Program.run(words, environment: environment, in: sandbox.folder)
        try #require(outcome.code == 0, "tmux: \(outcome.err)")
        isOpen = true
    }

    /// The text of a window, its trailing blanks cut.
    func screen(_ name: String) -> String {
        (try? ask("capture-pane", "-p", "-t", name)) ?? ""
    }

    /// Keys by tmux's names: `Enter`, `Escape`, `C-l`, `q`.
    func type(_ name: String, _ keys: [String]) throws {
        _ = try ask(["send-keys", "-t", name] + keys)
    }

    func resize(_ name: String, width: Int, height: Int) throws {
        _ = try ask("resize-window", "-t", name, "-x", "\(width)", "-y", "\(height)")
    }

    /// Modes a program left in the terminal: "alternate cursor mouse keypad", each 0 or 1.
    func modes(_ name: String) throws -> String {
        try ask(
            "display-message", "-p", "-t", name,
            "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_cursor_flag}"
        ).trimmingCharacters(in: .newlines)
    }

    /// What was copied last.
    func clipboard() throws -> String { try ask("show-buffer") }

    /// The terminal vanishes, as a window that is closed.
    func close() {
        guard isOpen else { return }
        isOpen = false
        _ = try? ask("kill-server")
    }

    @discardableResult
    private func ask(_ words: String...) throws -> String { try ask(words) }

    private func ask(_ words: [String]) throws -> String {
        let tmux = try #require(Program.tmux)
        let outcome = try Program.run([tmux, "-u", "-S", socket] + words, environment: sandbox.environment())
        try #require(outcome.code == 0, "tmux \(words.joined(separator: " ")): \(outcome.err)")
        return outcome.out
    }
}
