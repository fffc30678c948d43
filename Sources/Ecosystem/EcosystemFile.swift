/// The ecosystem file: where it is looked for, and how it is read.
package enum EcosystemFile {
    /// What a folder offers.
    package enum Location: Hashable, Sendable {
        /// Absolute path.
        case found(String)
        /// Only a file that wamon cannot read yet; the diagnostic says how to convert it.
        case needsConversion(String, Diagnostic)
        case absent
    }

    /// Read as they are, first choice first.
    package static let names = ["ecosystem.json", "ecosystem.config.json", "process.json", "pm2.json"]
    /// Known, but they need an evaluation.
    package static let foreignNames = [
        "ecosystem.config.js", "ecosystem.config.cjs", "ecosystem.config.mjs", "ecosystem.yaml",
        "ecosystem.yml",
    ]
    /// Bytes; a longer file is refused.
    package static let largest = 1 << 20

    /// - Parameter directory: absolute.
    package static func locate(in directory: String, files: any FileProbe = SystemFiles()) -> Location {
        func exists(_ name: String) -> Bool {
            if case .file = files.kind(of: Path.resolve(name, in: directory)) { true } else { false }
        }
        if let name = names.first(where: exists) { return .found(Path.resolve(name, in: directory)) }
        if let name = foreignNames.first(where: exists) {
            return .needsConversion(Path.resolve(name, in: directory), needsConversion(name))
        }
        return .absent
    }

    /// - Parameters:
    ///   - path: relative to the context's directory; shown in diagnostics as it is given.
    ///   - environmentName: NAME of `--env NAME`: `env_NAME` is laid over `env`.
    /// - Throws: every problem of the file at once.
    package static func load(
        path: String, environmentName: String? = nil, context: LoadContext
    ) throws(EcosystemFailure) -> Loaded {
        let absolute = Path.resolve(path, in: context.currentDirectory)
        let source = try read(absolute, shownAs: path, files: context.files)
        let findings = Findings(source: source)
        guard let value = parse(source, findings) else {
            throw EcosystemFailure(diagnostics: findings.diagnostics)
        }
        let document = Document(value, findings: findings)
        var loaded = try decode(
            document.apps, folder: Path.folder(absolute), environmentName: environmentName, context: context,
            findings: findings)
        loaded.path = absolute
        loaded.theme = document.theme
        return loaded
    }

    /// One app put together by the command line (`wamon start app.js --name web -- --port 80`): the same
    /// fields, checks and sentences as in a file, without places. Paths are relative to the context's
    /// directory; null stands for an option that is not given.
    package static func load(
        app fields: [(name: String, value: Value.Content)], environmentName: String? = nil,
        context: LoadContext
    ) throws(EcosystemFailure) -> Loaded {
        let members = fields.enumerated().map { index, field in
            Value.Member(key: field.name, keyOffset: index, value: Value(offset: index, content: field.value))
        }
        return try decode(
            [Document.App(members: members, offset: 0)], folder: context.currentDirectory,
            environmentName: environmentName, context: context,
            findings: Findings(source: SourceText(file: "command line", bytes: []), isPlaced: false))
    }

    private static func decode(
        _ members: [Document.App], folder: String, environmentName: String?, context: LoadContext,
        findings: Findings
    ) throws(EcosystemFailure) -> Loaded {
        let apps = members.map { app in
            AppDecoder(
                app.members, at: app.offset, folder: folder, environmentName: environmentName,
                context: context,
                findings: findings
            ).decode()
        }
        FleetCheck(apps: apps, findings: findings).run(environmentName: environmentName)
        Unsupported(members.map(\.members)).report(to: findings)
        if findings.errors > 0 { throw EcosystemFailure(diagnostics: findings.diagnostics) }
        return Loaded(path: nil, specs: FleetCheck.resolved(apps), warnings: findings.diagnostics, theme: nil)
    }

    // MARK: - From bytes to a value

    private static func read(
        _ absolute: String, shownAs file: String, files: any FileProbe
    ) throws(EcosystemFailure) -> SourceText {
        if [".js", ".cjs", ".mjs", ".yaml", ".yml"].contains(Path.fileExtension(absolute)) {
            throw EcosystemFailure(diagnostics: [needsConversion(file)])
        }
        do {
            let bytes = try files.read(absolute, limit: largest + 1)
            if bytes.count <= largest { return SourceText(file: file, bytes: bytes) }
        } catch {
            throw refusal(file, "cannot be read: \(error.reason)")
        }
        throw refusal(file, "larger than 1 MiB; an ecosystem file is far smaller")
    }

    private static func parse(_ source: SourceText, _ findings: Findings) -> Value? {
        var reader = Reader(source)
        defer {
            for double in reader.duplicates {
                let line = source.line(of: double.firstOffset)
                findings.warning(
                    at: double.offset,
                    "\(Quoted.text(double.key)) is given twice, first in line \(line); the last one is used")
            }
        }
        do {
            return try reader.read()
        } catch {
            findings.error(at: error.offset, error.sentence)
            return nil
        }
    }

    // MARK: - Sentences

    private static func refusal(_ file: String, _ sentence: String) -> EcosystemFailure {
        let diagnostic = Diagnostic(file: file, line: nil, column: nil, severity: .error, sentence: sentence)
        return EcosystemFailure(diagnostics: [diagnostic])
    }

    private static func needsConversion(_ file: String) -> Diagnostic {
        let name = Path.base(file)
        let sentence =
            if Path.fileExtension(name).hasPrefix(".y") {
                "YAML cannot be read yet, support is coming; until then write it as ecosystem.json"
            } else {
                "JavaScript cannot be read yet, support is coming; until then convert it: \(conversion(of: name))"
            }
        return Diagnostic(file: file, line: nil, column: nil, severity: .error, sentence: sentence)
    }

    /// The command that turns a configuration in JavaScript into one that can be read.
    static func conversion(of name: String) -> String {
        "node -p 'JSON.stringify(require(\"./\(name)\"),null,2)' > ecosystem.json"
    }
}
