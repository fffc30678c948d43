/// Whose words are spoken: by the name the program was called under.
package enum Dialect: Hashable, Sendable {
    case wamon
    /// Called as `pm2` or `pm2-runtime`: its sentences, exit codes and answers for those who parse them.
    case pm2

    /// - Parameter name: argv[0], with or without folders.
    package init(calledAs name: String) {
        let base = name.split(separator: "/").last ?? ""
        self = base == "pm2" || base == "pm2-runtime" ? .pm2 : .wamon
    }
}

/// Why a verb did not do what it was asked.
package enum Refused: Error, Hashable, Sendable {
    /// No process is meant by this word.
    case unknown(String)
    /// The same, of a question: PM2 has other words there.
    case absent(String)
    /// Everything was meant, and there is nothing.
    case empty
    /// Nobody to ask; the sentence says how to begin.
    case noCore(String)
    /// Misuse, or a file that cannot be used.
    case usage(String)
    case failed(String)
    /// Ctrl-C: what was asked goes on without us.
    case interrupted(String)

    /// The exit code: 1 failed, 2 bad usage or file, 3 no core, 130 left by Ctrl-C. PM2 only knows 1.
    package func code(in dialect: Dialect) -> Int32 {
        switch self {
        case .interrupted: 130
        case _ where dialect == .pm2: 1
        case .unknown, .absent, .empty, .failed: 1
        case .usage: 2
        case .noCore: 3
        }
    }

    /// One sentence, for stderr.
    package func sentence(in dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.unknown(let word), .wamon), (.absent(let word), .wamon):
            "wamon: no process is called \(word); wamon status lists them"
        case (.unknown(let word), .pm2): "[PM2][ERROR] Process or Namespace \(word) not found"
        case (.absent(let word), .pm2): "[PM2][WARN] \(word) doesn't exist"
        case (.empty, .wamon): "wamon: there are no processes; wamon start FILE starts some"
        case (.empty, .pm2): "[PM2][WARN] No process found"
        case (.usage(let text), _) where text.contains("\n") || text.contains(": error: "): text
        case (.noCore(let text), .wamon), (.usage(let text), .wamon), (.failed(let text), .wamon),
            (.interrupted(let text), .wamon):
            "wamon: " + text
        case (.noCore(let text), .pm2), (.usage(let text), .pm2), (.failed(let text), .pm2),
            (.interrupted(let text), .pm2):
            "[PM2][ERROR] " + text
        }
    }
}
