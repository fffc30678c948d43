import Ecosystem
import Supervision
import Testing
import Wording

/// Files mutated at random, by a seed: no crash, and always specs to run or an error to show.
@Suite struct FuzzTests {
    static let seeds = [
        "{apps:[{script:\"app.js\",args:\"-p 'x y'\",env:{A:1,B:{c:[true]}},env_x:{A:2}}],wamon:{theme:\"nord\"}}",
        "[{name:'a',script:'app.js',instances:2,increment_var:'PORT',port:3000,exec_mode:'fork',uid:0,gid:'g'}]",
        "// c\n{exec:'npx',args:['next',5],max_memory_restart:'400M',min_uptime:'10s',kill_signal:'SIGTERM'}",
        "[{script:'app.js',log_rotate:{max_size:'1M',keep:3},log_file:true,time:true,env_file:'.env'}]",
        "{\"apps\":[{\"script\":\"app.js\",\"name\":\"a\"},{\"script\":\"app.js\",\"name\":\"b\",\"depends_on\":[\"a\"]}],\"deploy\":{}}",
        "{script:'./server/index.js',cwd:'.',interpreter:'node',stop_exit_codes:[0,3],filter_env:['X_'],watch:true}",
    ]

    static let yaml = [
        "x-c: &c\n  restart_delay: 4000\n  env: {A: 1, B: yes}\napps:\n  - <<: *c\n    script: app.js\n    args: [100, \"5\"]\n",
        "- script: |-\n    app.js\n  name: >-\n    a\n    b\n  autorestart: !!bool \"true\"\n  max_memory_restart: 400M\n",
        "script: 'npx'\nname: \"\\u00e9\\x41\"\n? env\n: {\"<<\": 1, 0x1F: .5}\ninstances: 2\nincrement_var: PORT\n",
    ]

    static let tokens = [
        "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "\\u", "\\uD83D", "\\u{41}", "//", "/*", "*/", "null",
        "true",
        "-1", "0x", "1e999", "99999999999999999999", ".5", "\"\"", "\n", "\u{0}", "\u{FEFF}", "é", "😀",
        "\"10s\"",
        "\"1G\"", "name", "script", "env_", "env_file", "instances", "depends_on", "port", "__proto__",
        "apps",
    ].map { Array($0.utf8) }

    static func mutate(_ bytes: inout [UInt8], with random: inout SplitMix) {
        let at = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.replaceSubrange(at..<end, with: [])
        case 1: bytes.insert(contentsOf: tokens.randomElement(using: &random)!, at: at)
        case 2: bytes.replaceSubrange(at..<end, with: tokens.randomElement(using: &random)!)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 4 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
        default: bytes.removeLast(Int.random(in: 0...bytes.count / 8, using: &random))
        }
    }

    @Test(arguments: ["e.json", "e.yaml"], 1...3 as ClosedRange<UInt64>)
    func `two thousand mutated files are answered`(name: String, seed: UInt64) {
        var random = SplitMix(state: seed)
        let seeds = (name == "e.yaml" ? Self.yaml : Self.seeds).map { Array($0.utf8) }
        let files = FakeFiles(
            entries: Bench.system.merging(["/app/.env": .file("A=1\n", executable: false)]) { $1 })
        var loadable = 0
        for round in 0..<2000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, with: &random) }
            let context = LoadContext(
                currentDirectory: "/app", environment: Bench.environment, cpuCount: 2,
                files: OneFile(name: name, bytes: bytes, others: files))
            let complaint = Self.isSound(name, in: context)
            if complaint == nil { loadable += 1 }
            if let complaint, complaint != "refused" {
                Issue.record(
                    "seed \(seed), round \(round): \(complaint)\n\(String(decoding: bytes, as: UTF8.self))")
            }
        }
        // The mutations must reach behind the reader, or nothing is tested.
        #expect(loadable > 100)
    }

    /// Nil when it loads and is whole, "refused" when it is refused as it should be, else what is wrong.
    static func isSound(_ name: String, in context: LoadContext) -> String? {
        do {
            let loaded = try EcosystemFile.load(path: name, environmentName: "x", context: context)
            if loaded.specs.isEmpty { return "neither specs nor an error" }
            if loaded.warnings.contains(where: { $0.severity == .error }) {
                return "an error among the warnings"
            }
            for spec in loaded.specs {
                if spec.name.isEmpty || !spec.executable.hasPrefix("/") || !spec.cwd.hasPrefix("/") {
                    return "half a spec"
                }
                if !(1...1000).contains(spec.instances) || spec.stop.timeout < .zero { return "out of range" }
            }
            return wellFormed(loaded.warnings) ? again(loaded, in: context) : "a bad diagnostic"
        } catch {
            if !error.diagnostics.contains(where: { $0.severity == .error }) {
                return "refused without an error"
            }
            return wellFormed(error.diagnostics) ? "refused" : "a bad diagnostic"
        }
    }

    /// Nil when what `check` would print holds the same apps.
    static func again(_ loaded: Loaded, in context: LoadContext) -> String? {
        var context = context
        let printed = EcosystemFile.rendered(loaded)
        guard let file = context.files as? OneFile else { return nil }
        context.files = OneFile(name: "e.json", bytes: Array(printed.utf8), others: file.others)
        do {
            let same = try EcosystemFile.load(path: "e.json", context: context)
            return same.specs == loaded.specs.map(RenderingTests.asPrinted) ? nil : "printed as other apps"
        } catch {
            return "printed as what cannot be read: \(error.rendered(in: .english))"
        }
    }

    static func wellFormed(_ diagnostics: [Diagnostic]) -> Bool {
        diagnostics.allSatisfy { diagnostic in
            (diagnostic.line ?? 1) >= 1 && (diagnostic.column ?? 1) >= 1
                && !diagnostic.sentence[.english].isEmpty
                && diagnostic.sentence[.english].utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        }
    }
}

/// One file of its own over the bench's.
struct OneFile: FileProbe {
    var name: String
    var bytes: [UInt8]
    var others: FakeFiles

    func kind(of path: String) -> FileKind { others.kind(of: path) }

    func read(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
        path == "/app/\(name)" ? bytes : try others.read(path, limit: limit)
    }
}

/// A small generator whose seed replays a run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
