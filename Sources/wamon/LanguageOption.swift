import ArgumentParser
import Wording

/// `--lang`, an option of every verb. It has been obeyed before the parser sees a word (`Wamon.words`), or else
/// the help would not be in that language: here it stands for its line in the help and for completions.
struct LanguageOption: ParsableArguments, Sendable {
    @Option(help: .said(\.optionLanguage, \.aLanguage))
    var lang: String?
}

extension Wamon {
    static var help: HelpWords { words.help }
}

extension ArgumentHelp {
    /// - Parameter value: the word that stands for the value.
    static func said(
        _ sentence: KeyPath<HelpWords, String>, _ value: KeyPath<HelpWords, String>? = nil
    ) -> ArgumentHelp {
        ArgumentHelp(Wamon.help[keyPath: sentence], valueName: value.map { Wamon.help[keyPath: $0] })
    }
}
