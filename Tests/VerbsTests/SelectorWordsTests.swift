import Supervision
import Testing
import Verbs
import Wording

@Suite struct SelectorWordsTests {
    private static var choice: SelectorWords {
        var snapshot = Sample.snapshot
        snapshot.processes.append(Sample.process(7, "2", .online))
        snapshot.processes.append(Sample.process(8, "front", .online))
        return SelectorWords(
            snapshot,
            namesInFile: { word throws(Refused) in
                switch word {
                case "ecosystem.json": ["worker", "api-server", "not started"]
                case "other.json": ["elsewhere"]
                case "bad.json": throw .remarks("bad.json:1:1: error: found nothing")
                default: nil
                }
            },
            input: { ["0", "nextjs-server"] })
    }

    @Test(arguments: [
        (["0"], [0]), (["2"], [2]), (["worker"], [2, 3]), (["worker:3"], [3]), (["front"], [8]),
        (["default"], [0, 2, 3, 7, 8]), (["/^nextjs/"], [1]), (["/SERVER$/i"], [0, 1]),
        (["ecosystem.json"], [0, 2, 3]), (["-"], [0, 1]), (["worker", "0", "worker:3"], [0, 2, 3]),
        (["7"], [7]),
    ])
    func `a word means an id, a name, one of a name, a namespace, a pattern, a file or standard input`(
        words: [String], ids: [Int]
    ) throws {
        let meant = try Self.choice.meant(by: words)
        #expect(meant.ids.map(\.raw) == ids)
        #expect(meant.selector == .ids(ids.map(InstanceID.init)))
    }

    @Test func `all is all, and said so to the core`() throws {
        let meant = try Self.choice.meant(by: ["0", "all"])
        #expect(meant.selector == .all)
        #expect(meant.processes.count == 6)
    }

    @Test(arguments: [
        ("nope", Refused.unknown("nope")), ("99", .unknown("99")), ("worker:0", .unknown("worker:0")),
        ("/SERVER/", .unknown("/SERVER/")), ("", .unknown("")),
        ("/app/there/is.json", .unknown("/app/there/is.json")),
        ("/(/", .usage("/(/ is not a regular expression")),
        ("other.json", .failed("none of the apps of other.json is here")),
        ("bad.json", .remarks("bad.json:1:1: error: found nothing")),
    ])
    func `what means nothing is refused, and so is everything beside it`(word: String, why: Refused) {
        #expect(throws: why) { try Self.choice.meant(by: ["0", word]) }
    }

    @Test func `an empty fleet has no all, and an empty standard input no words`() {
        #expect(throws: Refused.empty) { try SelectorWords(Snapshot()).meant(by: ["all"]) }
        #expect(throws: Refused.usage("standard input names no process")) {
            try SelectorWords(Sample.snapshot).meant(by: ["-"])
        }
    }

    @Test(arguments: [
        (Refused.unknown("nope"), "wamon: no process is called nope; wamon status lists them", 1),
        (.empty, "wamon: there are no processes; wamon start FILE starts some", 1),
        (.noCore("none"), "wamon: none", 3), (.usage("x"), "wamon: x", 2),
        (.remarks("a.json:1:2: error: y"), "a.json:1:2: error: y", 2), (.failed("y"), "wamon: y", 1),
        (.interrupted("left"), "wamon: left", 130),
    ])
    func `a refusal is one sentence and an exit code`(why: Refused, sentence: String, code: Int32) {
        #expect(why.sentence(in: .wamon, .english) == sentence)
        #expect(why.code(in: .wamon) == code)
    }

    @Test func `called as pm2 the sentences are PM2's, and everything that fails is 1`() {
        #expect(
            Refused.unknown("nope").sentence(in: .pm2, .english)
                == "[PM2][ERROR] Process or Namespace nope not found")
        #expect(Refused.empty.sentence(in: .pm2, .english) == "[PM2][WARN] No process found")
        #expect(Refused.failed("no").sentence(in: .pm2, .english) == "[PM2][ERROR] no")
        for why in [Refused.unknown("x"), .empty, .noCore("x"), .usage("x"), .failed("x")] {
            #expect(why.code(in: .pm2) == 1)
        }
        #expect(Dialect(calledAs: "/usr/bin/pm2") == .pm2 && Dialect(calledAs: "pm2-runtime") == .pm2)
        #expect(Dialect(calledAs: "./wamon") == .wamon && Dialect(calledAs: "") == .wamon)
    }
}
