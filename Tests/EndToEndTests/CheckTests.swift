import Foundation
import Testing

/// `wamon check` and `wamon init`, and through them every way to write a file, with the real node.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct CheckTests {
    private func wamon(
        _ words: String..., in sandbox: Sandbox, _ more: [String: String] = [:]
    ) throws -> Program.Outcome {
        try Program.run([Program.wamon] + words, environment: sandbox.environment(more), in: sandbox.folder)
    }

    /// The names and arguments of what `check` printed.
    private func apps(_ outcome: Program.Outcome) throws -> [String] {
        let found = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [String: Any]
        let apps = try #require(found?["apps"] as? [[String: Any]])
        return apps.map { "\($0["name"] ?? "") \(($0["args"] as? [String] ?? []).joined(separator: " "))" }
    }

    @Test(
        .enabled(if: Program.node != nil, "node is not installed"),
        arguments: [
            (
                "a.config.js",
                "module.exports = {apps: [{script: 'sleep', args: process.env.HOW_LONG || 5, f() {}, x: undefined}]}"
            ),
            (
                "b.config.cjs",
                "console.log('noise'); console.error('more'); exports.apps = [{script: 'sleep', args: '7'}]"
            ),
            (
                "c.config.mjs",
                "import os from 'node:os'; export default {apps: [{script: 'sleep', args: '7'}]}"
            ),
            (
                "d.config.mjs",
                "const long = await Promise.resolve('7'); export const apps = [{script: 'sleep', args: long}]"
            ),
            (
                "e.config.js",
                "exports.__esModule = true; exports.default = {apps: [{script: 'sleep', args: require('./seven')}]}"
            ),
            (
                "f.config.js",
                "setInterval(() => {}, 1000); process.chdir('/'); module.exports = [{script: 'sleep', args: '7'}]"
            ),
            ("g.yaml", "apps:\n  - script: sleep\n    args: ['7']\n"),
            ("h.json", "{apps: [{script: 'sleep', args: 7,}]} // as people write it"),
        ])
    func `a file in any form comes to the same`(name: String, text: String) async throws {
        try await withSandbox { sandbox in
            try sandbox.write(name, text)
            try sandbox.write("seven.js", "module.exports = '7'")
            let outcome = try wamon("check", name, in: sandbox, ["HOW_LONG": "7", "NODE_CHANNEL_FD": "3"])
            #expect(outcome.err == "")
            #expect(outcome.code == 0)
            #expect(try apps(outcome) == ["sleep 7"])
            // What was printed is a file itself.
            try sandbox.write("again.json", outcome.out)
            #expect(try wamon("check", "again.json", in: sandbox) == outcome)
        }
    }

    @Test(
        .enabled(if: Program.node != nil, "node is not installed"),
        arguments: [
            (
                "a.config.js", "const a = 1;\n  foo bar\n",
                "a.config.js:2: error: SyntaxError: Unexpected identifier 'bar'"
            ),
            (
                "b.config.mjs", "const a = 1;\n  foo bar\n",
                "b.config.mjs:2: error: SyntaxError: Unexpected identifier 'bar'"
            ),
            (
                "c.config.js", "require('nowhere-to-be-found')",
                "c.config.js:1:1: error: Error: Cannot find module 'nowhere-to-be-found'"
            ),
            (
                "d.config.mjs", "\nawait Promise.reject(new Error('boo'))",
                "d.config.mjs:2:22: error: Error: boo"
            ),
            ("e.config.js", "throw 'words'", "e.config.js: error: it throws words"),
            (
                "f.config.js", "console.error('bye'); process.exit(3)",
                "f.config.js: error: node ended (exit code 3) before the file had exported anything, its last words: \"bye\""
            ),
            (
                "g.config.js", "module.exports = () => ({})",
                "g.config.js: error: found a function as what it exports, expected an object with \"apps\""
            ),
            (
                "h.config.js", "module.exports.apps = [{script: 'sleep', max_restarts: 'x'}]",
                "h.config.js: error: apps[0].max_restarts: found \"x\", expected a whole number from 0 to 1000000"
            ),
            (
                "i.config.js", "module.exports = {apps: 'x'.repeat(2 << 20)}",
                "i.config.js: error: it gives more than 1 MiB; an ecosystem file is far smaller"
            ),
        ])
    func `what is wrong with a file in JavaScript is said as node says it`(
        name: String, text: String, sentence: String
    ) async throws {
        try await withSandbox { sandbox in
            try sandbox.write(name, text)
            #expect(
                try wamon("check", name, in: sandbox)
                    == Program.Outcome(code: 2, out: "", err: sentence + "\n"))
        }
    }

    @Test func `without node a file in JavaScript is met with the command that converts it`() async throws {
        try await withSandbox { sandbox in
            try sandbox.write("ecosystem.config.js", "module.exports = {}")
            let outcome = try wamon("check", "ecosystem.config.js", in: sandbox, ["PATH": sandbox.folder])
            #expect(outcome.code == 2)
            #expect(
                outcome.err
                    == "ecosystem.config.js: error: JavaScript needs node, and there is none in PATH; convert it where "
                    + "there is one: node -p 'JSON.stringify(require(\"./ecosystem.config.js\"),null,2)' > ecosystem.json\n"
            )
        }
    }

    @Test func `a first file is written once, and is right`() async throws {
        try await withSandbox { sandbox in
            try sandbox.write("start.sh", "#!/bin/sh\nexec sleep 100\n")
            let written = try wamon("init", in: sandbox)
            let path = sandbox.path("ecosystem.json")
            #expect(written.code == 0)
            #expect(written.out == "\(path) is written; look at it, then start it: wamon\n")
            let text = sandbox.text("ecosystem.json")
            let checked = try wamon("check", in: sandbox)
            #expect(checked.err == "")
            #expect(try apps(checked).first?.hasSuffix(sandbox.path("start.sh")) == true)

            let again = try wamon("init", in: sandbox)
            #expect(
                again
                    == Program.Outcome(
                        code: 1, out: "", err: "wamon: there is \(path) already; it is left as it is\n"))
            #expect(sandbox.text("ecosystem.json") == text)
        }
    }
}
