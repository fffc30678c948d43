import Monitor
import Screen
import Supervision
import Testing

/// Frames drawn over one another are what they would be drawn from nothing.
@Suite struct DrawingTests {
    @Test func `a cursor that moves leaves the other cells alone`() {
        var model = Sample.model(120, 36, snapshot: Sample.fleet(30), lines: Sample.manyLines(300))
        var drawing = Drawing()
        func frame(_ model: Model) -> Canvas {
            drawing.frame(of: model, theme: .dark, glyphs: .unicode, size: model.size)
        }
        let before = frame(model)
        model.press(.down)
        let after = frame(model)
        #expect(after == model.frame())
        let changed = (0..<36).filter { after.changedColumns(ofRow: $0, since: before) != nil }
        // Two rows of the table, and the title of the panel: only the name is another one.
        #expect(!changed.isEmpty && changed.count < 12)
        model.press(.up)
        #expect(frame(model) == before)
    }

    @Test(arguments: [UInt64(1), 2])
    func `whatever is pressed and whatever comes, no old cell is left`(_ seed: UInt64) {
        var random = Seeded(seed: seed)
        var model = Model(size: Size(width: 120, height: 40), isHosting: false, logLimit: 20_000)
        var drawing = Drawing()
        var walk = DrawingWalk()
        var theme = Theme.dark
        var glyphs = GlyphSet.unicode
        for step in 0..<700 {
            _ = update(&model, walk.message(&random), now: walk.now)
            switch Int.random(in: 0..<400, using: &random) {
            case 0: theme = theme == .dark ? .mono : .dark
            case 1: glyphs = glyphs.isASCII ? .unicode : .ascii
            default: break
            }
            let frame = drawing.frame(of: model, theme: theme, glyphs: glyphs, size: model.size)
            guard frame != model.frame(theme, glyphs) else { continue }
            Issue.record("other cells after step \(step)")
            return #expect(frame.plain == model.frame(theme, glyphs).plain)
        }
    }
}

/// What may come to a monitor, a little at a time: most frames differ from the one before in few things.
private struct DrawingWalk {
    var now = Sample.now
    private var snapshot = Sample.snapshot
    private var lastLine: UInt64 = 0

    private static let keys: [Key] =
        "jjjjkkkkgGsSrRtTpm mlLfwzv?/&123nq".map { .character($0) } + [
            .up, .down, .down, .down, .left, .right, .pageUp, .pageDown, .tab, .enter, .escape, .escape,
            .escape, .escape, .escape, .backspace,
        ]

    mutating func message(_ random: inout Seeded) -> Message {
        now = now.advanced(by: .milliseconds(Int.random(in: 0...120, using: &random)))
        switch Int.random(in: 0..<60, using: &random) {
        case 0:
            return .input(
                .resized(
                    Size(
                        width: .random(in: 0...210, using: &random),
                        height: .random(in: 0...52, using: &random))))
        case 1...3: return .input(.resized(Size(width: 160, height: 48)))
        case 4...12:
            change(&random)
            return .snapshot(snapshot)
        case 13...18:
            lastLine += 1
            return .lines(Sample.batch([line(&random)]))
        case 19...24: return .tick
        case 25: return .reply(.refused("no"), for: .stop(.all))
        case 26: return .connection([.up, .lost("gone")].randomElement(using: &random)!)
        case 27:
            return .input(
                .mouse(
                    Mouse(
                        [.press(.left), .wheelUp, .wheelDown].randomElement(using: &random)!,
                        x: .random(in: 0...160, using: &random), y: .random(in: 0...48, using: &random))))
        default: return .input(.key(Self.keys.randomElement(using: &random)!))
        }
    }

    private mutating func change(_ random: inout Seeded) {
        snapshot.sequence += 1
        snapshot.at = now
        switch Int.random(in: 0..<8, using: &random) {
        case 0: snapshot.processes = Sample.fleet(.random(in: 0...40, using: &random)).processes
        case 1: snapshot.machine.cpuPercent = .random(in: 0...200, using: &random)
        case 2:
            snapshot.events.append(
                Sample.happening(snapshot.sequence, .seconds(1), 0, "api-server", .launched(pid: 7)))
        case 3: snapshot.rolling = RollingProgress(done: 1, total: 3, current: InstanceID(0))
        case 4: snapshot.rolling = nil
        default:
            guard let index = snapshot.processes.indices.randomElement(using: &random) else { return }
            snapshot.processes[index].status = Status.allCases.randomElement(using: &random)!
            snapshot.processes[index].isCrashLooping = Bool.random(using: &random)
            snapshot.processes[index].nextTryAt = now.monotonic + .seconds(2)
            snapshot.processes[index].restarts += 1
            snapshot.processes[index].name = ["a", "worker-server", "воркер"].randomElement(using: &random)!
            snapshot.processes[index].namespace = ["default", "mail"].randomElement(using: &random)!
            snapshot.processes[index].usage.cpuPercent = .random(in: 0...100, using: &random)
        }
    }

    private func line(_ random: inout Seeded) -> LogLine {
        let texts = ["plain", "ERROR x", "日本語ログ ✅", "\u{1B}[31mred", String(repeating: "long ", count: 60)]
        return LogLine(
            id: lastLine, instance: InstanceID(.random(in: 0...3, using: &random)), run: RunID(1),
            stream: Bool.random(using: &random) ? .out : .error, at: now.wall,
            text: texts.randomElement(using: &random)!)
    }
}
