import Kernel
import Supervision
import Testing

@Suite struct RunTableTests {
    private let table: RunTable = {
        var table = RunTable(
            boot: "6f1d-22", space: "pid:[4026531836]", core: "9c41d3a0b7e25f68", limit: 819200)
        table.rows = [
            .init(
                run: RunID(1 << 32 | 7), root: Member(pid: 812, start: 53190), slot: 2, signal: .int,
                wholeTree: true, name: "api server"),
            .init(
                run: RunID(3), root: Member(pid: 900, start: .max), slot: 1, signal: .term,
                wholeTree: false, name: ""),
        ]
        return table
    }()

    @Test func `a table comes back as it was written`() {
        #expect(RunTable(table.text) == table)
        #expect(
            table.text
                == """
                wamon-runs 1
                boot 6f1d-22
                space pid:[4026531836]
                core 9c41d3a0b7e25f68
                limit 819200
                run 4294967303 812 53190 2 2 tree api server
                run 3 900 18446744073709551615 1 15 root \u{20}

                """.replacing("root  ", with: "root "))
    }

    @Test func `a name over several lines stays one`() {
        var odd = table
        odd.rows[0].name = "api\nrun 1 2 3 4 5 tree x\r\ny"
        #expect(RunTable(odd.text)?.rows.map(\.name) == ["api run 1 2 3 4 5 tree x y", ""])
    }

    @Test func `cut anywhere, it says what is whole and nothing else`() {
        let bytes = Array(table.text.utf8)
        let head = table.text.split(separator: "\n").prefix(5).map(\.utf8.count).reduce(0, +) + 5
        for length in 0...bytes.count {
            let cut = RunTable(String(decoding: bytes[..<length], as: UTF8.self))
            if length < head { #expect(cut == nil) }
            let rows = cut?.rows ?? []
            #expect(rows == Array(table.rows.prefix(rows.count)))
            if length == bytes.count { #expect(rows.count == 2) }
        }
    }

    /// 20,000 tables with bytes changed, left out and put in.
    @Test func `garbage is no row, and never anybody who could not be one`() {
        var state: UInt64 = 7
        func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
        let whole = Array(table.text.utf8)
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0...roll(4) {
                let place = roll(bytes.count)
                switch roll(3) {
                case 0: bytes[place] = UInt8(roll(256))
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(roll(256)), at: place)
                }
            }
            guard let read = RunTable(String(decoding: bytes, as: UTF8.self)) else { continue }
            for row in read.rows {
                #expect(row.root.pid > 1 && row.slot > 0 && (1...64).contains(row.signal.raw))
            }
        }
    }

    @Test(arguments: [
        "", "\n\n\n", "wamon-runs 2\nboot a\nspace b\ncore c\nlimit 1\n", "wamon-runs 1\n",
        "wamon-runs 1\nboot a\nspace b\ncore ../x\nlimit 1\n",
        "wamon-runs 1\nboot a\nspace b\ncore c\nlimit -1\n",
    ])
    func `without its whole head a table says nothing`(text: String) {
        #expect(RunTable(text) == nil)
    }

    @Test(arguments: [
        "run 1 1 5 1 2 tree init", "run 1 -4 5 1 2 tree x", "run 1 4 5 0 2 tree x", "run 1 4 5 1 0 tree x",
        "run 1 4 5 1 65 tree x", "run 1 4 5 1 2 bush x", "run 1 4 5 1 2 tree",
        "run 1 99999999999 5 1 2 tree x",
    ])
    func `a row that means nobody is passed over`(row: String) {
        #expect(RunTable("wamon-runs 1\nboot a\nspace b\ncore c\nlimit 1\n\(row)\n")?.rows == [])
    }

    @Test func `it is of here when boot and container are`() {
        #expect(RunTable(core: "abc").isOfHere)
        #expect(!table.isOfHere)
    }
}
