import Ecosystem
import Supervision
import Testing

@Suite struct HookTests {
    @Test func `a hook says of what it is told, and how`() throws {
        let loaded = try load(
            """
            [{"on": ["recovered", "crash", "crash"], "post": "http://ops:8080/alert?key=1", "timeout": "5s"},
             {"on": "errored", "run": ["./notify.sh", "--times", 3]},
             {"on": "memory", "post": "https://user:word@hooks.example/T0"}]
            """)
        var post = HookSpec(
            on: [.crash, .recovered], .post("http://ops:8080/alert?key=1"), folder: "/app")
        post.timeout = .seconds(5)
        #expect(
            loaded.hooks == [
                post, HookSpec(on: [.errored], .run(["./notify.sh", "--times", "3"]), folder: "/app"),
                HookSpec(on: [.memory], .post("https://user:word@hooks.example/T0"), folder: "/app"),
            ])
        #expect(try load("[]").hooks == [])
        #expect(try load("null").hooks == [])
        #expect(try load(#"{"on": "crash", "run": ["x"]}"#).hooks.count == 1)
    }

    @Test func `what is wrong with one is said where it stands`() {
        #expect(remarks("3") == ["2:19: error: wamon.hooks: found 3, expected an array of up to 64 hooks"])
        #expect(
            remarks("[3]") == [
                "2:20: error: wamon.hooks[0]: found 3, expected an object with on, and run or post"
            ])
        #expect(
            remarks("[{}]") == [
                "2:20: error: wamon.hooks[0]: on is missing; expected what it is told of",
                "2:20: error: wamon.hooks[0]: expected either run or post",
            ])
        let names = #""crash", "errored", "unhealthy", "memory", "recovered""#
        #expect(
            remarks(#"[{"on": ["crush"], "run": ["x"]}]"#) == [
                #"2:28: error: wamon.hooks[0].on: found "crush", expected some of \#(names); did you mean "crash"?"#
            ])
        #expect(
            remarks(#"[{"on": "crash", "run": "x y", "tmeout": 1}]"#) == [
                #"2:43: error: wamon.hooks[0].run: found "x y", expected an array of a program and its arguments"#,
                #"2:50: warning: wamon.hooks[0]: unknown key "tmeout"; did you mean "timeout"?"#,
            ])
        #expect(
            remarks(#"[{"on": "crash", "post": "ftp://x", "timeout": "1h"}]"#) == [
                #"2:44: error: wamon.hooks[0].post: found "ftp://x", expected an address with http:// or https://"#,
                #"2:66: error: wamon.hooks[0].timeout: found "1h", expected a duration of up to 10 minutes"#,
            ])
    }

    @Test func `hooks are written as they are read`() throws {
        let loaded = try load(#"[{"on": ["crash"], "run": ["./x"]}, {"on": "memory", "post": "http://x/"}]"#)
        #expect(try Bench.load(EcosystemFile.rendered(loaded)).hooks == loaded.hooks)
    }

    private func load(_ hooks: String) throws -> Loaded {
        try Bench.load("{\"apps\": [{\"script\": \"app.js\"}],\n\"wamon\": {\"hooks\": \(hooks)}}")
    }

    private func remarks(_ hooks: String) -> [String] {
        Bench.remarks("{\"apps\": [{\"script\": \"app.js\"}],\n\"wamon\": {\"hooks\":\(hooks)}}").map {
            String($0.dropFirst("ecosystem.json:".count))
        }
    }
}
