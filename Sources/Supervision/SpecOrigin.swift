/// Where a value of a spec came from.
package enum SpecOrigin: Hashable, Sendable {
    /// Nobody said anything.
    case standard
    /// `line` 0: the file was evaluated, nobody knows where in it.
    case file(path: String, line: Int)
    /// `env_NAME`, laid over `env`.
    case environment(name: String)
    /// An option, or a command later on (`scale`).
    case commandLine
}

/// Where the values of one spec came from, by the names the fields have in an ecosystem file; a variable of
/// `env` is "env.PORT". What is absent is `standard`.
///
/// All of them are equal: a spec that says the same somewhere else in its file is the same spec, and nobody is
/// restarted because a line was put in above.
package struct SpecOrigins: Sendable {
    /// Path to field to line. Together, as a spec has twenty of them from one file.
    private var files: [String: [String: Int]] = [:]
    private var environments: [String: Set<String>] = [:]
    private var options: Set<String> = []

    package init() {}

    package var isEmpty: Bool { files.isEmpty && environments.isEmpty && options.isEmpty }

    package subscript(field: String) -> SpecOrigin {
        get { byField[field] ?? .standard }
        set {
            for path in Array(files.keys) { files[path]?[field] = nil }
            for name in Array(environments.keys) { environments[name]?.remove(field) }
            options.remove(field)
            switch newValue {
            case .standard: break
            case .file(let path, let line): files[path, default: [:]][field] = line
            case .environment(let name): environments[name, default: []].insert(field)
            case .commandLine: options.insert(field)
            }
        }
    }

    package var byField: [String: SpecOrigin] {
        var all: [String: SpecOrigin] = [:]
        for (path, fields) in files {
            for (field, line) in fields { all[field] = .file(path: path, line: line) }
        }
        for (name, fields) in environments { for field in fields { all[field] = .environment(name: name) } }
        for field in options { all[field] = .commandLine }
        return all
    }
}

extension SpecOrigins: Hashable {
    package static func == (a: SpecOrigins, b: SpecOrigins) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
}

extension SpecOrigins: Codable {
    private enum CodingKeys: String, CodingKey { case files, environments, options }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        files = try fields.decodeIfPresent([String: [String: Int]].self, forKey: .files) ?? [:]
        environments = try fields.decodeIfPresent([String: Set<String>].self, forKey: .environments) ?? [:]
        options = try fields.decodeIfPresent(Set<String>.self, forKey: .options) ?? []
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        if !files.isEmpty { try fields.encode(files, forKey: .files) }
        if !environments.isEmpty {
            try fields.encode(environments.mapValues { $0.sorted() }, forKey: .environments)
        }
        if !options.isEmpty { try fields.encode(options.sorted(), forKey: .options) }
    }
}

// What has none says nothing of them: a spec of an older wamon, or one that a person wrote.
extension KeyedEncodingContainer {
    mutating func encode(_ value: SpecOrigins, forKey key: Key) throws {
        try encodeIfPresent(value.isEmpty ? nil : value, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: SpecOrigins.Type, forKey key: Key) throws -> SpecOrigins {
        try decodeIfPresent(type, forKey: key) ?? SpecOrigins()
    }
}
