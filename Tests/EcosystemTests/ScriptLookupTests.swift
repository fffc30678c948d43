import Ecosystem
import Supervision
import Testing
import Wording

@Suite struct ScriptLookupTests {
    static let files: [String: FakeFiles.Entry] = [
        "/app/run.sh": .file("", executable: false),
        "/app/run.rb": .file("", executable: false),
        "/app/run.pl": .file("", executable: false),
        "/app/run.php": .file("", executable: false),
        "/app/run.py": .file("", executable: false),
        "/app/run.ts": .file("", executable: false),
        "/app/run.mjs": .file("", executable: false),
        "/app/run.cjs": .file("", executable: false),
        "/app/server/deep.js": .file("", executable: false),
        "/app/tool": .file("\u{7F}ELF", executable: true),
        "/app/tool.bin": .file("\u{7F}ELF\0", executable: false),
        "/app/noded": .file("#!/usr/bin/env -S node --x\n", executable: true),
        "/app/www": .file("#!/usr/bin/env node\n", executable: false),
        "/app/plain": .file("text", executable: false),
        "/app/shell": .file("#!/bin/sh\n", executable: false),
        "/app/my app.js": .file("", executable: false),
        "/app/venv": .folder,
        "/app/venv/bin/python": .file("", executable: true),
        "/app/venv/bin/broken": .file("", executable: false),
        "/root/home.js": .file("", executable: false),
        "/nvm/versions/node/v20.1.0/bin/node": .file("", executable: true),
        "/opt/bin/special": .file("", executable: true),
        "/usr/bin/locked": .file("", executable: false),
        "/usr/bin/ts-node": .file("#!/usr/bin/env node\n", executable: true),
    ]

    /// `executable argument… [channel]`, or what was said.
    func launch(_ fields: String) -> String {
        do {
            let context = Bench.context(
                Self.files.merging(["/app/ecosystem.json": .file("{\(fields)}", executable: false)]) { $1 },
                environment: ["PATH": "/usr/local/bin:/usr/bin", "HOME": "/root", "NVM_DIR": "/nvm"])
            let loaded = try EcosystemFile.load(path: "/app/ecosystem.json", context: context)
            let spec = loaded.specs[0]
            let channel = spec.readiness.channel ? " [channel]" : ""
            let said = loaded.warnings.map { "\n" + $0.sentence[.english] }.joined()
            return ([spec.executable] + spec.arguments).joined(separator: " ") + channel + said
        } catch {
            return error.diagnostics.map { "\($0.column ?? 0): \($0.sentence[.english])" }.joined(
                separator: "\n")
        }
    }

    @Test(arguments: [
        ("run.sh", "/usr/bin/bash /app/run.sh"),
        ("run.rb", "/usr/bin/ruby /app/run.rb"),
        ("run.pl", "/usr/bin/perl /app/run.pl"),
        ("run.php", "/usr/bin/php /app/run.php"),
        ("run.py", "/usr/bin/python3 /app/run.py"),
        ("run.ts", "/usr/bin/node /app/run.ts [channel]"),
        ("run.mjs", "/usr/bin/node /app/run.mjs [channel]"),
        ("run.cjs", "/usr/bin/node /app/run.cjs [channel]"),
        ("./server/../server/deep.js", "/usr/bin/node /app/server/deep.js [channel]"),
        ("~/home.js", "/usr/bin/node /root/home.js [channel]"),
        ("my app.js", "/usr/bin/node /app/my app.js [channel]"),
        ("./tool", "/app/tool"),
        ("tool", "/app/tool"),
        ("node", "/usr/bin/node [channel]"),
        ("npx", "/usr/bin/npx [channel]"),
        ("noded", "/app/noded [channel]"),
        ("npm run start -- --x", "/usr/bin/bash -c npm run start -- --x"),
        ("server", "/usr/bin/node /app/server [channel]"),
        ("venv", "9: script: \"venv\" is a folder; expected a file"),
        ("nope", "9: script: \"nope\" is neither a file in \"/app\" nor a command in PATH"),
        ("locked", "9: script: \"locked\" is neither a file in \"/app\" nor a command in PATH"),
        ("./nope.js", "9: script: \"./nope.js\" is not there: no file \"/app/nope.js\""),
        (
            "./shell",
            "9: script: \"./shell\" is not executable; run \"chmod +x\" on it or give \"interpreter\""
        ),
        (
            "tool.bin",
            "9: script: \"tool.bin\" is not executable; run \"chmod +x\" on it or give \"interpreter\""
        ),
        (
            "www",
            "/usr/bin/node /app/www [channel]\nscript: \"www\" is not executable and has no known extension; it is run with node, as PM2 does"
        ),
        (
            "plain",
            "/usr/bin/node /app/plain [channel]\nscript: \"plain\" is not executable and has no known extension; it is run with node, as PM2 does"
        ),
    ])
    func `a script is found and gets its interpreter`(script: String, expected: String) {
        #expect(launch("script:\"\(script)\"") == expected)
    }

    @Test(arguments: [
        ("none", "./tool", "/app/tool"),
        ("bash", "./tool", "/usr/bin/bash /app/tool"),
        ("node", "npx", "/usr/bin/node /usr/bin/npx [channel]"),
        ("./venv/bin/python", "run.py", "/app/venv/bin/python /app/run.py"),
        ("/opt/bin/special", "run.py", "/opt/bin/special /app/run.py"),
        ("node@20.1.0", "app.js", "/nvm/versions/node/v20.1.0/bin/node /app/app.js [channel]"),
        (
            "node@18", "app.js",
            "16: interpreter: \"node@18\" is not installed: no \"/nvm/versions/node/v18/bin/node\"; run \"nvm install 18\""
        ),
        ("zsh", "run.sh", "16: interpreter: \"zsh\" is not in PATH"),
        (
            "node --inspect", "app.js",
            "16: interpreter: \"node --inspect\" is not in PATH; its arguments belong into \"interpreter_args\""
        ),
        ("./none/x", "run.sh", "16: interpreter: \"./none/x\" cannot be run: no such file"),
        (
            "venv/bin/broken", "run.sh",
            "16: interpreter: \"venv/bin/broken\" cannot be run: \"/app/venv/bin/broken\" is not executable"
        ),
        (
            "none", "./www",
            "32: script: \"./www\" is not executable; run \"chmod +x\" on it or give \"interpreter\""
        ),
    ])
    func `an interpreter that is given is taken`(interpreter: String, script: String, expected: String) {
        let said = launch("interpreter : \"\(interpreter)\", script: \"\(script)\"")
        #expect(said == expected)
    }

    @Test func `the app's own PATH is searched where it has one`() {
        #expect(launch("script: 'special', env: {PATH: '/opt/bin'}") == "/opt/bin/special")
    }

    @Test func `what has no effect is said`() {
        #expect(
            launch("script: 'tool', interpreter_args: '-x'")
                == "/app/tool\nscript: interpreter_args have no effect: there is no interpreter")
        #expect(
            launch("script: 'npm start', args: ['x']")
                == "/usr/bin/bash -c npm start\nargs have no effect: script is a command line that holds its own"
        )
    }

    @Test func `a missing interpreter is said at the script`() {
        #expect(
            launch("script: 'run.rb', env: {PATH: '/empty'}")
                == "10: script: \"run.rb\" is run by ruby, which is not in PATH; install it or give \"interpreter\""
        )
        #expect(
            launch("script: 'a b', env: {PATH: '/empty'}")
                == "10: script: \"a b\" needs bash or sh, and neither is in PATH")
    }

    @Test func `an interpreter that is node's own script gives its children a channel`() {
        #expect(
            launch("script: 'run.ts', interpreter: 'ts-node'") == "/usr/bin/ts-node /app/run.ts [channel]")
    }
}
