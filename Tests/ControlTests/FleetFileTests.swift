import Control
import Glibc
import Supervision
import Testing

@Suite struct FleetFileTests {
    private var saved: SavedFleet {
        var fleet = Fleet()
        var api = ProcessSpec(name: "api", script: "app.js", executable: "/usr/bin/node", cwd: "/srv")
        api.arguments = ["/srv/app.js", "--port", "5001"]
        api.environment = ["NAME": "a \"quoted\" ünïcode \u{1F41D} line\nbreak"]
        api.inherited = ["PATH": "/usr/bin"]
        api.policy.stopExitCodes = [3]
        api.policy.backoffFirst = .milliseconds(100)
        api.instances = 2
        api.memoryLimit = 400 << 20
        api.logs.rotation = LogSpec.Rotation()
        var web = ProcessSpec(name: "web", script: "web", executable: "/srv/web", cwd: "/srv")
        web.inherited = ["PATH": "/usr/bin"]
        web.autostart = false
        for spec in [api, web] { _ = fleet.add(spec) }
        _ = fleet.boot(now: .zero)
        return fleet.saved
    }

    private func text(_ fleet: SavedFleet) throws -> String {
        String(decoding: try FleetFile.encode(fleet).get(), as: UTF8.self)
    }

    private func read(_ text: String) -> Result<SavedFleet, Refusal> { FleetFile.decode(Array(text.utf8)) }

    @Test func `a fleet comes back as it was saved`() throws {
        #expect(try FleetFile.decode(FleetFile.encode(saved).get()).get() == saved)
        #expect(try FleetFile.decode(FleetFile.encode(SavedFleet()).get()).get() == SavedFleet())
    }

    @Test func `an environment that many share is written once`() throws {
        let text = try text(saved)
        #expect(text.components(of: "\"PATH\"") == 1)
        #expect(text.contains("\"backoffFirst\" : 100"))
    }

    @Test func `a file of an older wamon has the defaults for what that did not know`() throws {
        let old = """
            {"format": "wamon fleet", "version": 1, "fleet": {"environments": [], "isEnding": false, "apps": [
              {"instances": [{"ordinal": 0, "isWanted": true}],
               "spec": {"name": "api", "script": "a", "executable": "/a", "cwd": "/", "policy": {"maxRestarts": 3}}}
            ]}}
            """
        var expected = ProcessSpec(name: "api", script: "a", executable: "/a", cwd: "/")
        expected.policy.maxRestarts = 3
        #expect(try read(old).get().apps.map(\.spec) == [expected])
    }

    @Test(arguments: [
        ("", "is not a fleet that wamon has saved: it is no JSON object"),
        ("[]", "is not a fleet that wamon has saved: it is no JSON object"),
        ("{}", "is not a fleet that wamon has saved"),
        ("{\"apps\": []}", "is not a fleet that wamon has saved"),
        (
            "{\"format\": \"wamon fleet\", \"version\": 2, \"fleet\": 7}",
            "was saved by a later wamon, in format 2"
        ),
        (
            "{\"format\": \"wamon fleet\", \"version\": 1}",
            "is not a fleet that wamon has saved: fleet is missing"
        ),
    ])
    func `anything else is refused with a clear word`(text: String, sentence: String) {
        #expect(read(text) == .failure(Refusal(sentence)))
    }

    @Test func `a spec without a name says which`() {
        let text = """
            {"format": "wamon fleet", "version": 1, "fleet": {"environments": [], "isEnding": false, "apps": [
              {"instances": [], "spec": {"script": "a", "executable": "/a", "cwd": "/"}}]}}
            """
        #expect(
            read(text)
                == .failure(Refusal("is not a fleet that wamon has saved: fleet.apps.0.spec.name is missing"))
        )
    }

    @Test func `cut anywhere it is refused`() throws {
        let whole = Array(try text(saved).utf8)
        for length in stride(from: 0, to: whole.count - 2, by: 7) {
            guard case .failure = FleetFile.decode(Array(whole[..<length])) else {
                Issue.record("cut at \(length)")
                return
            }
        }
    }

    @Test func `what cannot be read says why, with its path`() {
        #expect(
            FleetFile.read("/nonexistent/dump.json")
                == .failure(Refusal("/nonexistent/dump.json: No such file or directory")))
        #expect(FleetFile.read("/") == .failure(Refusal("/: Is a directory")))
    }
}

extension String {
    fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
