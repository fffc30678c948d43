import Supervision
import Testing
import Verbs

/// What acts: what is sent, when it is over, and what is said of it.
@Suite struct ActTests {
    @Test(arguments: [
        (Act.stop, Request.stop(.ids([InstanceID(0), InstanceID(1)])), "stopped"),
        (.restart, .restart(.ids([InstanceID(0), InstanceID(1)])), "restarted"),
        (.reload, .reload(.ids([InstanceID(0), InstanceID(1)])), "reloaded"),
        (.delete, .delete(.ids([InstanceID(0), InstanceID(1)])), "deleted"),
        (.reset, .reset(.ids([InstanceID(0), InstanceID(1)])), "reset"),
        (.flush, .flush(.ids([InstanceID(0), InstanceID(1)])), "flushed"),
        (.signal(.kill), .signal(.kill, .ids([InstanceID(0), InstanceID(1)])), "sent SIGKILL to"),
    ])
    func `one request for all that are meant, and a line for each`(
        act: Act, request: Request, word: String
    ) async throws {
        let bench = Bench(FakeClient(Sample.snapshot))
        try await bench.desk().act(act, on: ["nextjs-server", "0"])
        #expect(bench.client.sent == [request])
        #expect(bench.out == ["\(word) api-server (0)", "\(word) nextjs-server (1)"])
    }

    @Test func `on a terminal the table is shown, silent says nothing`() async throws {
        let bench = Bench(FakeClient(Sample.snapshot))
        try await bench.desk { $0.look.isTerminal = true }.act(.restart, on: ["all"])
        #expect(bench.client.sent == [.restart(.all)])
        #expect(bench.out.first?.hasPrefix("┌") == true && bench.out.count == 9)

        let silent = Bench(FakeClient(Sample.snapshot))
        try await silent.desk { $0.isSilent = true }.act(.restart, on: ["all"])
        #expect(silent.out == [])
    }

    @Test func `pm2 says what was done and shows the table, wherever it writes to`() async throws {
        let bench = Bench(FakeClient(Sample.snapshot))
        try await bench.desk { $0.dialect = .pm2 }.act(.restart, on: ["api-server"])
        #expect(bench.out.first == "[PM2] [api-server](0) ✓")
        #expect(bench.out.dropFirst().first?.hasPrefix("┌") == true)
    }

    @Test func `update-env hands the environment on first`() async throws {
        let bench = Bench(FakeClient(Sample.snapshot))
        try await bench.desk { $0.environment = ["A": "1"] }
            .act(.restart, on: ["0"], updatesEnvironment: true)
        let zero = Selector.ids([InstanceID(0)])
        #expect(bench.client.sent == [.updateEnvironment(zero, ["A": "1"]), .restart(zero)])
    }

    @Test func `an unknown word sends nothing`() async {
        let bench = Bench(FakeClient(Sample.snapshot))
        await #expect(throws: Refused.unknown("nope")) {
            try await bench.desk().act(.stop, on: ["api-server", "nope"])
        }
        #expect(bench.client.sent == [] && bench.out == [])
    }

    @Test func `what the core refuses is told as it says it`() async {
        let bench = Bench(
            FakeClient(Sample.snapshot) { $0.effect = { _, _ in .refused("there is no process to signal") } })
        await #expect(throws: Refused.failed("there is no process to signal")) {
            try await bench.desk().act(.signal(.term), on: ["2"])
        }
    }

    @Test func `a timeout says what is still open`() async {
        let client = FakeClient(Sample.snapshot) {
            $0.effect = { _, snapshot in
                snapshot.processes[0].status = .stopping
                return nil
            }
        }
        let bench = Bench(client)
        let desk = bench.desk {
            $0.progress = nil
            $0.patience = .milliseconds(2500)
        }
        let verb = Task { () async -> Refused? in
            do throws(Refused) {
                try await desk.act(.stop, on: ["api-server", "worker"])
                return nil
            } catch { return error }
        }
        while bench.timers < 1 || client.sent.isEmpty { await Task.yield() }
        bench.pass(.milliseconds(2500))
        #expect(await verb.value == .failed("not done after 2.5 s: api-server (stopping)"))
        client.answer(.done([]))
    }

    @Test func `Ctrl-C leaves the work to the core and says so`() async {
        let client = FakeClient(Sample.snapshot) { $0.effect = { _, _ in nil } }
        let bench = Bench(client)
        let desk = bench.desk { $0.progress = nil }
        bench.interruptsIn.yield()
        await #expect(
            throws: Refused.interrupted(
                "left; what was asked goes on in the core: api-server (online, its turn comes)")
        ) {
            try await desk.act(.reload, on: ["api-server"])
        }
        client.answer(.done([]))
    }

    @Test func `what takes longer than a second is told on one line, taken away at the end`() async throws {
        let client = FakeClient(Sample.snapshot) {
            $0.details = Sample.details
            $0.effect = { _, _ in nil }
        }
        let bench = Bench(client)
        let desk = bench.desk()
        let verb = Task { try await desk.act(.stop, on: ["api-server", "nextjs-server"]) }
        while bench.timers < 1 || client.sent.isEmpty { await Task.yield() }
        var now = Sample.snapshot
        now.processes[0].status = .stopping
        now.processes[1].status = .stopped
        client.publish(now)
        var lines = bench.progress.makeAsyncIterator()
        bench.pass(.seconds(1))
        // The kill timeout may come a moment after the first snapshot.
        var line = await lines.next()
        while line == "stopping 2 of 2: api-server (stopping)" {
            while bench.timers < 1 { await Task.yield() }
            bench.pass(.zero)
            bench.pass(.milliseconds(100))
            line = await lines.next()
        }
        let told = try #require(line ?? nil)
        #expect(
            told.hasPrefix("stopping 2 of 2: api-server (SIGKILL in ") && told.hasSuffix(" s)"), "\(told)")
        client.answer(.done([InstanceID(0), InstanceID(1)]))
        try await verb.value
        var last: String? = told
        while last != nil { last = await lines.next() ?? nil }
        #expect(bench.out == ["stopped api-server (0)", "stopped nextjs-server (1)"])
    }

    @Test func `kill ends the core and waits until it is gone`() async throws {
        let bench = Bench(FakeClient(Sample.snapshot))
        try await bench.desk().kill()
        #expect(bench.client.sent == [.shutdown])
        #expect(bench.out == ["ended wamon, process 4100"])
    }
}
