import Screen
import Supervision
import Testing
import Verbs
import WamonTesting

@Suite struct TableTests {
    private static func look(_ width: Int, isUnicode: Bool = true, hasColors: Bool = false) -> Look {
        var look = Look()
        look.isTerminal = true
        look.width = width
        look.isUnicode = isUnicode
        look.hasColors = hasColors
        return look
    }

    private static func table(
        _ look: Look, _ dialect: Dialect = .wamon, of snapshot: Snapshot = Sample.snapshot
    ) -> [String] {
        StatusTable(snapshot, now: Sample.now, look: look, dialect: dialect).lines
    }

    @Test(arguments: [40, 80, 120, 160])
    func `the table has the columns that fit`(width: Int) {
        let text = Self.table(Self.look(width)).joined(separator: "\n")
        #expect(Golden.difference("status-\(width)", text) == nil)
    }

    @Test func `without UTF-8 it is drawn in ASCII`() {
        let text = Self.table(Self.look(120, isUnicode: false)).joined(separator: "\n")
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(Golden.difference("status-ascii", text) == nil)
    }

    @Test func `piped it is plain, aligned and complete`() {
        let text = Self.table(Self.look(40).plain).joined(separator: "\n")
        #expect(Golden.difference("status-piped", text) == nil)
        #expect(
            Golden.difference("status-empty", Self.table(Look(), of: Snapshot()).joined(separator: "\n"))
                == nil)
    }

    @Test func `piped by pm2 it keeps the box and PM2's columns`() {
        let text = Self.table(Self.look(40).plain, .pm2).joined(separator: "\n")
        #expect(Golden.difference("status-pm2-piped", text) == nil)
    }

    @Test func `colours say the state`() {
        let text = Self.table(Self.look(120, hasColors: true)).joined(separator: "\n")
        #expect(Golden.difference("status-colours", text.replacing("\u{1B}", with: "␛")) == nil)
    }

    @Test func `no line is ever wider than the terminal`() {
        let names = [
            "a", "api-server", "日本語のサービス", "👩‍👩‍👧‍👦 family", "e\u{301}tude", "tab\there", "x\u{1B}[31m", "",
            String(repeating: "long-", count: 40), String(repeating: "漢", count: 90), "Привет",
        ]
        var snapshot = Sample.snapshot
        snapshot.processes += names.enumerated().map { index, name in
            var process = Sample.process(10 + index * 100_000, name, Status.allCases[index % 6])
            process.namespace = names[(index + 3) % names.count]
            process.pid = 4_194_304
            process.usage.memory = 123_456_789_012
            process.nextTryAt = Sample.now.monotonic + .seconds(1000)
            return process
        }
        for width in 1...220 {
            for isUnicode in [true, false] {
                for line in Self.table(Self.look(width, isUnicode: isUnicode), of: snapshot) {
                    #expect(GlyphWidth.columns(of: line) <= width, "\(width): \(line)")
                    #expect(!line.contains("\u{1B}") && !line.contains("\t"))
                }
            }
        }
    }

    @Test func `every width has as many columns as fit, the name and the status first`() {
        var last = 0
        for width in 36...200 {
            let header = Self.table(Self.look(width))[1]
            let columns = header.count { $0 == "│" } - 1
            #expect(columns >= last, "\(width)")
            last = columns
        }
        #expect(last == 10)
    }
}
