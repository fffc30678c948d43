import Monitor
import Screen
import Supervision
import Testing
import Wording

/// What is told beyond the screen, and how often the screen changes by itself.
@Suite struct AlertTests {
    private static func asking(_ bell: String = "bell") -> Model {
        var model = Sample.model(120, 36)
        model.furnish(Settings.parse("bell = \(bell)").0)
        return model
    }

    /// The fleet after the next crash of the web server.
    private static func crash(_ sequence: UInt64, _ id: Int = 1) -> Snapshot {
        var snapshot = Sample.snapshot
        snapshot.events.append(
            Sample.happening(sequence, .zero, id, "nextjs-server", .ended(Sample.crash(3))))
        return snapshot
    }

    @Test func `a crash is told where it was asked for, of one process once in thirty seconds`() {
        var model = Self.asking("notify")
        let sentence = "nextjs-server exited code 1 after 4.1s → restart in 6.4s (crash 3 of 10 in a row)"
        #expect(
            update(&model, .snapshot(Self.crash(3)), now: Sample.now) == [.alert(.notify, sentence)])
        let soon = Sample.now.advanced(by: .seconds(29))
        #expect(update(&model, .snapshot(Self.crash(4)), now: soon) == [])
        #expect(update(&model, .snapshot(Self.crash(5, 0)), now: soon).count == 1)
        let later = Sample.now.advanced(by: .seconds(31))
        #expect(update(&model, .snapshot(Self.crash(6)), now: later).count == 1)
    }

    @Test func `nothing is told of what was before, of what was asked for, or where nobody asked`() {
        var quiet = Sample.model(120, 36)
        #expect(update(&quiet, .snapshot(Self.crash(3)), now: Sample.now) == [])
        var new = Model(size: Size(width: 80, height: 24), isHosting: false)
        new.furnish(Settings.parse("bell = bell").0)
        #expect(update(&new, .snapshot(Self.crash(3)), now: Sample.now) == [])
        var model = Self.asking()
        var asked = Sample.crash(0)
        asked.cause = .manual
        var snapshot = Sample.snapshot
        snapshot.events.append(Sample.happening(3, .zero, 1, "nextjs-server", .ended(asked)))
        #expect(update(&model, .snapshot(snapshot), now: Sample.now) == [])
    }

    @Test func `the title says where it is and the worst of it`() {
        #expect(Sample.model(120, 36).title == "wamon · wa-manager · 1 waiting")
        var snapshot = Sample.snapshot
        snapshot.processes[1].status = .errored
        #expect(Sample.model(120, 36, snapshot: snapshot).title == "wamon · wa-manager · 1 errored")
        snapshot.processes[1].status = .online
        var model = Sample.model(120, 36, snapshot: snapshot)
        #expect(model.title == "wamon · wa-manager · 2 of 2 up")
        _ = update(&model, .connection(.lost("it has ended")), now: Sample.now)
        #expect(model.title == "wamon · wa-manager · no connection")
    }

    @Test func `figures alone wait for their turn, news do not`() {
        var model = Sample.model(120, 36)
        model.type("--")
        #expect(model.arrangement.refresh == .seconds(5))
        var snapshot = Sample.snapshot
        snapshot.processes[0].usage.cpuPercent = 77.7
        snapshot.at = Sample.now.advanced(by: .seconds(1))
        _ = update(&model, .snapshot(snapshot), now: snapshot.at)
        #expect(!model.frame().plain.contains("77.7"))
        snapshot.at = Sample.now.advanced(by: .seconds(5))
        _ = update(&model, .snapshot(snapshot), now: snapshot.at)
        #expect(model.frame().plain.contains("77.7"))
        #expect(model.frame().plain.contains("every 5s"))
        snapshot.at = Sample.now.advanced(by: .seconds(6))
        snapshot.processes[0].usage.cpuPercent = 88.8
        snapshot.processes[1].status = .online
        _ = update(&model, .snapshot(snapshot), now: snapshot.at)
        #expect(model.frame().plain.contains("88.8"))
    }

    @Test func `without the keyboard the screen rests five seconds, but for what is news`() {
        var model = Sample.model(120, 36)
        #expect(model.rest == .zero)
        _ = update(&model, .input(.focused(false)), now: Sample.now)
        #expect(model.rest == .seconds(5))
        #expect(model.nextTick == .seconds(5))
        var snapshot = Sample.snapshot
        snapshot.processes[0].usage.cpuPercent = 99
        #expect(!model.isNews(.snapshot(snapshot)))
        #expect(!model.isNews(.lines(Sample.batch(Sample.lines))))
        snapshot.processes[0].status = .stopped
        #expect(model.isNews(.snapshot(snapshot)))
        #expect(model.isNews(.reply(.refused("no"), for: .stop(.all))))
        _ = update(&model, .input(.focused(true)), now: Sample.now)
        #expect(model.rest == .zero)
        #expect(model.nextTick == .milliseconds(100))
    }
}
