import Ecosystem
import Supervision
import Testing

/// What is said about a file, sentence by sentence, with its place.
@Suite struct DiagnosticsTests {
    @Test func `all problems of a file are said at once, in the file's order`() {
        let file = """
            {
              "apps": [
                {
                  "name": "api",
                  "scirpt": "app.js",
                  "max_memory_restart": "400X",
                  "wait_ready": "yes",
                  "watch": true
                },
                {
                  "name": "web", "script": "app.js", "min_uptime": [],
                  "depends_on": ["apu"], "kill_signal": "SIGFOO", "vizion": true, "pmx": false, "force": true
                }
              ],
              "deploy": {}, "wamon": {"theme": 3, "exit_on": {}, "teme": 1}, "module": 1, "env": {}
            }
            """
        #expect(
            Bench.remarks(file) == [
                #"ecosystem.json:3:5: error: script is missing; expected a file or a command to run"#,
                #"ecosystem.json:5:7: warning: unknown key "scirpt"; did you mean "script"?"#,
                #"ecosystem.json:6:29: error: max_memory_restart: "400X" is not a size; expected bytes or a number with K, M or G"#,
                #"ecosystem.json:7:21: error: wait_ready: found "yes", expected true or false"#,
                #"ecosystem.json:8:7: warning: watch: wamon does not act on it yet"#,
                #"ecosystem.json:11:56: error: min_uptime: found an empty array, expected milliseconds or a number with s, m or h"#,
                #"ecosystem.json:12:22: error: depends_on: there is no app "apu"; did you mean "api"?"#,
                #"ecosystem.json:12:45: error: kill_signal: "SIGFOO" is not a signal; expected a name like "SIGTERM" or a number from 1 to 64"#,
                #"ecosystem.json:12:55: note: vizion, force: only PM2 itself has a use for this; wamon passes over it"#,
                #"ecosystem.json:15:3: note: deploy: is for "pm2 deploy"; wamon does not read it"#,
                #"ecosystem.json:15:36: error: wamon.theme: found 3, expected a theme's name"#,
                #"ecosystem.json:15:54: warning: wamon: unknown key "teme"; did you mean "theme"?"#,
                #"ecosystem.json:15:66: warning: unknown key "module" beside the apps"#,
                #"ecosystem.json:15:79: warning: unknown key "env" beside the apps; it belongs into an app"#,
            ])
    }

    @Test(arguments: [
        (#""name": 5"#, "2:9: error: name: found 5, expected a string"),
        (#""name": "a\u001b[2J""#, "2:9: error: name: \"a\\u{1b}[2J\" holds a control character"),
        (
            #""name": "all""#,
            "2:9: warning: name: \"all\" means something else on the command line; choose another name"
        ),
        (
            #""name": "7""#,
            "2:9: warning: name: \"7\" means something else on the command line; choose another name"
        ),
        (#""args": "a 'b""#, "2:9: error: args: a quote in \"a 'b\" is never closed"),
        (#""args": ["a", {}]"#, "2:15: error: args: found an object, expected a string"),
        (#""args": true"#, "2:9: error: args: found true, expected a string or an array of strings"),
        (#""cwd": "nowhere""#, "2:8: error: cwd: no folder \"/app/nowhere\""),
        (#""cwd": "app.js""#, "2:8: error: cwd: \"/app/app.js\" is a file; expected a folder"),
        (
            #""instances": 1.5"#,
            "2:14: error: instances: 1.5 is not a number of instances; expected a whole number up to 1000, \"max\", or a negative number to leave CPUs free"
        ),
        (
            #""instances": 1000000000"#,
            "2:14: error: instances: 1000000000 is not a number of instances; expected a whole number up to 1000, \"max\", or a negative number to leave CPUs free"
        ),
        (
            #""instances": 2"#,
            "2:14: warning: instances: PM2 would run these as a cluster on one port; wamon runs 2 processes of their own"
        ),
        (
            #""instances": 2, "exec_mode": "fork", "port": 3000"#,
            "2:46: error: port: 2 instances cannot share the port 3000; give \"increment_var\": \"PORT\" or one instance"
        ),
        (
            #""instances": 2, "exec_mode": "fork", "env": {"PORT": 3000}"#,
            "2:14: warning: instances: all 2 get PORT 3000 from env and cannot share it; give \"increment_var\": \"PORT\""
        ),
        (
            #""exec_mode": "cluster""#,
            "2:14: warning: exec_mode: wamon has no cluster mode yet; it is run as fork"
        ),
        (
            #""exec_mode": "thread""#,
            "2:14: error: exec_mode: \"thread\" is not a mode; expected \"fork\" or \"cluster\""
        ),
        (#""port": 0"#, "2:9: error: port: found 0, expected a whole number from 1 to 65535"),
        (#""port": "http""#, "2:9: error: port: found \"http\", expected a whole number from 1 to 65535"),
        (
            #""max_restarts": -1"#,
            "2:17: error: max_restarts: found -1, expected a whole number from 0 to 1000000"
        ),
        (
            #""restart_delay": -1"#,
            "2:18: error: restart_delay: -1 is not a duration; expected milliseconds or a number with s, m or h"
        ),
        (
            #""restart_delay": "4 s""#,
            "2:18: error: restart_delay: \"4 s\" is not a duration; expected milliseconds or a number with s, m or h"
        ),
        (
            #""restart_delay": "99999999999999999999h""#,
            "2:18: error: restart_delay: \"99999999999999999999h\" is not a duration; expected milliseconds or a number with s, m or h"
        ),
        (
            #""kill_timeout": "400d""#,
            "2:17: error: kill_timeout: \"400d\" is too long; expected at most 366 days"
        ),
        (#""min_uptime": 10"#, "2:15: warning: min_uptime: 10 is in milliseconds; for seconds write \"10s\""),
        (
            #""max_memory_restart": 400"#,
            "2:23: warning: max_memory_restart: 400 is 400 bytes; for megabytes write \"400M\""
        ),
        (
            #""max_memory_restart": "9999999999999G""#,
            "2:23: error: max_memory_restart: \"9999999999999G\" is not a size; expected bytes or a number with K, M or G"
        ),
        (
            #""stop_exit_codes": [0, 256]"#,
            "2:24: error: stop_exit_codes: found 256, expected a whole number from 0 to 255 or an array of them"
        ),
        (#""uid": -1"#, "2:8: error: uid: found -1, expected a name or a number"),
        (#""uid": "a b""#, "2:8: error: uid: found \"a b\", expected a name or a number"),
        (#""gid": true"#, "2:8: error: gid: found true, expected a name or a number"),
        (#""env": "A=1""#, "2:8: error: env: found \"A=1\", expected an object of names and values"),
        (
            #""env_production": 1"#,
            "2:19: error: env_production: found 1, expected an object of names and values"
        ),
        (#""env": {"A=B": 1}"#, "2:9: error: env: \"A=B\" is not the name of a variable"),
        (#""env": {"": 1}"#, "2:9: error: env: \"\" is not the name of a variable"),
        (
            #""filter_env": {}"#,
            "2:15: error: filter_env: found an object, expected true, a name or an array of names"
        ),
        (
            #""env_file": "no.env""#,
            "2:13: error: env_file: cannot read \"/app/no.env\": no such file or directory"
        ),
        (#""log_file": 1"#, "2:13: error: log_file: found 1, expected a path, true or false"),
        (
            #""log_type": "xml""#,
            "2:13: warning: log_type: \"xml\" is not known, only \"json\" is; lines are written as they are"
        ),
        (#""log_full": "wait""#, "2:13: error: log_full: found \"wait\", expected \"drop\" or \"block\""),
        (
            #""log_rotate": 5"#,
            "2:15: error: log_rotate: found 5, expected an object with max_size, keep and compress"
        ),
        (
            #""log_rotate": {"max_size": 5}"#,
            "2:28: error: log_rotate: max_size: found 5, expected a size of 1K or more"
        ),
        (
            #""log_rotate": {"keep": "x"}"#,
            "2:24: error: log_rotate: keep: found \"x\", expected a whole number from 0 to 10000"
        ),
        (
            #""log_rotate": {"kep": 1}"#,
            "2:16: warning: log_rotate: unknown key \"kep\"; did you mean \"keep\"?"
        ),
        (
            #""out": "a", "out_file": "b""#,
            "2:1: warning: out is the same as out_file, which is given too; out_file is used"
        ),
        (
            #""out_file": "b", "out": "a""#,
            "2:18: warning: out is the same as out_file, which is given too; out_file is used"
        ),
        (
            #""name": "a", "name": "b""#,
            "2:14: warning: \"name\" is given twice, first in line 2; the last one is used"
        ),
        (#""maxrestarts": 3"#, "2:1: warning: unknown key \"maxrestarts\"; did you mean \"maxRestarts\"?"),
        (
            #""listen_timout": 3"#,
            "2:1: warning: unknown key \"listen_timout\"; did you mean \"listen_timeout\"?"
        ),
        (#""zzzzzz": 3"#, "2:1: warning: unknown key \"zzzzzz\""),
        (#""watch": ["src"], "ignore_watch": []"#, "2:1: warning: watch: wamon does not act on it yet"),
        (#""cron": "0 3 * * *""#, "2:1: warning: cron: wamon does not act on it yet"),
    ])
    func `a mistake is said where it is`(fields: String, expected: String) {
        #expect(Bench.remarks(on: fields) == [expected])
    }

    @Test(arguments: [
        #""watch": false, "ignore_watch": ["node_modules"], "watch_delay": 1000"#,
        #""pmx": false, "vizion": false, "automation": false, "source_map_support": false, "force": false"#,
        #""cron_restart": null, "cron": "0", "watch": null"#,
        #""instances": 1, "exec_mode": "fork""#,
    ])
    func `a field that asks for nothing is passed over in silence`(fields: String) {
        #expect(Bench.remarks(on: fields).filter { !$0.contains("same as") } == [])
    }

    // MARK: - The top level

    @Test(arguments: [
        (#"{"apps": [{"script": "app.js"}]}"#, [String]()),
        (#"{"apps": {"script": "app.js"}}"#, []),
        (#"{"pm2": [{"script": "app.js"}]}"#, []),
        (#"[{"script": "app.js"}]"#, []),
        (#"{"exec": "app.js"}"#, []),
        (#"{"$schema": "x", "cmd": "app.js", "wamon": null}"#, []),
        (#"{"apps": []}"#, [#"1:10: error: there is no app in the file; expected at least one"#]),
        ("[]", ["1:1: error: there is no app in the file; expected at least one"]),
        (#"{"apps": 3}"#, ["1:10: error: apps: found 3, expected an array of objects"]),
        (#"{"apps": [3]}"#, ["1:11: error: found 3, expected an object that describes an app"]),
        (#"{"app": []}"#, [#"1:2: error: found "app", expected "apps""#]),
        (
            #"{"name": "x"}"#,
            [#"1:1: error: found an object without "apps" and without "script"; expected {"apps": […]}"#]
        ),
        ("{}", [#"1:1: error: found an object without "apps" and without "script"; expected {"apps": […]}"#]),
        ("5", ["1:1: error: found 5, expected an object or an array"]),
        (
            #"{"wamon": [], "script": "app.js"}"#,
            ["1:11: error: wamon: found an empty array, expected an object"]
        ),
        (#"[{"script": ""}]"#, ["1:13: error: script is missing; expected a file or a command to run"]),
        (#"[{"script": 5}]"#, ["1:13: error: script: found 5, expected a path"]),
    ])
    func `the top level takes PM2's forms and no other`(text: String, expected: [String]) {
        #expect(Bench.remarks(text) == expected.map { "ecosystem.json:" + $0 })
    }

    @Test func `the theme is handed on`() throws {
        #expect(
            try Bench.load(#"{"apps": [{"script": "app.js"}], "wamon": {"theme": "nord"}}"#).theme == "nord")
    }

    // MARK: - Apps together

    @Test(arguments: [
        (
            #"[{"script":"app.js"},{"script":"app.js"}]"#,
            [
                #"1:32: error: name: "app" is already the name of the app in line 1; expected a name of its own"#
            ]
        ),
        (
            #"[{"script":"app.js"},{"script":"app.js","namespace":"b"}]"#,
            [
                #"1:32: warning: name: "app" is also the name of the app in line 1; a command by name means both"#
            ]
        ),
        (
            #"[{"script":"app.js","depends_on":["app"]}]"#,
            [#"1:35: error: depends_on: "app" → "app" wait for each other in a circle"#]
        ),
        (
            #"[{"name":"a","script":"app.js","depends_on":"b"},{"name":"b","script":"app.js","depends_on":["c"]},{"name":"c","script":"app.js","depends_on":["a"]}]"#,
            [#"1:144: error: depends_on: "a" → "b" → "c" → "a" wait for each other in a circle"#]
        ),
        (
            #"[{"name":"a","scrip":"app.js"},{"name":"b","script":"app.js","depends_on":["a"]}]"#,
            [
                "1:2: error: script is missing; expected a file or a command to run",
                #"1:14: warning: unknown key "scrip"; did you mean "script"?"#,
            ]
        ),
    ])
    func `apps are checked against each other`(text: String, expected: [String]) {
        #expect(Bench.remarks(text) == expected.map { "ecosystem.json:" + $0 })
    }

    @Test func `dependencies are known by the name in the file and by the one shown`() throws {
        let specs = try Bench.load(
            #"""
            [{"name": "db", "script": "app.js", "append_env_to_name": true},
             {"name": "a", "script": "app.js", "depends_on": ["db", "db-prod"]}]
            """#, env: "prod"
        ).specs
        #expect(specs.map(\.name) == ["db-prod", "a"])
        #expect(specs[1].dependsOn == ["db-prod"])
    }

    @Test func `an environment that nobody knows is a warning, as in PM2`() {
        let file =
            #"[{"script": "app.js", "env_production": {}, "env_test": {}}, {"name": "b", "script": "app.js"}]"#
        #expect(
            Bench.remarks(file, env: "prodution") == [
                "ecosystem.json: warning: no app has \"env_prodution\", so --env changes nothing; the file has env_production, env_test"
            ])
        #expect(Bench.remarks(file, env: "test") == [])
    }
}
