import Kernel
import Supervision
import Testing

@testable import Vitals

@Suite struct ProcTextTests {
    static func stat(_ text: String) -> ProcStat? { ProcStat(Array(text.utf8).span) }

    @Test func `a stat line is read behind the last parenthesis of the name`() throws {
        let line =
            "1234 (a) S (b) 1) R 12 1234 77 34816 -1 4194304 5 6 7 8 30 12 4 5 20 -5 3 0 987654 1000 2000\n"
        let stat = try #require(ProcTextTests.stat(line))
        #expect(stat.state == UInt8(ascii: "R"))
        #expect(stat.parent == 12)
        #expect(stat.session == 77)
        #expect(stat.ticks == 42)
        #expect(stat.childTicks == 9)
        #expect(stat.threads == 3)
        #expect(stat.start == 987654)
        #expect(!stat.isZombie)
    }

    @Test func `a stat line cut anywhere before its start time is none`() {
        let line = "1234 (sh) S 12 1234 77 34816 -1 4194304 5 6 7 8 30 12 4 5 20 0 3 0 9"
        #expect(ProcTextTests.stat(line)?.start == 9)
        for length in 0..<(line.utf8.count - 1) {
            #expect(ProcTextTests.stat(String(line.prefix(length))) == nil)
        }
    }

    @Test func `a figure too large for 64 bits is none`() {
        var index = 0
        #expect(Array("18446744073709551615".utf8).span.number(at: &index) == .max)
        index = 0
        #expect(Array("18446744073709551616".utf8).span.number(at: &index) == nil)
    }

    @Test func `a key is found at the beginning of a line and as a whole word only`() {
        let text = Array("total_inactive_file 1\ninactive_file_x 2\ninactive_file 3\n".utf8)
        #expect(text.span.value(of: "inactive_file") == 3)
        #expect(text.span.value(of: "active_file") == nil)
        #expect(text.span.value(of: "total_inactive_file") == 1)
    }

    @Test func `processors we may not use are not counted`() {
        let text = Array(
            """
            cpu  400 0 100 5000 10 0 0 0 0 0
            cpu0 100 10 20 1000 5 3 4 6 50 0
            cpu1 100 0 25 1250 5 0 0 0 0 0
            cpu10 100 0 25 1250 5 0 0 0 0 0
            intr 4 5 6

            """.utf8)
        let list = CpuList(status: Array("Name:\tx\nCpus_allowed_list:\t0,8-11\n".utf8).span)
        let some = ProcessorTimes(text.span, allowed: list)
        #expect(some.count == 2)
        #expect(some.busy == 137 + 125)
        #expect(some.all == 1148 + 1380)
        #expect(ProcessorTimes(text.span, allowed: nil).count == 3)
    }

    @Test func `the share of processors is held against the time that passed`() {
        let before = ProcessorTimes(Array("cpu0 0 0 0 0\ncpu1 0 0 0 0\n".utf8).span, allowed: nil)
        let after = ProcessorTimes(Array("cpu0 50 0 0 50\ncpu1 0 0 25 75\n".utf8).span, allowed: nil)
        #expect(after.percent(since: before) == 75)
        #expect(before.percent(since: after) == 0)
    }

    @Test func `a history keeps the last sixty figures, clipped`() {
        var history = History()
        for number in 0..<70 {
            var usage = Usage()
            usage.cpuPercent = Double(number) * 20
            usage.memory = number << 16
            history.append(usage)
        }
        #expect(history.memory == Array(10...69))
        #expect(history.cpu.first == 200)
        #expect(history.cpu.last == 1000)
        #expect(history.cpu.count == 60)
    }

    /// No text, however broken, may stop the core.
    @Test func `no bytes trap`() {
        var random = Seeded(state: 20_261_123)
        let seeds = [
            "1234 (sh) S 12 1234 77 34816 -1 4194304 5 6 7 8 30 12 4 5 20 0 3 0 9 10\n",
            "Cpus_allowed_list:\t0-3,8-18446744073709551615\nPss: 12 kB\nMax msgqueue size   819200  x\n",
            "cpu  1 2 3\ncpu0 1 2 3 4 5 6 7 8 9 10\ncpu18446744073709551615 18446744073709551615 1 1 1 1",
            "usage_usec 18446744073709551615\nnr_periods -1\nmax 100000\noom_kill\n0.5 ) ( \0\0 WAMON_RUN=",
        ].map { Array($0.utf8) }
        let zero = ProcessorTimes(Array("cpu0 1 1 1 1".utf8).span, allowed: nil)
        for round in 0..<4_000 {
            var text = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let at = Int.random(in: 0..<max(1, text.count), using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text.removeSubrange(min(at, text.count)...)
                case 1: text.insert(UInt8.random(in: 0...255, using: &random), at: min(at, text.count))
                case 2: if at < text.count { text[at] = UInt8.random(in: 0...255, using: &random) }
                default: text.insert(contentsOf: seeds[0].prefix(at), at: min(at, text.count))
                }
            }
            let span = text.span
            _ = ProcStat(span)
            _ = span.value(of: "usage_usec")
            _ = span.value(of: "Pss:")
            let times = ProcessorTimes(span, allowed: CpuList(status: span))
            _ = times.percent(since: zero)
        }
    }
}

/// splitmix64: the same walk every time.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
