import Screen
import Testing

@Suite struct LayoutTests {
    @Test("rows share what the fixed ones leave")
    func rows() {
        let parts = Rect(x: 1, y: 2, width: 80, height: 24).rows([
            .fixed(2), .fill(), .fill(weight: 2), .fixed(1),
        ])
        #expect(parts.map(\.y) == [2, 4, 11, 25])
        #expect(parts.map(\.height) == [2, 7, 14, 1])
        #expect(parts.allSatisfy { $0.x == 1 && $0.width == 80 })
    }

    @Test("where there is no room the last ones get nothing")
    func tooSmall() {
        let parts = Rect(x: 0, y: 0, width: 10, height: 3).rows([.fixed(2), .fill(), .fixed(5)])
        #expect(parts.map(\.height) == [2, 0, 1])
        let columns = Rect(x: 0, y: 0, width: 3, height: 1).columns(
            [.fixed(2), .fixed(2), .fixed(2)], gap: 1)
        #expect(columns.map(\.width) == [1, 0, 0])
        #expect(columns.allSatisfy { $0.maxX <= 3 })
    }

    @Test("columns leave gaps between them")
    func columns() {
        let parts = Rect(x: 0, y: 0, width: 21, height: 1).columns([.fixed(4), .fill(), .fill()], gap: 1)
        #expect(parts.map(\.x) == [0, 5, 13])
        #expect(parts.map(\.width) == [4, 7, 8])
    }

    @Test("taking from an edge leaves the rest")
    func taking() {
        var area = Rect(x: 0, y: 0, width: 10, height: 10)
        #expect(area.takeTop(2) == Rect(x: 0, y: 0, width: 10, height: 2))
        #expect(area.takeBottom(3) == Rect(x: 0, y: 7, width: 10, height: 3))
        #expect(area.takeLeft(4) == Rect(x: 0, y: 2, width: 4, height: 5))
        #expect(area.takeRight(99) == Rect(x: 4, y: 2, width: 6, height: 5))
        #expect(area == Rect(x: 4, y: 2, width: 0, height: 5))
    }

    @Test("a dialog is centred, and cut where the screen is smaller")
    func centred() {
        let screen = Rect(x: 0, y: 0, width: 80, height: 24)
        #expect(screen.centred(width: 60, height: 6) == Rect(x: 10, y: 9, width: 60, height: 6))
        #expect(screen.centred(width: 100, height: 6) == Rect(x: 0, y: 9, width: 80, height: 6))
    }

    private let table = [
        Column("id", minimum: 2, priority: 3, alignment: .right),
        Column("name", minimum: 6, maximum: 20, priority: 1),
        Column("status", minimum: 9, priority: 0),
        Column("cpu", minimum: 4, maximum: 6, priority: 2, alignment: .right),
    ]

    @Test("with room all columns are there, the important ones growing first")
    func wideTable() {
        let placed = Column.fit(table, into: 40, gap: 1)
        #expect(placed.map(\.id) == ["id", "name", "status", "cpu"])
        #expect(placed.map(\.x) == [0, 3, 24, 34])
        #expect(placed.map(\.width) == [2, 20, 9, 6])
    }

    @Test(
        "the least important columns go first when it gets narrow",
        arguments: [
            (24, ["id", "name", "status", "cpu"]), (23, ["name", "status", "cpu"]), (20, ["name", "status"]),
            (16, ["name", "status"]), (15, ["status"]), (3, ["status"]), (0, ["status"]),
        ] as [(Int, [String])])
    func narrowTable(width: Int, kept: [String]) {
        let placed = Column.fit(table, into: width, gap: 1)
        #expect(placed.map(\.id) == kept)
        #expect(placed.allSatisfy { $0.x + $0.width <= max(width, 0) })
    }
}
