import Supervision
import Testing

@Suite struct HookSenseTests {
    private var sense = HookSense()
    private var instance = Instance(
        id: InstanceID(3), ordinal: 0,
        spec: ProcessSpec(name: "api", script: "app.js", executable: "/usr/bin/node", cwd: "/srv"))

    @Test mutating func `a report has what is known of the run`() throws {
        _ = notice(.launched(pid: 4711), at: 1)
        let exit = exit(.exited(1), .crash, .restart(after: .seconds(6)), row: 2)
        let news = try #require(notice(.ended(exit), at: 5))
        var report = HookReport(.crash, of: InstanceID(3), "api", at: moment(5))
        report.namespace = "default"
        (report.pid, report.exit, report.uptime) = (4711, exit, .seconds(4))
        (report.unstableExits, report.message) = (2, "said")
        #expect(news == HookSense.News(occasions: [.crash], file: nil, report: report))
    }

    @Test mutating func `an end of its own is a crash, one that was asked for is none`() {
        func occasions(_ status: Supervision.ExitStatus, _ cause: Cause, _ verdict: Verdict) -> [HookSpec
            .Occasion]
        {
            notice(.ended(exit(status, cause, verdict)), at: 1)?.occasions ?? []
        }
        let again = Verdict.restart(after: .zero)
        let enough = Verdict.giveUp(.tooManyUnstableExits(16))
        #expect(occasions(.exited(0), .crash, again) == [.crash])
        #expect(occasions(.signalled(.kill, coreDumped: false), .oomKilled, again) == [.crash])
        #expect(occasions(.exited(1), .crash, enough) == [.errored, .crash])
        #expect(occasions(.exited(1), .memory, enough) == [.errored])
        #expect(occasions(.exited(1), .memory, again) == [])
        #expect(occasions(.exited(1), .manual, again) == [])
        #expect(occasions(.exited(1), .crash, .stay) == [])
    }

    @Test mutating func `memory and health are told as they are`() {
        #expect(
            notice(.memoryOverLimit(used: 3, limit: 2), at: 1)?.report.memory == .init(used: 3, limit: 2))
        #expect(notice(.unhealthy(.refused, failures: 3), at: 1)?.report.failures == 3)
        #expect(notice(.recovered(after: .seconds(9)), at: 1)?.report.after == .seconds(9))
        #expect(notice(.stopped, at: 1) == nil)
    }

    @Test mutating func `who was errored has recovered after half a minute online`() {
        _ = notice(.ended(exit(.exited(1), .crash, .giveUp(.tooManyUnstableExits(16)))), at: 10)
        _ = notice(.launched(pid: 1), at: 20)
        #expect(sense.deadline == nil)
        _ = notice(.online, at: 21)
        #expect(sense.deadline == .seconds(51))
        #expect(steady(at: 50) == [])
        #expect(steady(at: 51) == ["api recovered, well again after 41"])
        #expect(sense.deadline == nil)
        #expect(steady(at: 99) == [])
    }

    @Test mutating func `an end or a failed check in between begins that anew, and one crash is no failing`()
    {
        _ = notice(.ended(exit(.exited(1), .crash, .restart(after: .zero))), at: 1)
        _ = notice(.online, at: 2)
        #expect(sense.deadline == nil)
        _ = notice(.ended(exit(.exited(1), .crash, .giveUp(.tooManyUnstableExits(16)))), at: 10)
        _ = notice(.online, at: 11)
        _ = notice(.ended(exit(.exited(1), .manual, .stay)), at: 12)
        #expect(sense.deadline == nil)
        _ = notice(.online, at: 13)
        _ = notice(.unhealthy(.refused, failures: 3), at: 14)
        #expect(sense.deadline == nil)
        _ = notice(.recovered(after: .seconds(2)), at: 16)
        _ = notice(.online, at: 17)
        #expect(sense.deadline == nil)
    }

    @Test func `a report is one object of JSON, with the last lines cut to what a message can hold`() {
        var report = HookReport(.crash, of: InstanceID(3), "api", at: moment(1_790_000_000))
        report.namespace = "default"
        report.exit = exit(
            .signalled(.kill, coreDumped: false), .oomKilled, .restart(after: .seconds(6)), row: 2)
        (report.pid, report.uptime, report.restarts, report.unstableExits) = (4711, .milliseconds(1500), 1, 2)
        (report.message, report.alike) = ("ended by signal 9", 41)
        report.keep((1...30).map { "line \($0)" } + [String(repeating: "x", count: 600), "a \"b\"\u{1B}"])
        let lines = (13...30).map { "\"line \($0)\"" }.joined(separator: ",")
        #expect(
            String(decoding: report.json(host: "web-1", version: "0.3.0"), as: UTF8.self)
                == #"{"wamon":"0.3.0","event":"crash","time":"2026-09-21T14:13:20.000Z","host":"web-1","#
                + #""process":{"id":3,"name":"api","namespace":"default"},"message":"ended by signal 9","#
                + #""pid":4711,"signal":"SIGKILL","cause":"oom-killed","restartIn":6000,"uptime":1500,"#
                + #""restarts":1,"unstableExits":2,"alike":41,"lines":["# + lines + #",""#
                + String(repeating: "x", count: 499) + #"…","a \"b\"\u001b"]}"#)
    }

    @Test func `times are written as RFC 3339 has them`() {
        #expect(Duration.zero.rfc3339 == "1970-01-01T00:00:00.000Z")
        #expect(Duration.milliseconds(951_782_400_250).rfc3339 == "2000-02-29T00:00:00.250Z")
        #expect(Duration.seconds(1_709_251_199).rfc3339 == "2024-02-29T23:59:59.000Z")
        #expect(Duration.seconds(4_102_444_800).rfc3339 == "2100-01-01T00:00:00.000Z")
    }

    @Test func `a hook is called by its program or its host alone, for an address may hold a secret`() {
        func label(_ way: HookSpec.Way) -> String { HookSpec(on: [.crash], way, folder: "/").label }
        #expect(label(.run(["/srv/bin/notify.sh", "--token", "t"])) == "notify.sh")
        #expect(
            label(.post("https://user:secret@hooks.example:8443/T0/B0/x?token=t")) == "hooks.example:8443")
    }

    // MARK: - Words for it

    private mutating func notice(_ kind: Happening.Kind, at second: Int) -> HookSense.News? {
        sense.notice(
            Happening(sequence: 1, at: moment(second), instance: InstanceID(3), name: "api", kind: kind),
            HookSense.Subject(instance), "said")
    }

    private mutating func steady(at second: Int) -> [String] {
        sense.steady(at: moment(second)) { "well again after \($0.components.seconds)" }
            .map { "\($0.report.name) \($0.report.occasion), \($0.report.message)" }
    }

    private func moment(_ second: Int) -> Moment { Moment.zero.advanced(by: .seconds(second)) }

    private func exit(_ status: Supervision.ExitStatus, _ cause: Cause, _ verdict: Verdict, row: Int = 1)
        -> ExitRecord
    {
        ExitRecord(
            run: RunID(1), status: status, cause: cause, at: .zero, ran: .seconds(4), verdict: verdict,
            unstableExits: row)
    }
}
