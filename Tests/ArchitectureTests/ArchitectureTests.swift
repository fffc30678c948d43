import Testing

/// What docs/design.md says of the modules, held against the sources themselves.
@Suite struct ArchitectureTests {
    private let sources: SourceTree

    init() throws {
        sources = try SourceTree("Sources")
        try #require(sources.files.count > 100, "the sources are not where they were")
    }

    /// The arrows. A module that is not here may not exist; a new arrow is put here on purpose.
    private static let arrows: [String: Set<String>] = [
        "Supervision": [],
        "Screen": [],
        "Matching": ["CPCRE2"],
        "Ecosystem": ["CYaml", "Supervision", "Wording"],
        "Kernel": ["CLinux", "Supervision"],
        "Journal": ["CLinux", "CZlib", "Kernel", "Supervision"],
        "Vitals": ["Kernel", "Supervision"],
        "Control": ["Kernel", "Supervision"],
        "Exporter": ["HTTP", "Kernel", "Supervision", "Wording"],
        "HTTP": ["Kernel", "Supervision"],
        "Health": ["HTTP", "Kernel", "Supervision"],
        "Hooks": ["HTTP", "Kernel", "Supervision"],
        "Runtime": ["Health", "Hooks", "Journal", "Kernel", "Supervision", "Vitals"],
        "Scrollback": ["CLinux", "Journal", "Kernel", "Matching", "Supervision"],
        "Wording": ["Supervision"],
        "Monitor": ["Matching", "Screen", "Supervision", "Wording"],
        "Verbs": ["Journal", "Monitor", "Screen", "Supervision", "Wording"],
        "Curses": ["CNcurses", "Screen"],
        "wamon": [
            "Control", "Curses", "Ecosystem", "Exporter", "Journal", "Kernel", "Monitor", "Runtime", "Screen",
            "Scrollback", "Supervision", "Verbs", "Vitals", "Wording",
        ],
        "WamonTesting": ["Kernel", "Screen", "Supervision"],
        "DemoServices": [],
    ]
    /// What comes from outside, beside the standard library.
    private static let outside: [String: Set<String>] = [
        "Ecosystem": ["Glibc"],
        "Kernel": ["Glibc", "HeapModule", "Synchronization"],
        "Journal": ["DequeModule", "Glibc", "Synchronization"],
        "Vitals": ["Glibc"],
        "HTTP": ["Glibc"],
        "Control": ["FoundationEssentials", "Glibc", "Synchronization"],
        "Exporter": ["Glibc", "Synchronization"],
        "Hooks": ["Glibc"],
        "Runtime": ["Synchronization"],
        "Scrollback": ["Glibc", "Synchronization"],
        "Verbs": ["Glibc", "Synchronization"],
        "Curses": ["Glibc"],
        "wamon": ["ArgumentParser", "Glibc"],
        "WamonTesting": ["Glibc"],
        "DemoServices": ["FlyingFox", "FlyingSocks", "Foundation", "Glibc"],
    ]

    @Test func `each module imports exactly what its arrows say`() {
        var seen: [String: Set<String>] = [:]
        for file in sources.files { seen[file.module, default: []].formUnion(file.imports) }
        var meant = Self.arrows
        for (module, names) in Self.outside { meant[module]?.formUnion(names) }
        for module in Set(seen.keys).union(meant.keys).sorted() {
            #expect(seen[module, default: []].sorted() == meant[module]?.sorted(), "\(module)")
        }
    }

    @Test func `what decides and what draws is the standard library alone`() {
        for module in ["Supervision", "Screen"] {
            let imports = sources.files.filter { $0.module == module }.flatMap(\.imports)
            #expect(imports == [], "\(module)")
        }
        let monitor = sources.files.filter { $0.module == "Monitor" }.flatMap(\.imports)
        #expect(Set(monitor) == ["Matching", "Screen", "Supervision", "Wording"])
    }

    @Test func `Foundation is in nothing that wamon is linked from, and its essentials where JSON is coded`()
    {
        let users = sources.files.filter { $0.imports.contains("Foundation") }
        #expect(Set(users.map(\.module)) == ["DemoServices"])
        let coders = sources.files.filter { $0.imports.contains("FoundationEssentials") }
        #expect(Set(coders.map(\.path)) == ["Control/Wire.swift"])
    }

    @Test
    func
        `clocks are read and time is waited for in Kernel, Hooks and Runtime, and by the screen and the verbs`()
    {
        let clocks = [
            "clock_gettime", "gettimeofday", "time(nil", "ContinuousClock", "SuspendingClock", "Date()",
            "sleep(", "usleep(", "nanosleep(", "napms(", "Task.sleep", "Moment.read", "at: .read",
            "now: .read", "Loop.now",
        ]
        let readers = sources.paths(with: clocks) {
            !["Hooks", "Kernel", "Runtime", "DemoServices"].contains($0.module)
        }
        #expect(
            readers == [
                "wamon/AppFile.swift", "wamon/Monit.swift", "wamon/MonitorScreen.swift", "wamon/Verb.swift",
            ])
    }

    @Test func `no test waits for time to pass, but for what is to happen`() throws {
        let waits = ["sleep(", "usleep(", "nanosleep(", "Task.sleep", "Thread.sleep"]
        // One looks again every 20 ms at what other processes have done, with a deadline; the other is run by
        // tests as a child.
        let meant: Set<String> = ["EndToEndTests/Until.swift", "Fixture/Basics.swift"]
        #expect(try SourceTree("Tests").paths(with: waits).subtracting(meant) == [])
    }

    @Test func `nothing is public`() {
        #expect(sources.lines(with: ["public "]) == [])
    }

    @Test func `a type is named for what it is, and no function gets`() {
        let kinds = ["struct ", "class ", "enum ", "actor ", "protocol ", "typealias "]
        let vague = sources.lines(with: kinds).filter { line in
            ["Manager", "Helper", "Util", "Handler", "Service"].contains { word in
                line.split(whereSeparator: { !$0.isLetter }).contains { $0.hasSuffix(word) }
            }
        }
        #expect(vague == [])
        #expect(sources.lines(with: ["func get"]) == [])
    }

    @Test func `a file fits the mind`() {
        let long = sources.files.filter { $0.lineCount > 300 }.map { "\($0.path): \($0.lineCount)" }
        #expect(long == [])
    }

    @Test func `nothing is left for later, and nothing traps but on purpose`() {
        let traps = sources.lines(with: ["try!", "as!", "fatalError("]) { $0.module != "DemoServices" }
        #expect(traps == [])
        let notes = sources.files.filter { file in
            let text = String(decoding: file.text, as: UTF8.self)
            return ["TODO", "FIXME"].contains { text.contains($0) }
        }
        #expect(notes.map(\.path) == [])
    }
}
