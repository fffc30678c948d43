import Supervision
import Testing
import Verbs
import WamonTesting

@Suite struct AnswerTests {
    private static func bench() -> Bench {
        Bench(
            FakeClient(Sample.snapshot) {
                $0.details = Sample.details
                $0.history = [Sample.crash]
                $0.lastLines = ["starting", "TypeError: x is undefined"].enumerated().map { index, text in
                    LogLine(
                        id: UInt64(index), instance: InstanceID(1), run: RunID(9),
                        stream: index == 1 ? .error : .out, at: Sample.now.wall, text: text)
                }
            })
    }

    @Test func `status piped is the table`() async throws {
        let bench = Self.bench()
        try await bench.desk().status()
        #expect(bench.out == StatusTable(Sample.snapshot, now: Sample.now, look: Look()).lines)
    }

    @Test func `jlist has PM2's shape`() async throws {
        let bench = Self.bench()
        try await bench.desk().jlist()
        #expect(bench.out.count == 1)
        #expect(Golden.difference("jlist", bench.out.joined(separator: "\n")) == nil)
    }

    @Test func `prettylist has the shape of util inspect`() async throws {
        let bench = Self.bench()
        try await bench.desk().prettylist()
        #expect(Golden.difference("prettylist", bench.out.joined(separator: "\n")) == nil)
    }

    @Test func `jlist of nobody is an empty list`() async throws {
        var empty = Snapshot()
        empty.core.pid = 1
        let bench = Bench(FakeClient(empty))
        try await bench.desk().jlist()
        try await bench.desk().prettylist()
        #expect(bench.out == ["[]", "[]"])
    }

    @Test func `describe tells everything, piped and on a terminal`() async throws {
        let bench = Self.bench()
        try await bench.desk().describe(["api-server", "nextjs-server"])
        #expect(Golden.difference("describe", bench.out.joined(separator: "\n")) == nil)
        #expect(!bench.out.joined().contains("so\\\""), "secrets are left to env")

        let narrow = Self.bench()
        try await narrow.desk {
            $0.look.isTerminal = true
            $0.look.width = 50
        }.describe(["0"])
        #expect(Golden.difference("describe-50", narrow.out.joined(separator: "\n")) == nil)
    }

    @Test func `ping is PM2's word, and a core that does not answer is said`() async throws {
        let bench = Self.bench()
        try await bench.desk().ping()
        #expect(bench.out == ["{ msg: 'pong' }"])
    }
}
