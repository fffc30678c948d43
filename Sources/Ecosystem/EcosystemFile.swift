/// The ecosystem file: where it is looked for, and how it is read.
package enum EcosystemFile {
    /// First choice first.
    package static let names = [
        "ecosystem.json", "ecosystem.config.json", "ecosystem.yaml", "ecosystem.yml", "ecosystem.config.js",
        "ecosystem.config.cjs", "ecosystem.config.mjs", "process.json", "pm2.json",
    ]
    /// Bytes; a longer file is refused.
    package static let largest = 1 << 20

    /// The absolute path of the file a folder offers, nil when it has none.
    /// - Parameter directory: absolute.
    package static func locate(in directory: String, files: any FileProbe = SystemFiles()) -> String? {
        names.map { Path.resolve($0, in: directory) }.first {
            if case .file = files.kind(of: $0) { true } else { false }
        }
    }

    /// Whether a word names a configuration rather than a script: `x.json`, `x.yaml`, `x.yml`, `x.config.js`
    /// (`.cjs`, `.mjs`), as PM2 tells them apart.
    package static func isNamed(_ word: String) -> Bool {
        let base = Path.base(word)
        switch SourceFormat(of: base) {
        case .json: return Path.fileExtension(base) == ".json"
        case .yaml: return true
        case .javaScript: return Path.withoutExtension(base).hasSuffix(".config")
        }
    }

    /// - Parameters:
    ///   - path: relative to the context's directory; shown in diagnostics as it is given.
    ///   - environmentName: NAME of `--env NAME`: `env_NAME` is laid over `env`.
    /// - Throws: every problem of the file at once.
    package static func load(
        path: String, environmentName: String? = nil, context: LoadContext
    ) throws(EcosystemFailure) -> Loaded {
        let absolute = Path.resolve(path, in: context.currentDirectory)
        let opened = try SourceFormat(of: absolute).open(absolute, shownAs: path, context: context)
        let document = Document(
            opened.value, folder: Path.folder(absolute), findings: opened.findings)
        var loaded = try decode(
            document.apps, of: absolute, folder: Path.folder(absolute), environmentName: environmentName,
            context: context,
            findings: opened.findings)
        loaded.path = absolute
        loaded.theme = document.settings.theme
        loaded.exitPolicy = document.settings.exitPolicy
        loaded.http = document.settings.http
        loaded.hooks = document.settings.hooks
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
            [Document.App(members: members, offset: 0)], of: nil, folder: context.currentDirectory,
            environmentName: environmentName, context: context,
            findings: Findings(source: SourceText(file: nil, bytes: []), places: .none))
    }

    private static func decode(
        _ members: [Document.App], of file: String?, folder: String, environmentName: String?,
        context: LoadContext,
        findings: Findings
    ) throws(EcosystemFailure) -> Loaded {
        let apps = members.map { app in
            AppDecoder(
                app.members, at: app.offset, of: file, folder: folder, environmentName: environmentName,
                context: context,
                findings: findings
            ).decode()
        }
        FleetCheck(apps: apps, findings: findings).run(environmentName: environmentName)
        Unsupported(members.map(\.members)).report(to: findings)
        if findings.errors > 0 { throw EcosystemFailure(diagnostics: findings.diagnostics) }
        return Loaded(path: nil, specs: FleetCheck.resolved(apps), warnings: findings.diagnostics, theme: nil)
    }
}
