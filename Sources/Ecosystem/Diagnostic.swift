/// One remark about an input file, with its place: what was found and what was expected.
package struct Diagnostic: Hashable, Sendable, Codable {
    /// An error means that nothing is started; a warning and a note do not.
    package enum Severity: String, Hashable, Sendable, Codable { case error, warning, note }

    /// The file as the user named it.
    package var file: String
    /// From 1; nil where the remark is about the file as a whole.
    package var line: Int?
    /// From 1, counted in characters.
    package var column: Int?
    package var severity: Severity
    /// One sentence without a full stop, never with a line break in it.
    package var sentence: String

    package init(file: String, line: Int?, column: Int?, severity: Severity, sentence: String) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.sentence = sentence
    }

    /// `ecosystem.json:12:18: error: …`, the form that compilers use and editors can jump to.
    package var rendered: String {
        var place = Quoted.plain(file)
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return "\(place): \(severity.rawValue): \(sentence)"
    }
}

/// The file cannot be used: every problem found in it, in the order of the file, warnings among them.
package struct EcosystemFailure: Error, Hashable, Sendable {
    package var diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// One line per diagnostic.
    package var rendered: String {
        diagnostics.map(\.rendered).joined(separator: "\n")
    }
}
