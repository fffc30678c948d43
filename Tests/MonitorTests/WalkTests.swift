import Monitor
import Screen
import Supervision
import Testing

/// Splitmix64: the same walk on every machine.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Anything in any order, on a window of any size.
@Suite struct WalkTests {
    @Test func `a hundred thousand random messages leave it in one piece`() {
        var random = Seeded(seed: 20_261_123)
        var model = Sample.model(80, 24)
        var clock = Sample.now
        var lastLine: UInt64 = 18
        var fleet = 2
        var asked: [Fetch] = []
        let keys =
            Keymap.standard.table.flatMap(\.keys) + [
                .left, .right, .backspace, .delete, .enter, .escape, .function(2),
            ]
        for step in 0..<100_000 {
            clock = clock.advanced(by: .milliseconds(Int.random(in: 0...200, using: &random)))
            let message: Message
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let size = Size(
                    width: Int.random(in: 0...130, using: &random),
                    height: Int.random(in: 0...45, using: &random))
                message = .input(.resized(size))
            case 1, 2:
                if Int.random(in: 0..<10, using: &random) == 0 {
                    fleet = Int.random(in: 0...40, using: &random)
                }
                message = .snapshot(Self.snapshot(fleet, at: clock, &random))
            case 3, 4:
                let lines = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                    lastLine += 1
                    return Self.line(lastLine, at: clock, &random)
                }
                message = .lines(Sample.batch(lines))
            case 5: message = .tick
            case 6:
                let mouse = Mouse(
                    [.press(.left), .wheelUp, .wheelDown, .drag].randomElement(using: &random)!,
                    x: Int.random(in: -2...140, using: &random), y: Int.random(in: -2...50, using: &random))
                message = .input(.mouse(mouse))
            case 7:
                message = .input(.key(.character(["a", "é", "日", "3", "S"].randomElement(using: &random)!)))
            case 8: message = .reply(.refused("no"), for: .stop(.all))
            // Some answers never come, some come long after nobody waits for them.
            case 9, 10:
                let fetch = asked.randomElement(using: &random) ?? .history(InstanceID(1))
                message = .fetched(Sample.answer(fetch))
            default: message = .input(.key(keys.randomElement(using: &random)!))
            }
            for case .fetch(let fetch) in update(&model, message, now: clock) { asked.append(fetch) }
            asked = asked.suffix(12)
            // `#expect` a hundred thousand times would take longer than the walk.
            if !Self.isSound(model) { Issue.record("unsound after step \(step): \(message)") }
            if step % 250 == 0 {
                let canvas = view(
                    model, theme: .dark, glyphs: step % 500 == 0 ? .ascii : .unicode, size: model.size)
                #expect(canvas.size == model.size)
            }
        }
    }

    /// The selection is a process (or a namespace) on a visible row, or there is none to select.
    private static func isSound(_ model: Model) -> Bool {
        guard !model.rows.isEmpty else { return model.selection == nil && model.table.group == nil }
        guard model.rows.indices.contains(model.selectedRow) else { return false }
        let isSelected =
            switch model.rows[model.selectedRow] {
            case .process(let index): model.tabled.processes[index].id == model.selection
            case .group(let index): model.table.groups[index].name == model.table.group
            }
        return isSelected && model.topRow >= 0 && model.topRow <= model.selectedRow
    }

    private static func snapshot(_ count: Int, at clock: Moment, _ random: inout Seeded) -> Snapshot {
        var snapshot = Sample.snapshot
        snapshot.at = clock
        snapshot.processes = (0..<count).map { id in
            var process = Bool.random(using: &random) ? Sample.api : Sample.web
            process.id = InstanceID(id * Int.random(in: 1...1, using: &random))
            process.name = ["api-server", "web", "воркер", "日本-server", "x"][id % 5]
            process.namespace = ["default", "магазин", "mail"][id % 3]
            process.status = Status.allCases.randomElement(using: &random)!
            process.usage.cpuPercent = Double.random(in: -5...5000, using: &random)
            process.usage.memory = Int.random(in: -1...(1 << 41), using: &random)
            process.restarts = Int.random(in: 0...100_000, using: &random)
            process.isStuck = Int.random(in: 0..<20, using: &random) == 0
            return process
        }
        return snapshot
    }

    private static func line(_ id: UInt64, at clock: Moment, _ random: inout Seeded) -> LogLine {
        let texts = [
            "", "plain", "\u{1B}[31mred", "ERROR x", "  at foo (bar.js:1:2)", "日本語ログ ✅ e\u{301}", "\t\ttabs",
            String(repeating: "long ", count: 80),
        ]
        return LogLine(
            id: id, instance: InstanceID(Int.random(in: 0...5, using: &random)), run: RunID(1),
            stream: Bool.random(using: &random) ? .out : .error, at: clock.wall,
            text: texts.randomElement(using: &random)!)
    }
}
