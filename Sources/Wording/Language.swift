/// A language wamon speaks on the screen and on the command line. What it says is in this module, and nowhere
/// else: one line for each thing said, in all languages side by side, so that none can lack a sentence.
/// What programs read (JSON, metrics, log files) is the same in every language.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case russian = "ru"

    /// The language a locale's name asks for: `ru_RU.UTF-8`, `ru`, `russian`; nil where wamon does not speak it.
    package init?(named name: some StringProtocol) {
        let bare = name.prefix { $0 != "_" && $0 != "." && $0 != "@" && $0 != "-" }.lowercased()
        switch bare {
        case "en", "english", "c", "posix": self = .english
        case "ru", "russian": self = .russian
        default: return nil
        }
    }

    /// As locale(7) has it: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides.
    package init(environment: [String: String]) {
        let wanted = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        self = wanted.flatMap { Language(named: $0) } ?? .english
    }

    /// One thing said in each language.
    func say(_ english: @autoclosure () -> String, _ russian: @autoclosure () -> String) -> String {
        switch self {
        case .english: english()
        case .russian: russian()
        }
    }

    /// The form of a noun that goes with a number: one, few and many of them (`строка`, `строки`, `строк`).
    static func form(_ count: Int, _ one: String, _ few: String, _ many: String) -> String {
        let (tens, ones) = (count.magnitude % 100, count.magnitude % 10)
        if ones == 1, tens != 11 { return one }
        return (2...4).contains(ones) && !(12...14).contains(tens) ? few : many
    }
}
