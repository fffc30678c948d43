package import Wording

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
    /// Nobody to ask; the sentence, where there is one, says how to begin.
    case noCore(String?)
    /// Misuse, or a file that cannot be used.
    case usage(String)
    /// A file that cannot be used: its mistakes, a line each, with the file's name in front.
    case remarks(String)
    case failed(String)
    /// Ctrl-C: what was asked goes on without us.
    case interrupted(String)

    /// The exit code: 1 failed, 2 bad usage or file, 3 no core, 130 left by Ctrl-C. PM2 only knows 1.
    package func code(in dialect: Dialect) -> Int32 {
        switch self {
        case .interrupted: 130
        case _ where dialect == .pm2: 1
        case .unknown, .absent, .empty, .failed: 1
        case .usage, .remarks: 2
        case .noCore: 3
        }
    }

    /// One sentence, for stderr.
    package func sentence(in dialect: Dialect, _ language: Language) -> String {
        let verbs = language.verbs
        let isPM2 = dialect == .pm2
        let prefix = isPM2 ? "[PM2][ERROR] " : "wamon: "
        switch self {
        case .unknown(let word) where isPM2: return prefix + verbs.pm2Unknown(word)
        case .absent(let word) where isPM2: return "[PM2][WARN] " + verbs.pm2Absent(word)
        case .empty where isPM2: return "[PM2][WARN] " + verbs.pm2Empty
        case .unknown(let word), .absent(let word): return prefix + verbs.unknownProcess(word)
        case .empty: return prefix + verbs.noProcesses
        case .noCore(let text): return prefix + (text ?? verbs.noCore)
        case .remarks(let text): return text
        case .usage(let text), .failed(let text), .interrupted(let text): return prefix + text
        }
    }
}
