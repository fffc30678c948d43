package import Wording

/// One remark about an input file, with its place: what was found and what was expected.
package struct Diagnostic: Hashable, Sendable {
    /// An error means that nothing is started; a warning and a note do not.
    package enum Severity: String, Hashable, Sendable { case error, warning, note }

    /// The file as the user named it; nil: the command line.
    package var file: String?
    /// From 1; nil where the remark is about the file as a whole.
    package var line: Int?
    /// From 1, counted in characters.
    package var column: Int?
    package var severity: Severity
    /// One sentence without a full stop, never with a line break in it.
    package var sentence: Sentence

    package init(file: String?, line: Int?, column: Int?, severity: Severity, sentence: Sentence) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.sentence = sentence
    }

    /// `ecosystem.json:12:18: error: …`, the form that compilers use and editors can jump to.
    package func rendered(in language: Language) -> String {
        var place = file.map(Quoted.plain) ?? language.file.commandLine
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return "\(place): \(language.file.severity(severity.rawValue)): \(sentence[language])"
    }
}

/// The file cannot be used: every problem found in it, in the order of the file, warnings among them.
package struct EcosystemFailure: Error, Hashable, Sendable {
    package var diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// One line per diagnostic.
    package func rendered(in language: Language) -> String {
        diagnostics.map { $0.rendered(in: language) }.joined(separator: "\n")
    }
}
