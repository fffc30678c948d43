/// A part of the table of sentences that keeps its names to itself: `language.verbs.noCore`.
protocol Chapter: Sendable {
    var language: Language { get }
}

extension Chapter {
    func say(_ english: @autoclosure () -> String, _ russian: @autoclosure () -> String) -> String {
        language.say(english(), russian())
    }
}

extension Language {
    package var verbs: VerbWords { VerbWords(language: self) }
    package var describe: DescribeWords { DescribeWords(language: self) }
    package var statusTable: StatusWords { StatusWords(language: self) }
    package var program: ProgramWords { ProgramWords(language: self) }
    package var help: HelpWords { HelpWords(language: self) }
    package var file: FileWords { FileWords(language: self) }
}
