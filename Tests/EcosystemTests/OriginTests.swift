import Ecosystem
import Supervision
import Testing

/// Where the values of a spec are from.
@Suite struct OriginTests {
    private func load(
        _ name: String, _ text: String, env: String? = nil, with extra: [String: FakeFiles.Entry] = [:],
        programs: (any ProgramRunner)? = nil
    ) throws -> [String: SpecOrigin] {
        var context = Bench.context(extra.merging(["/app/\(name)": .file(text, executable: false)]) { $1 })
        context.programs = programs
        return try EcosystemFile.load(path: name, environmentName: env, context: context)
            .specs[0].origins.byField
    }

    private func file(_ line: Int) -> SpecOrigin { .file(path: "/app/ecosystem.json", line: line) }

    @Test func `of a JSON file the line, under the name that we print`() throws {
        let text = """
            {"apps": [{
              "exec": "app.js",
              "name": "api",

              "env": {
                "PORT": 5001, "HOST": "::",
                "GONE": null
              },
              "max_restarts": null,
              "err_log": "/app/error.log"
            }]}
            """
        #expect(
            try load("ecosystem.json", text) == [
                "script": file(2), "name": file(3), "env.PORT": file(6), "env.HOST": file(6),
                "error_file": file(10),
            ])
    }

    @Test func `of a YAML file the line too`() throws {
        let text = "apps:\n  - script: app.js\n    env:\n      PORT: 1\n"
        #expect(
            try load("ecosystem.yaml", text) == [
                "script": .file(path: "/app/ecosystem.yaml", line: 2),
                "env.PORT": .file(path: "/app/ecosystem.yaml", line: 4),
            ])
    }

    @Test func `a variable is from the chosen environment, from env, or from the env_file, whichever won`()
        throws
    {
        let text = """
            [{"script": "app.js", "env_file": ".env",
              "env": {"B": "2", "C": "2"},
              "env_production": {"C": "3"},
              "env_test": {"A": "4"}}]
            """
        let dotenv = FakeFiles.Entry.file("# secrets\nA=1\nB=1\n", executable: false)
        #expect(
            try load("ecosystem.json", text, env: "production", with: ["/app/.env": dotenv]) == [
                "script": file(1), "env_file": file(1), "env.A": .file(path: "/app/.env", line: 2),
                "env.B": file(2), "env.C": .environment(name: "production"),
            ])
    }

    @Test func `of a file in JavaScript the file alone`() throws {
        struct Node: ProgramRunner {
            func run(_ order: ProgramOrder) -> ProgramOutcome {
                let answer = #"{"kind":"object","config":{"apps":[{"script":"app.js","env":{"A":"1"}}]}}"#
                return .ended(answer: Array(answer.utf8), printed: [], how: .exited(0))
            }
        }
        #expect(
            try load("ecosystem.config.js", "", programs: Node()) == [
                "script": .file(path: "/app/ecosystem.config.js", line: 0),
                "env.A": .file(path: "/app/ecosystem.config.js", line: 0),
            ])
    }

    @Test func `of a command line its options`() throws {
        let loaded = try EcosystemFile.load(
            app: [("script", .text("app.js")), ("name", .text("web")), ("port", .null)],
            context: Bench.context())
        #expect(loaded.specs[0].origins.byField == ["script": .commandLine, "name": .commandLine])
    }
}
