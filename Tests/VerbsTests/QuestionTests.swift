import Supervision
import Testing
import Verbs
import Wording
import WamonTesting

/// The small verbs, as wamon and as pm2.
@Suite struct QuestionTests {
    private static func bench(_ snapshot: Snapshot = Sample.snapshot) -> Bench {
        Bench(FakeClient(snapshot) { $0.details = Sample.details })
    }

    @Test func `pid prints one a line, 0 for what does not run, of all without a word`() async throws {
        let bench = Self.bench()
        try await bench.desk().pids([])
        try await bench.desk().pids(["api-server"])
        #expect(bench.out == ["4121", "0", "0", "0", "4121"])
        await #expect(throws: Refused.unknown("nope")) { try await bench.desk().pids(["nope"]) }
    }

    @Test func `id prints a list`() async throws {
        let bench = Self.bench()
        try await bench.desk().ids(["worker"])
        #expect(bench.out == ["[ 2, 3 ]"])
    }

    @Test func `env prints what a process was launched with`() async throws {
        let bench = Self.bench()
        try await bench.desk().environment(of: ["0"])
        #expect(
            bench.out == [
                "API_PORT: 5001", "PATH: /usr/bin:/bin", "SECRET: it's \"so\"", "WAMON_HOME: /home/me/.wamon",
                "name: api-server",
            ])
    }

    @Test func `pm2 is content with nobody where PM2 is`() async throws {
        let bench = Self.bench()
        let desk = bench.desk { $0.dialect = .pm2 }
        try await desk.pids(["nope"])
        try await desk.ids(["nope"])
        try await desk.flush(["nope"])
        #expect(bench.out == ["", "[]", "[PM2] Logs flushed"])
        #expect(bench.client.sent == [])
        await #expect(throws: Refused.absent("nope")) { try await desk.describe(["nope"]) }
        #expect(Refused.absent("nope").sentence(in: .pm2, .english) == "[PM2][WARN] nope doesn't exist")
        #expect(Refused.absent("nope").code(in: .pm2) == 1)
    }

    @Test func `to pm2 no core is a fleet of nobody`() async throws {
        let bench = Self.bench()
        let desk = bench.desk {
            $0.client = EmptyFleet()
            $0.dialect = .pm2
        }
        try await desk.jlist()
        try await desk.pids(["nope"])
        try await desk.save()
        try await desk.kill()
        #expect(bench.out == ["[]", "", "[PM2] PM2 Daemon Stopped"])
        #expect(bench.noted == ["[PM2][WARN] No process found"])
        await #expect(throws: Refused.empty) { try await desk.act(.stop, on: ["all"]) }
        await #expect(throws: Refused.unknown("nope")) { try await desk.act(.stop, on: ["nope"]) }
        await #expect(throws: Refused.noCore(nil)) { try await desk.ping() }
    }

    @Test func `a core that has gone is not an empty list`() async {
        let bench = Bench(FakeClient(Snapshot()))
        await #expect(throws: Refused.noCore("the core has just gone")) { try await bench.desk().status() }
        await #expect(throws: Refused.noCore("the core has just gone")) { try await bench.desk().jlist() }
    }

    @Test(arguments: [("4", Scale.exactly(4)), ("+2", .more(2)), ("-1", .fewer(1)), ("0", .exactly(0))])
    func `scale takes a number, more, or fewer`(amount: String, scale: Scale) async throws {
        let bench = Self.bench()
        try await bench.desk().scale("worker", amount)
        #expect(bench.client.sent == [.scale(.ids([InstanceID(2), InstanceID(3)]), scale)])
        #expect(bench.out == ["scaled worker (2)", "scaled worker (3)"])
    }

    @Test(arguments: ["", "x", "+", "--1", "1.5", "+-1", "99999"])
    func `scale refuses what is no number of instances`(amount: String) async {
        let bench = Self.bench()
        await #expect(throws: Refused.usage("\(amount) is not a number of instances; expected 4, +2 or -1")) {
            try await bench.desk().scale("worker", amount)
        }
    }

    @Test func `save and reloadLogs say what they did`() async throws {
        let bench = Self.bench()
        try await bench.desk().save()
        try await bench.desk().reopenLogs()
        try await bench.desk { $0.dialect = .pm2 }.save()
        #expect(bench.client.sent == [.save, .reopenLogs, .save])
        #expect(
            bench.out == [
                "saved 4 processes to /home/me/.wamon/dump.json", "the log files are open anew",
                "[PM2] Successfully saved in /home/me/.wamon/dump.json",
            ])
    }

    @Test func `flush without a word is of all, and of nobody is done`() async throws {
        let bench = Self.bench()
        try await bench.desk().flush([])
        #expect(bench.client.sent == [.flush(.all)])
        var empty = Snapshot()
        empty.core.pid = 1
        let nobody = Self.bench(empty)
        try await nobody.desk().flush([])
        #expect(nobody.client.sent == [])
    }

    @Test func `the unit file quotes what it holds`() {
        let unit = SystemdUnit(
            user: "me", home: "/home/me/100% mine", program: "/opt/a \"b\"/wamon", path: "/usr/bin:/bin")
        #expect(unit.file == "/etc/systemd/system/wamon-me.service")
        #expect(Golden.difference("unit", unit.text) == nil)
    }

    @Test(arguments: [
        ("wamon", ["-s", "status"], ["-s", "status"]),
        ("/usr/bin/pm2", ["-s", "start", "x"], ["start", "-s", "x"]),
        ("pm2", ["-m", "ls"], ["ls"]), ("pm2", [], ["--help"]), ("pm2", ["-v"], ["--version"]),
        ("pm2-runtime", ["start", "a.json", "--raw"], ["run", "a.json", "--raw"]),
        ("pm2-runtime", ["a.json"], ["run", "a.json"]), ("pm2-runtime", [], ["run", "--help"]),
    ])
    func `words are put as the parser wants them`(name: String, words: [String], parsed: [String]) {
        #expect(Calling.words(calledAs: name, words) == parsed)
    }
}
