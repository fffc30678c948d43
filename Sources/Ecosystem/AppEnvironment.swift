import Supervision
import Wording

/// The variables of one app: `env_file`, over it `env`, over it the chosen `env_NAME`.
struct AppEnvironment {
    static let largestFile = 1 << 20

    let fields: AppFields
    let folder: String
    let context: LoadContext
    private(set) var variables: [String: String] = [:]
    /// By the names of the variables.
    private(set) var origins: [String: SpecOrigin] = [:]

    /// - Parameter file: what the fields are from; nil: the command line.
    init(fields: AppFields, of file: String?, name: String?, folder: String, context: LoadContext) {
        self.fields = fields
        self.folder = folder
        self.context = context
        for file in fields.located(.envFile) ?? [] { read(file.word, namedAt: file.offset) }
        lay(fields.members(.env) ?? [], key: "env") { member in
            file.map { .file(path: $0, line: fields.findings.line(of: member.keyOffset)) } ?? .commandLine
        }
        // The ones not chosen are checked as well: a mistake there would surface in production only.
        for (other, entry) in fields.environments.sorted(by: { $0.key < $1.key }) where !entry.value.isNull {
            let before = (variables, origins)
            guard case .object(let members) = entry.value.content else {
                let _: Never? = fields.mismatch(entry, .env)
                continue
            }
            lay(members, key: entry.key) { _ in .environment(name: other) }
            if other != name { (variables, origins) = before }
        }
    }

    // MARK: - Layers

    private mutating func lay(
        _ members: [Value.Member], key: String, origin: (Value.Member) -> SpecOrigin
    ) {
        for member in members {
            guard Dotenv.isName(member.key) else {
                fields.findings.error(at: member.keyOffset) { $0.notAVariable(key, Quoted.text(member.key)) }
                continue
            }
            origins[member.key] = origin(member)
            switch member.value.content {
            case .text(let text): variables[member.key] = text
            case .number(let number): variables[member.key] = number.text
            case .flag(let flag): variables[member.key] = "\(flag)"
            case .null: variables[member.key] = nil
            case .array, .object: variables[member.key] = member.value.json
            }
        }
    }

    private mutating func read(_ file: String, namedAt offset: Int) {
        let path = Path.resolve(Path.expand(file, home: context.home), in: folder)
        let bytes: [UInt8]
        do {
            bytes = try context.files.read(path, limit: AppEnvironment.largestFile + 1)
        } catch {
            let errno = error.errno
            return fields.findings.error(at: offset) { $0.unreadableVariables(Quoted.text(path), errno) }
        }
        guard bytes.count <= AppEnvironment.largestFile else {
            return fields.findings.error(at: offset) { $0.variablesTooLarge(Quoted.text(path)) }
        }
        guard SourceText(file: path, bytes: bytes).firstInvalidByte == nil, !bytes.contains(0) else {
            return fields.findings.error(at: offset) { $0.variablesNotText(Quoted.text(path)) }
        }
        let dotenv = Dotenv(String(decoding: bytes, as: UTF8.self))
        variables.merge(dotenv.variables) { _, new in new }
        origins.merge(dotenv.lines.mapValues { .file(path: path, line: $0) }) { _, new in new }
        for bad in dotenv.badLines {
            fields.findings.add(
                Diagnostic(
                    file: file, line: bad.line, column: nil, severity: .warning, sentence: bad.sentence),
                namedAt: offset)
        }
    }
}
