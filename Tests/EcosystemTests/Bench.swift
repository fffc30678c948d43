import Ecosystem
import Supervision
import Wording

/// A file system in a dictionary.
struct FakeFiles: FileProbe {
    enum Entry {
        case folder
        case file(String, executable: Bool)
        case bytes([UInt8])
        case unreadable(Int32)
    }

    var entries: [String: Entry]

    func kind(of path: String) -> FileKind {
        switch entries[path] {
        case .folder: .folder
        case .file(_, let executable): .file(executable: executable)
        case .bytes, .unreadable: .file(executable: false)
        case nil: .missing
        }
    }

    func read(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
        switch entries[path] {
        case .file(let text, _): return Array(text.utf8.prefix(limit))
        case .bytes(let bytes): return Array(bytes.prefix(limit))
        case .unreadable(let errno): throw UnreadableFile(errno: errno)
        case .folder: throw UnreadableFile(errno: 21)
        case nil: throw UnreadableFile(errno: 2)
        }
    }
}

/// A container with node, python and bash in it, and the customer's folder at /app.
enum Bench {
    static let system: [String: FakeFiles.Entry] = [
        "/app": .folder,
        "/app/server": .folder,
        "/app/server/index.js": .file("require('express')", executable: false),
        "/app/app.js": .file("", executable: false),
        "/usr/bin/node": .file("\u{7F}ELF", executable: true),
        "/usr/bin/npx": .file("#!/usr/bin/env node\n", executable: true),
        "/usr/bin/bash": .file("\u{7F}ELF", executable: true),
        "/usr/bin/python3": .file("\u{7F}ELF", executable: true),
        "/usr/bin/ruby": .file("\u{7F}ELF", executable: true),
        "/usr/bin/perl": .file("\u{7F}ELF", executable: true),
        "/usr/bin/php": .file("\u{7F}ELF", executable: true),
    ]

    static let environment = ["PATH": "/usr/local/bin:/usr/bin", "HOME": "/root"]

    static func context(
        _ extra: [String: FakeFiles.Entry] = [:], environment: [String: String] = environment,
        cpuCount: Int = 4
    ) -> LoadContext {
        let files = FakeFiles(entries: system.merging(extra) { $1 })
        return LoadContext(
            currentDirectory: "/app", environment: environment, cpuCount: cpuCount, files: files)
    }

    /// Loads `text` as /app/ecosystem.json.
    static func load(
        _ text: String, env: String? = nil, with extra: [String: FakeFiles.Entry] = [:], cpuCount: Int = 4
    ) throws(EcosystemFailure) -> Loaded {
        try load(Array(text.utf8), env: env, with: extra, cpuCount: cpuCount)
    }

    static func load(
        _ bytes: [UInt8], env: String? = nil, with extra: [String: FakeFiles.Entry] = [:], cpuCount: Int = 4
    ) throws(EcosystemFailure) -> Loaded {
        var entries = extra
        entries["/app/ecosystem.json"] = .bytes(bytes)
        return try EcosystemFile.load(
            path: "ecosystem.json", environmentName: env, context: context(entries, cpuCount: cpuCount))
    }

    /// The one spec of `{"script": "app.js", FIELDS}`.
    static func spec(
        _ fields: String, env: String? = nil, with extra: [String: FakeFiles.Entry] = [:], cpuCount: Int = 4
    ) throws(EcosystemFailure) -> ProcessSpec {
        try load("{\"script\": \"app.js\", \(fields)}", env: env, with: extra, cpuCount: cpuCount).specs[0]
    }

    /// Everything said about the file, a line each.
    static func remarks(
        _ text: String, env: String? = nil, with extra: [String: FakeFiles.Entry] = [:]
    ) -> [String] {
        remarks(Array(text.utf8), env: env, with: extra)
    }

    static func remarks(
        _ bytes: [UInt8], env: String? = nil, with extra: [String: FakeFiles.Entry] = [:]
    ) -> [String] {
        do {
            return try load(bytes, env: env, with: extra).warnings.map { $0.rendered(in: .english) }
        } catch {
            return error.diagnostics.map { $0.rendered(in: .english) }
        }
    }

    /// Said about `{"script": "app.js", FIELDS}`, without the file's name; columns count from FIELDS.
    static func remarks(on fields: String, env: String? = nil, with extra: [String: FakeFiles.Entry] = [:])
        -> [String]
    {
        remarks("{\"script\": \"app.js\",\n\(fields)}", env: env, with: extra).map {
            String($0.dropFirst("ecosystem.json:".count))
        }
    }
}
