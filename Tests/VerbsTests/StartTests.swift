import Supervision
import Synchronization
import Testing
import Verbs

/// `start`, and what reads files anew: what is meant by a word, and what is sent for it.
@Suite struct StartTests {
    private static func spec(_ name: String) -> ProcessSpec {
        ProcessSpec(name: name, script: name, executable: "/bin/\(name)", cwd: "/")
    }

    /// A core that launches whatever it is asked to.
    private static func bench(_ snapshot: Snapshot = Sample.snapshot) -> Bench {
        Bench(
            FakeClient(snapshot) {
                $0.effect = { request, snapshot in
                    guard case .launch(let launch) = request else { return .done([]) }
                    let first = snapshot.processes.count + 10
                    let new = launch.specs.enumerated().map { index, spec in
                        Sample.process(first + index, spec.name, .online)
                    }
                    snapshot.processes += new
                    return .done(new.map(\.id))
                }
            })
    }

    private static func desk(_ bench: Bench, _ set: (inout Desk) -> Void = { _ in }) -> Desk {
        bench.desk { desk in
            desk.environment = ["A": "1"]
            desk.apps = { word, name throws(Refused) in
                switch word {
                case nil: FileApps(specs: [spec("here")])
                case "ecosystem.json": FileApps(specs: [spec("one"), spec("two" + (name ?? ""))])
                case "served.json": FileApps(specs: [spec("one")], http: ListenAddress(port: 9209))
                case "bad.json": throw .remarks("bad.json:1:1: error: found nothing")
                default: nil
                }
            }
            desk.input = { ["worker", "ecosystem.json"] }
            set(&desk)
        }
    }

    private static func launch(
        _ names: [String], _ manner: Launch.Manner = .start, updatesEnvironment: Bool = false
    ) -> Request {
        var launch = Launch(specs: names.map(spec))
        launch.manner = manner
        launch.environment = ["A": "1"]
        launch.updatesEnvironment = updatesEnvironment
        // Those of a file, which are its own even where it has none.
        launch.hooks = names.contains { $0.hasSuffix(".js") } ? nil : []
        return .launch(launch)
    }

    private static func options(_ set: (inout StartOptions) -> Void = { _ in }) -> StartOptions {
        var options = StartOptions()
        options.script = { word throws(Refused) in
            guard word.hasSuffix(".js") else { throw .usage("there is no script \(word)") }
            return [spec(word)]
        }
        set(&options)
        return options
    }

    @Test func `without a word it is the file of this folder`() async throws {
        let bench = Self.bench()
        try await Self.desk(bench).start([], Self.options())
        #expect(bench.client.sent == [Self.launch(["here"])])
        #expect(bench.out == ["started here (14)"])
    }

    @Test func `a known process comes before a file, and a file before a script`() async throws {
        let bench = Self.bench()
        try await Self.desk(bench).start(["ecosystem.json", "worker", "app.js"], Self.options())
        let workers = Selector.ids([InstanceID(2), InstanceID(3)])
        #expect(
            bench.client.sent == [
                .start(workers), Self.launch(["one", "two"]), Self.launch(["app.js"], .script),
            ])
        #expect(
            bench.out == [
                "started worker (2)", "started worker (3)", "started one (14)", "started two (15)",
                "started app.js (16)",
            ])
    }

    @Test func `standard input may name all of it`() async throws {
        let bench = Self.bench()
        try await Self.desk(bench).start(["-"], Self.options())
        #expect(bench.client.sent.count == 2)
    }

    @Test func `env, only, force and update-env are obeyed`() async throws {
        let bench = Self.bench()
        try await Self.desk(bench).start(
            ["ecosystem.json", "app.js", "worker"],
            Self.options {
                $0.environmentName = "production"
                $0.only = ["twoproduction"]
                $0.isForced = true
                $0.updatesEnvironment = true
            })
        let workers = Selector.ids([InstanceID(2), InstanceID(3)])
        #expect(
            bench.client.sent == [
                .updateEnvironment(workers, ["A": "1"]), .start(workers),
                Self.launch(["twoproduction"], updatesEnvironment: true),
                Self.launch(["app.js"], updatesEnvironment: true),
            ])
    }

    @Test(arguments: [
        (["app.js", "bad.json"], Refused.remarks("bad.json:1:1: error: found nothing")),
        (["worker", "nope"], .usage("there is no script nope")),
    ])
    func `nothing is sent, and no core begun, before everything is understood`(
        words: [String], why: Refused
    ) async {
        let bench = Self.bench(Snapshot())
        await #expect(throws: why) {
            try await Self.desk(bench) {
                $0.beginCore = { _ async throws(Refused) in
                    Issue.record("a core was begun")
                    throw .failed("")
                }
            }.start(words.filter { $0 != "worker" }, Self.options())
        }
        #expect(bench.client.sent == [])
    }

    @Test func `an app that the file does not have is bad usage`() async {
        await #expect(throws: Refused.usage("ecosystem.json has no app called three")) {
            try await Self.desk(Self.bench()).start(["ecosystem.json"], Self.options { $0.only = ["three"] })
        }
    }

    @Test func `where no core runs one is begun, and it is told`() async throws {
        let nobody = Self.bench(Snapshot())
        var begun = Snapshot()
        begun.core.pid = 4711
        let bench = Self.bench(begun)
        let client = bench.client
        try await Self.desk(nobody) {
            $0.beginCore = { _ async throws(Refused) in client }
        }.start(["ecosystem.json"], Self.options())
        #expect(nobody.client.sent == [])
        #expect(client.sent == [Self.launch(["one", "two"])])
        #expect(nobody.out == ["started one (10)", "started two (11)"])
    }

    @Test func `a core that was begun for what it refuses is ended again`() async {
        let nobody = Self.bench(Snapshot())
        var begun = Snapshot()
        begun.core.pid = 4711
        let client = FakeClient(begun) {
            $0.effect = { request, _ in
                if case .launch = request { .refused("process 1 has that file") } else { .done([]) }
            }
        }
        await #expect(throws: Refused.failed("process 1 has that file")) {
            try await Self.desk(nobody) { $0.beginCore = { _ async throws(Refused) in client } }
                .start(["ecosystem.json"], Self.options())
        }
        #expect(client.sent == [Self.launch(["one", "two"]), .shutdown])
    }

    @Test func `a core that is begun serves its health where the file says`() async throws {
        var begun = Snapshot()
        begun.core.pid = 4711
        begun.core.http = ListenAddress(port: 9209)
        let client = Self.bench(begun).client
        let bench = Self.bench(Snapshot())
        let asked = Mutex<ListenAddress?>(nil)
        try await Self.desk(bench) {
            $0.beginCore = { http async throws(Refused) in
                asked.withLock { $0 = http }
                return client
            }
        }.start(["served.json"], Self.options())
        #expect(asked.withLock { $0 } == ListenAddress(port: 9209))
        #expect(bench.noted == [])
    }

    @Test func `one that is there serves it where it did, and that is said`() async throws {
        let bench = Self.bench()
        try await Self.desk(bench).start(["served.json"], Self.options())
        #expect(
            bench.noted == [
                "wamon: this core serves no health and metrics; to have that on 127.0.0.1:9209, start it anew: wamon kill, then start"
            ])
    }

    @Test func `options of a script beside a file are said to be of no use`() async throws {
        let bench = Self.bench()
        let options = Self.options { $0.scriptOptions = ["--name", "--watch"] }
        try await Self.desk(bench).start(["ecosystem.json"], options)
        #expect(
            bench.noted == [
                "wamon: --name, --watch: only for a script; the ecosystem file says it for its apps"
            ])
        try await Self.desk(bench).start(["app.js"], options)
        #expect(bench.noted.count == 1)
    }

    @Test func `restart and reload read a file anew, and mean everything else by its name`() async throws {
        let bench = Self.bench()
        try await Self.desk(bench).renew(
            .reload, ["ecosystem.json", "0"], environmentName: nil, only: ["one"], updatesEnvironment: false)
        #expect(bench.client.sent == [.reload(.ids([InstanceID(0)])), Self.launch(["one"], .reload)])
        try await Self.desk(bench).renew(
            .restart, ["ecosystem.json"], environmentName: "x", only: [], updatesEnvironment: false)
        #expect(bench.client.sent.last == Self.launch(["one", "twox"]))
        try await Self.desk(bench).renew(
            .restart, ["ecosystem.json"], environmentName: nil, only: ["one"], updatesEnvironment: true)
        #expect(bench.client.sent.last == Self.launch(["one"], updatesEnvironment: true))
    }

    @Test func `what was saved is started in a core that is begun for it, and nothing saved is a failure`()
        async throws
    {
        var begun = Snapshot()
        begun.core.pid = 4711
        let client = Self.bench(begun).client
        let bench = Self.bench(Snapshot())
        let desk = Self.desk(bench) { $0.beginCore = { _ async throws(Refused) in client } }
        try await desk.resurrect(Launch(specs: [Self.spec("one")]))
        #expect(client.sent == [.launch(Launch(specs: [Self.spec("one")]))])
        await #expect(throws: Refused.failed("nothing was saved: the list is empty")) {
            try await desk.resurrect(Launch(specs: []))
        }
    }
}
