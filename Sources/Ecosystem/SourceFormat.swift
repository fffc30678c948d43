import Wording

/// How an ecosystem file is written; its name says so.
enum SourceFormat {
    case json, yaml, javaScript

    init(of path: String) {
        switch Path.fileExtension(path).lowercased() {
        case ".js", ".cjs", ".mjs": self = .javaScript
        case ".yaml", ".yml": self = .yaml
        default: self = .json
        }
    }

    /// The file as a value, and where to put remarks on it.
    struct Opened {
        var value: Value
        var findings: Findings
    }

    func open(
        _ absolute: String, shownAs file: String, context: LoadContext, limit: Int = EcosystemFile.largest
    ) throws(EcosystemFailure) -> Opened {
        let source = try SourceFormat.read(absolute, shownAs: file, files: context.files, limit: limit)
        switch self {
        case .javaScript:
            let evaluated = try JavaScriptFile(absolute: absolute, name: file, context: context).evaluate()
            return Opened(
                value: evaluated.value,
                findings: Findings(source: evaluated.source, places: .paths(evaluated.value)))
        case .json: return try SourceFormat.json(source)
        case .yaml: return try SourceFormat.yaml(source)
        }
    }

    // MARK: - Text

    private static func json(_ source: SourceText) throws(EcosystemFailure) -> Opened {
        let findings = Findings(source: source)
        var reader = Reader(source)
        let value = attempt(findings) { () throws(Reader.SyntaxError) in try reader.read() }
        return try opened(value, reader.duplicates, findings)
    }

    private static func yaml(_ source: SourceText) throws(EcosystemFailure) -> Opened {
        let findings = Findings(source: source)
        let outcome = attempt(findings) { () throws(Reader.SyntaxError) in try YamlReader.read(source) }
        if let second = outcome?.secondDocument {
            findings.warning(at: second) { $0.secondDocument }
        }
        return try opened(outcome?.value, outcome?.duplicates ?? [], findings)
    }

    private static func attempt<Read>(
        _ findings: Findings, _ read: () throws(Reader.SyntaxError) -> Read
    ) -> Read? {
        do throws(Reader.SyntaxError) { return try read() } catch {
            findings.error(at: error.offset, error.sentence)
            return nil
        }
    }

    private static func opened(
        _ value: Value?, _ duplicates: [Reader.DuplicateKey], _ findings: Findings
    ) throws(EcosystemFailure) -> Opened {
        for double in duplicates {
            let line = findings.source.line(of: double.firstOffset)
            findings.warning(at: double.offset) { $0.givenTwice(Quoted.text(double.key), firstLine: line) }
        }
        guard let value else { throw EcosystemFailure(diagnostics: findings.diagnostics) }
        return Opened(value: value, findings: findings)
    }

    // MARK: - The bytes

    private static func read(
        _ absolute: String, shownAs file: String, files: any FileProbe, limit: Int
    ) throws(EcosystemFailure) -> SourceText {
        do {
            let bytes = try files.read(absolute, limit: limit + 1)
            if bytes.count <= limit { return SourceText(file: file, bytes: bytes) }
        } catch {
            let errno = error.errno
            throw refusal(file) { $0.unreadable(errno) }
        }
        throw refusal(file) { $0.tooLarge(limit >> 20) }
    }

    private static func refusal(_ file: String, _ say: (FileWords) -> String) -> EcosystemFailure {
        let diagnostic = Diagnostic(
            file: file, line: nil, column: nil, severity: .error, sentence: Sentence { say($0.file) })
        return EcosystemFailure(diagnostics: [diagnostic])
    }
}
