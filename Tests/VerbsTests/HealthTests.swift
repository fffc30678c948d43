import Supervision
import Testing
import Verbs
import WamonTesting
import Wording

/// `wamon health`, and health in the tables.
@Suite struct HealthTests {
    private static func look(_ width: Int, _ language: Language = .english, hasColors: Bool = false) -> Look {
        var look = Look()
        look.isTerminal = true
        look.width = width
        look.language = language
        look.hasColors = hasColors
        return look
    }

    private static func only(_ names: String...) -> Snapshot {
        var snapshot = Sample.clinic
        snapshot.processes.removeAll { !names.contains($0.name) }
        return snapshot
    }

    @Test(arguments: [Language.english, .russian])
    func `there is a line for each process, and one that cannot serve is enough to be refused`(
        language: Language
    ) async {
        let bench = Bench(FakeClient(Sample.clinic))
        let desk = bench.desk { $0.look = Self.look(80, language) }
        await #expect(throws: Refused.failed(language.notServing(4, of: 8))) {
            try await desk.health([], asJSON: false)
        }
        #expect(
            Golden.difference("health-\(language.rawValue)", bench.out.joined(separator: "\n")) == nil)
    }

    @Test func `what passes is not refused`() async throws {
        let bench = Bench(FakeClient(Self.only("api-server", "slow", "shaky", "worker")))
        try await bench.desk().health([], asJSON: false)
        try await bench.desk().health(["api-server", "3"], asJSON: false)
        #expect(
            bench.out == [
                "api-server  healthy  200 in 12ms, 5s ago", "worker:2    stopped  not counted",
                "worker:3    online", "slow        healthy  200 in 6.4s, 5s ago",
                "shaky       healthy  answered 503 ×1, 5s ago",
                "api-server  healthy  200 in 12ms, 5s ago", "worker      online",
            ])
    }

    @Test func `what is stopped fails when it is named`() async {
        let bench = Bench(FakeClient(Self.only("api-server", "worker")))
        await #expect(throws: Refused.failed("1 of 2 cannot serve")) {
            try await bench.desk().health(["worker"], asJSON: false)
        }
    }

    @Test func `nothing that counts, nobody of that name and a core that has gone are refused`() async {
        var empty = Snapshot()
        empty.core.pid = 1
        let nobody = Bench(FakeClient(empty))
        await #expect(throws: Refused.failed("nothing runs")) {
            try await nobody.desk().health([], asJSON: false)
        }
        let gone = Bench(FakeClient(Snapshot()))
        await #expect(throws: Refused.noCore("the core has just gone")) {
            try await gone.desk().health([], asJSON: false)
        }
        let bench = Bench(FakeClient(Sample.clinic))
        await #expect(throws: Refused.unknown("nope")) {
            try await bench.desk().health(["nope"], asJSON: false)
        }
    }

    @Test func `a core that says nothing is waited for ten seconds`() async {
        let bench = Bench(FakeClient(Sample.clinic) { $0.isMute = true })
        let desk = bench.desk()
        let answer = Task { () async -> Refused? in
            do throws(Refused) { try await desk.health([], asJSON: false) } catch { return error }
            return nil
        }
        while bench.timers == 0 { await Task.yield() }
        bench.pass(.seconds(10))
        #expect(await answer.value == .failed("the core does not answer"))
        bench.client.publish(Sample.clinic)
    }

    @Test func `for programs it is one object, the same in every language`() async {
        var texts: Set<String> = []
        for language in Language.allCases {
            let bench = Bench(FakeClient(Sample.clinic))
            let desk = bench.desk { $0.look.language = language }
            await #expect(throws: Refused.self) { try await desk.health([], asJSON: true) }
            texts.insert(bench.out.joined(separator: "\n"))
        }
        #expect(texts.count == 1)
        #expect(Golden.difference("health-json", texts.first ?? "") == nil)
    }

    // MARK: - Tables

    @Test(arguments: [60, 80, 120, 160], [Language.english, .russian])
    func `status has a column of health where there is a probe`(width: Int, language: Language) {
        let lines = StatusTable(Sample.clinic, now: Sample.now, look: Self.look(width, language)).lines
        let name = "status-health-\(language.rawValue)-\(width)"
        #expect(Golden.difference(name, lines.joined(separator: "\n")) == nil)
    }

    @Test func `its colours say how bad it is`() {
        let look = Self.look(120, hasColors: true)
        let text = StatusTable(Sample.clinic, now: Sample.now, look: look).lines.joined(separator: "\n")
        #expect(Golden.difference("status-health-colours", text.replacing("\u{1B}", with: "␛")) == nil)
        let plain = StatusTable(Sample.clinic, now: Sample.now, look: look.plain).lines
        #expect(Golden.difference("status-health-piped", plain.joined(separator: "\n")) == nil)
    }

    @Test func `called as pm2 the columns are PM2's`() {
        let lines = StatusTable(Sample.clinic, now: Sample.now, look: Look(), dialect: .pm2).lines
        #expect(!lines.joined().contains("health"))
    }

    @Test(arguments: [Language.english, .russian])
    func `describe shows the probe, how it stands and what it said last`(language: Language) async throws {
        let bench = Bench(FakeClient(Sample.clinic) { $0.details = [Sample.patient] })
        let desk = bench.desk { $0.look = Self.look(80, language) }
        try await desk.describe(["0"])
        let name = "describe-health-\(language.rawValue)"
        #expect(Golden.difference(name, bench.out.joined(separator: "\n")) == nil)
    }

    @Test func `jlist has what was asked for and what came of it under pm2_env`() async throws {
        let bench = Bench(FakeClient(Sample.clinic) { $0.details = [Sample.patient] })
        try await bench.desk().prettylist()
        let lines = bench.out.drop { $0 != "      health: {" }.prefix { $0 != "      }," }
        #expect(Golden.difference("prettylist-health", lines.joined(separator: "\n")) == nil)
        try await bench.desk().jlist()
        #expect(
            bench.out.last?.contains(
                #""health":{"http":"http://127.0.0.1:5001/health","interval":30000,"timeout":10000,"#) == true
        )
    }
}
