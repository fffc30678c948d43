import Ecosystem
import Supervision
import Testing
import Wording

/// A configuration in JavaScript, as far as the loader is concerned: what it asks of node, and what it makes
/// of the answer. The real node answers in EndToEndTests.
@Suite struct JavaScriptTests {
    /// Answers every order alike and keeps nothing.
    struct FixedRunner: ProgramRunner {
        var outcome: ProgramOutcome
        func run(_ order: ProgramOrder) -> ProgramOutcome { outcome }
    }

    /// Hands the order itself back, as text.
    struct EchoRunner: ProgramRunner {
        func run(_ order: ProgramOrder) -> ProgramOutcome {
            .failed(
                errno: 13,
                stage:
                    "\(order.executable) \(order.argv.first ?? "") \(order.argv.last ?? "") in \(order.folder), "
                    + "\(order.environment.keys.sorted()), \(order.deadline), \(order.limit)")
        }
    }

    func load(
        _ runner: (any ProgramRunner)?, file: String = "ecosystem.config.js",
        without missing: String? = nil
    ) -> (loaded: Loaded?, remarks: [String]) {
        var entries = Bench.system
        entries["/app/ecosystem.config.js"] = .file("", executable: false)
        entries["/app/ecosystem.config.mjs"] = .file("", executable: false)
        if let missing { entries[missing] = nil }
        let context = LoadContext(
            currentDirectory: "/app", environment: Bench.environment, cpuCount: 4,
            files: FakeFiles(entries: entries), programs: runner)
        do {
            let loaded = try EcosystemFile.load(path: file, context: context)
            return (loaded, loaded.warnings.map { $0.rendered(in: .english) })
        } catch {
            return (nil, error.diagnostics.map { $0.rendered(in: .english) })
        }
    }

    /// What is said when node answers so.
    func remarks(_ answer: String, printed: String = "", how: Supervision.ExitStatus = .exited(0)) -> [String]
    {
        load(FixedRunner(outcome: .ended(answer: Array(answer.utf8), printed: Array(printed.utf8), how: how)))
            .remarks
    }

    @Test func `what node exports is loaded as the same file in JSON would be`() throws {
        let text = #"{"apps":[{"script":"app.js","max_restarts":5,"out":"o"}],"wamon":{"theme":"light"}}"#
        let answer = #"{"kind":"object","config":\#(text)}"#
        let found = load(
            FixedRunner(outcome: .ended(answer: Array(answer.utf8), printed: [], how: .exited(0))))
        var same = try Bench.load(text)
        same.path = "/app/ecosystem.config.js"
        #expect(found.loaded == same)
        #expect(found.remarks == [])
    }

    @Test func `node is found in PATH and gets the file, its folder and the environment of who asks`() {
        #expect(
            load(EchoRunner()).remarks == [
                "ecosystem.config.js: error: node cannot be started: permission denied (/usr/bin/node node /app/ecosystem.config.js in /app, "
                    + "[\"HOME\", \"PATH\"], 10.0 seconds, 1048576)"
            ])
    }

    @Test func `remarks name the path to the value, since it has no place`() {
        let apps =
            #"[{"script":"app.js","name":"a","max_restarts":"x","log_rotate":{"keep":-1}},"#
            + #"{"script":"app.js","name":"a","args":[null],"max_restart":3,"a b":1}]"#
        #expect(
            remarks(#"{"kind":"object","config":{"apps":\#(apps),"appss":1}}"#) == [
                "ecosystem.config.js: error: apps[0].max_restarts: found \"x\", expected a whole number from 0 to 1000000",
                "ecosystem.config.js: error: apps[0].log_rotate.keep: found -1, expected a whole number from 0 to 10000",
                "ecosystem.config.js: error: apps[1].name: \"a\" is already the name of the app at apps[0]; expected a name of its own",
                "ecosystem.config.js: error: apps[1].args[0]: found null, expected a string",
                "ecosystem.config.js: warning: apps[1].max_restart: unknown key \"max_restart\"; did you mean \"max_restarts\"?",
                "ecosystem.config.js: warning: apps[1][\"a b\"]: unknown key \"a b\"",
                "ecosystem.config.js: warning: appss: unknown key \"appss\" beside the apps; did you mean \"apps\"?",
            ])
    }

    @Test(arguments: [
        (
            #"{"kind":"function","config":null}"#,
            "found a function as what it exports, expected an object with \"apps\""
        ),
        (
            #"{"kind":"undefined","config":null}"#,
            "found undefined as what it exports, expected an object with \"apps\""
        ),
        (#"{"kind":"object","config":{}}"#, "it exports nothing; expected module.exports = {apps: […]}"),
        (#"{"kind":"object","config":null}"#, "found null, expected an object or an array"),
        (
            #"{"kind":"object","config":{"a":"\u0000"}}"#,
            "what it exports cannot be used: a string cannot hold the character NUL"
        ),
        (#"{"error":"TypeError: circular\n  --> x"}"#, "TypeError: circular"),
    ])
    func `a result that is no configuration is said so`(answer: String, sentence: String) {
        #expect(remarks(answer) == ["ecosystem.config.js: error: \(sentence)"])
    }

    @Test func `an error in the file has its place, one in a file it uses has that one`() {
        let own =
            #"{"error":"ReferenceError: nix is not defined","file":"/app/ecosystem.config.js","line":3,"column":5}"#
        #expect(remarks(own) == ["ecosystem.config.js:3:5: error: ReferenceError: nix is not defined"])
        let other = #"{"error":"Error: no port\nat all","file":"/app/lib/port.js","line":3}"#
        #expect(remarks(other) == ["/app/lib/port.js:3: error: Error: no port"])
        let none = #"{"error":"Error: x","file":"/app/ecosystem.config.js","line":0,"column":-5}"#
        #expect(remarks(none) == ["ecosystem.config.js: error: Error: x"])
        #expect(
            remarks("", printed: "/app/ecosystem.config.js:-7\nSyntaxError: x") == [
                "ecosystem.config.js: error: SyntaxError: x"
            ])
    }

    @Test func `node's own report is read where it is all there is`() {
        let report = """
            a warning of no interest
            file:///app/ecosystem.config.js:2
              foo bar
                  ^^^

            SyntaxError: Unexpected identifier 'bar'
                at compileSourceTextModule (node:internal/modules/esm/utils:346:16)

            Node.js v20.20.2
            """
        #expect(
            remarks("", printed: report, how: .exited(1)) == [
                "ecosystem.config.js:2: error: SyntaxError: Unexpected identifier 'bar'"
            ])
        #expect(
            remarks("", printed: "bye\u{1B}\n", how: .exited(3)) == [
                "ecosystem.config.js: error: node ended (exit code 3) before the file had exported anything, its last words: \"bye\\u{1b}\""
            ])
    }

    @Test(arguments: [
        (
            ProgramOutcome.late,
            "node did not come to an end within 10 s; expected a file that only exports its apps"
        ),
        (.talkative, "it gives more than 1 MiB; an ecosystem file is far smaller"),
        (.failed(errno: 13, stage: "exec"), "node cannot be started: permission denied (exec)"),
    ])
    func `a node that does not answer is said so`(outcome: ProgramOutcome, sentence: String) {
        #expect(load(FixedRunner(outcome: outcome)).remarks == ["ecosystem.config.js: error: \(sentence)"])
    }

    @Test func `without node there is the command that converts the file`() {
        #expect(
            load(FixedRunner(outcome: .late), without: "/usr/bin/node").remarks == [
                "ecosystem.config.js: error: JavaScript needs node, and there is none in PATH; convert it where there is one: "
                    + "node -p 'JSON.stringify(require(\"./ecosystem.config.js\"),null,2)' > ecosystem.json"
            ])
        #expect(
            load(nil, file: "ecosystem.config.mjs").remarks == [
                "ecosystem.config.mjs: error: JavaScript needs node, and there is none in PATH; convert it where there is one: "
                    + "node --input-type=module -e 'import c from \"./ecosystem.config.mjs\"; console.log(JSON.stringify(c,null,2))' > ecosystem.json"
            ])
        #expect(
            load(nil, file: "other.config.js").remarks == [
                "other.config.js: error: cannot be read: no such file or directory"
            ])
    }
}
