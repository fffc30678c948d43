import Ecosystem
import Glibc
import Supervision
import Testing
import Wording

/// Which file is read, and what is said when it cannot be.
@Suite struct FilesTests {
    func locate(_ names: [String]) -> String? {
        let entries = names.map { ("/app/\($0)", FakeFiles.Entry.file("", executable: false)) }
        return EcosystemFile.locate(
            in: "/app", files: FakeFiles(entries: Dictionary(uniqueKeysWithValues: entries)))
    }

    @Test func `the names are tried in their order`() {
        let names = [
            "pm2.json", "process.json", "ecosystem.config.mjs", "ecosystem.config.cjs", "ecosystem.config.js",
            "ecosystem.yml", "ecosystem.yaml", "ecosystem.config.json", "ecosystem.json",
        ]
        for count in 1...names.count {
            #expect(locate(Array(names.prefix(count))) == "/app/\(names[count - 1])")
        }
        #expect(locate([]) == nil)
        #expect(locate(["package.json"]) == nil)
    }

    @Test func `a word names a file rather than a script by its end`() {
        for name in ["a.json", "/x/a.yml", "b.yaml", "b.config.js", "./b.config.cjs", "b.config.mjs"] {
            #expect(EcosystemFile.isNamed(name), "\(name)")
        }
        for name in ["app.js", "npm", "a.mjs", "config.js", ".config", "api.py", "json", ""] {
            #expect(!EcosystemFile.isNamed(name), "\(name)")
        }
    }

    @Test(arguments: [
        (FakeFiles.Entry.unreadable(13), "ecosystem.json: error: cannot be read: permission denied"),
        (.folder, "ecosystem.json: error: cannot be read: is a directory"),
    ])
    func `a file that cannot be read is said so`(entry: FakeFiles.Entry, expected: String) {
        let context = Bench.context(["/app/ecosystem.json": entry])
        let failure = #expect(throws: EcosystemFailure.self) {
            try EcosystemFile.load(path: "ecosystem.json", context: context)
        }
        #expect(failure?.rendered(in: .english) == expected)
    }

    @Test func `paths are relative to the file's folder wherever it is loaded from`() throws {
        let context = LoadContext(
            currentDirectory: "/home", environment: Bench.environment, cpuCount: 1,
            files: FakeFiles(
                entries: Bench.system.merging([
                    "/app/pm2.json": .file(#"{"script":"app.js","out":"o"}"#, executable: false)
                ]) { $1 }))
        let loaded = try EcosystemFile.load(path: "../app/pm2.json", context: context)
        #expect(loaded.path == "/app/pm2.json")
        #expect(loaded.specs[0].cwd == "/app")
        #expect(loaded.specs[0].logs.outFile == "/app/o")
    }

    @Test func `an app of the command line is checked as one of a file, without places`() throws {
        let fields: [(name: String, value: Value.Content)] = [
            ("script", .text("app.js")), ("name", .text("web")), ("max_memory_restart", .text("1G")),
            (
                "args",
                .array([Value(offset: 0, content: .text("--port")), Value(offset: 0, content: .text("80"))])
            ),
        ]
        var spec = ProcessSpec(name: "web", script: "app.js", executable: "/usr/bin/node", cwd: "/app")
        spec.arguments = ["/app/app.js", "--port", "80"]
        spec.memoryLimit = 1 << 30
        spec.readiness.channel = true
        let loaded = try EcosystemFile.load(app: fields, context: Bench.context())
        #expect(loaded == Loaded(path: nil, specs: [spec], warnings: [], theme: nil))

        let failure = #expect(throws: EcosystemFailure.self) {
            try EcosystemFile.load(
                app: [("script", .text("nope.js")), ("kill_timeout", .text("x"))], context: Bench.context())
        }
        #expect(
            failure?.diagnostics.map { $0.rendered(in: .english) } == [
                "command line: error: script: \"nope.js\" is neither a file in \"/app\" nor a command in PATH",
                "command line: error: kill_timeout: \"x\" is not a duration; expected milliseconds or a number with s, m or h",
            ])
    }

    @Test func `a file on the disk is loaded, and a pipe nobody writes to does not hang`() throws {
        var template = Array("/tmp/ecosystem-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) != nil }
        try #require(made)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { rmdir(folder) }
        let path = folder + "/ecosystem.json"
        let text = "{script: 'sh', args: '-c true'}"
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
        let context = LoadContext(currentDirectory: folder, environment: ["PATH": "/bin"], cpuCount: 1)
        #expect(EcosystemFile.locate(in: folder) == path)
        var spec = ProcessSpec(name: "sh", script: "sh", executable: "/bin/sh", cwd: folder)
        spec.arguments = ["-c", "true"]
        #expect(try EcosystemFile.load(path: "ecosystem.json", context: context).specs == [spec])
        unlink(path)

        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let failure = #expect(throws: EcosystemFailure.self) {
            try EcosystemFile.load(path: "ecosystem.json", context: context)
        }
        #expect(
            failure?.rendered(in: .english)
                == "ecosystem.json:1:1: error: the file is empty; expected an object or an array")
    }

    @Test func `the real file system is read`() throws {
        let files = SystemFiles()
        #expect(files.kind(of: "/") == .folder)
        #expect(files.kind(of: "/bin/sh") == .file(executable: true))
        #expect(files.kind(of: "/etc/passwd") == .file(executable: false))
        #expect(files.kind(of: "/nowhere/at/all") == .missing)
        #expect(try files.read("/etc/passwd", limit: 4).count == 4)
        #expect(throws: UnreadableFile(errno: 2)) { try files.read("/nowhere/at/all", limit: 1) }
        #expect(throws: UnreadableFile(errno: 21)) { try files.read("/", limit: 1) }
    }
}
