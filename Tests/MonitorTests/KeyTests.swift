import Monitor
import Screen
import Supervision
import Testing

/// What each key does, and above all what it does not.
@Suite struct KeyTests {
    static let api = Selector.id(InstanceID(0))
    static let web = Selector.id(InstanceID(1))

    @Test func `r on what is online asks; the same key confirms only after 300 ms`() {
        var model = Sample.model(80, 24)
        #expect(model.type("r") == [])
        #expect(model.type("r", at: Sample.now.advanced(by: .milliseconds(299))) == [])
        #expect(model.overlay != nil)
        // The last repeat was just now: a key held down never confirms.
        #expect(model.type("r", at: Sample.now.advanced(by: .milliseconds(400))) == [])
        #expect(
            model.type("r", at: Sample.now.advanced(by: .milliseconds(700))) == [.request(.restart(Self.api))]
        )
        #expect(model.overlay == nil)
    }

    @Test func `a key held down for ten seconds confirms nothing`() {
        var model = Sample.model(80, 24)
        for step in 0..<300 {
            #expect(model.type("r", at: Sample.now.advanced(by: .milliseconds(33 * step))) == [])
        }
    }

    @Test func `Cancel has the focus, Escape and Enter leave everything as it is`() {
        var model = Sample.model(80, 24)
        #expect(model.press(.character("r"), .enter) == [])
        #expect(model.overlay == nil)
        #expect(model.press(.character("s"), .escape) == [])
        #expect(model.overlay == nil)
        #expect(model.press(.character("r"), .right, .enter) == [.request(.restart(Self.api))])
    }

    @Test func `q and Ctrl-C close a question they did not ask`() {
        var model = Sample.model(80, 24, isHosting: false)
        #expect(model.press(.character("r"), .character("q")) == [])
        #expect(model.overlay == nil)
        #expect(model.press(.character("s"), .control("c")) == [])
        #expect(model.overlay == nil)
    }

    @Test func `a restart can reset the counter as well`() {
        var model = Sample.model(80, 24)
        #expect(model.type("rx") == [.request(.reset(Self.api)), .request(.restart(Self.api))])
    }

    @Test(arguments: [Status.waiting, .stopped, .errored])
    func `r on what does not run restarts it at once`(_ status: Status) {
        var snapshot = Sample.snapshot
        snapshot.processes[1].status = status
        var model = Sample.model(80, 24, snapshot: snapshot)
        model.press(.down)
        #expect(model.type("r") == [.request(.restart(Self.web))])
        #expect(model.overlay == nil)
    }

    @Test(arguments: [
        (Status.stopped, [Command.request(.start(web))]), (.errored, [.request(.start(web))]),
        (.waiting, [.request(.stop(web))]), (.online, []), (.launching, []), (.stopping, []),
    ])
    func `s starts what is stopped and asks before it ends something`(_ status: Status, _ commands: [Command])
    {
        var snapshot = Sample.snapshot
        snapshot.processes[1].status = status
        var model = Sample.model(80, 24, snapshot: snapshot)
        model.press(.down)
        #expect(model.type("s") == commands)
        #expect((model.overlay == nil) == !commands.isEmpty)
        guard commands.isEmpty else { return }
        #expect(model.type("s", at: Sample.now.advanced(by: .seconds(1))) == [.request(.stop(Self.web))])
    }

    @Test func `S stops all after a question, and starts only what is stopped`() {
        var snapshot = Sample.snapshot
        snapshot.processes[1].status = .stopped
        var model = Sample.model(80, 24, snapshot: snapshot)
        #expect(model.type("Sa") == [.request(.start(.ids([InstanceID(1)])))])
        model.type("S")
        #expect(model.type("S", at: Sample.now.advanced(by: .seconds(1))) == [.request(.stop(.all))])
        snapshot.processes[0].status = .stopped
        var idle = Sample.model(80, 24, snapshot: snapshot)
        #expect(idle.type("S") == [.request(.start(.all))])
        // What has failed may also be meant to stay down.
        snapshot.processes[0].status = .errored
        var failed = Sample.model(80, 24, snapshot: snapshot)
        #expect(failed.type("Se") == [.request(.stop(.ids([InstanceID(0)])))])
        #expect(failed.type("Sa") == [.request(.start(.ids([InstanceID(0), InstanceID(1)])))])
    }

    @Test func `R restarts all one after the other, once it is confirmed`() {
        var model = Sample.model(80, 24)
        #expect(model.type("R") == [])
        #expect(model.type("R", at: Sample.now.advanced(by: .seconds(1))) == [.request(.reload(.all))])
    }

    @Test func `x resets the counter, which hurts nobody`() {
        var model = Sample.model(80, 24)
        #expect(model.type("x") == [.request(.reset(Self.api))])
    }

    @Test func `the signal menu sends what is chosen, and Cancel nothing`() {
        var model = Sample.model(80, 24)
        #expect(model.press(.character("K"), .enter) == [])
        #expect(model.press(.function(9), .down, .enter) == [.request(.signal(.term, Self.api))])
        #expect(model.press(.character("K"), .end, .enter) == [.request(.signal(.kill, Self.api))])
        #expect(model.press(.character("K"), .down, .escape) == [])
        #expect(model.type("KKKK") == [])
    }

    @Test func `hosting, q asks; no repeated key ever confirms, Stop all has a letter of its own`() {
        var model = Sample.model(80, 24)
        for step in 0..<20 {
            let later = Sample.now.advanced(by: .seconds(step))
            #expect(model.press(.character("q"), .control("c"), at: later) == [])
        }
        #expect(model.press(.enter) == [])
        #expect(model.type("qS") == [.quit(.stopAll)])
        #expect(model.isLeaving)
    }

    @Test func `while all are being stopped nothing else is asked of the core, but they can be killed`() {
        var model = Sample.model(80, 24)
        model.type("qS")
        #expect(model.type("r") == [])
        #expect(model.overlay == nil)
        #expect(model.type("qK") == [.request(.shutdown)])
    }

    @Test(arguments: [Key.character("q"), .control("c")])
    func `attached, leaving closes the viewer and nothing else`(_ key: Key) {
        var model = Sample.model(80, 24, isHosting: false)
        #expect(model.press(key) == [.quit(.leave)])
    }

    @Test
    func `hosting, the core can go on in the background where there is somebody to give the prompt back`() {
        var model = Sample.model(80, 24)
        #expect(model.type("qb") == [.quit(.background)])
        #expect(!model.isLeaving)
        var alone = Sample.model(80, 24, canDetach: false)
        #expect(alone.type("qb") == [])
        #expect(alone.type("S") == [.quit(.stopAll)])
    }

    @Test
    func `without its terminal a hosted core goes on in the background, or stops all; a viewer just leaves`()
    {
        var hosting = Sample.model(80, 24)
        #expect(update(&hosting, .input(.closed), now: Sample.now) == [.quit(.background)])
        var alone = Sample.model(80, 24, canDetach: false)
        #expect(update(&alone, .input(.closed), now: Sample.now) == [.quit(.stopAll)])
        var attached = Sample.model(80, 24, isHosting: false)
        #expect(update(&attached, .input(.closed), now: Sample.now) == [.quit(.leave)])
    }

    @Test func `without a core nothing can be asked for, and the screen says so until it is back`() {
        var model = Sample.model(80, 24, isHosting: false)
        _ = update(&model, .connection(.lost("wamon has ended")), now: Sample.now)
        #expect(model.type("r") == [])
        #expect(model.overlay == nil)
        let later = Sample.now.advanced(by: .seconds(10))
        _ = update(&model, .tick, now: later)
        #expect(model.frame().plain.contains("wamon has ended; it is tried again"))
        _ = update(&model, .connection(.up), now: later)
        #expect(!model.frame().plain.contains("wamon has ended"))
        #expect(model.type("s") == [])
        #expect(model.overlay != nil)
    }

    @Test func `another core's lines are counted anew, and none of the old are shown among them`() {
        var model = Sample.model(80, 24, isHosting: false)
        var other = Sample.snapshot
        other.core.startedAt = Sample.now
        other.events = []
        _ = update(&model, .snapshot(other), now: Sample.now)
        #expect(model.logs.buffer.count == 0)
        #expect(model.logs.buffer.lastLine == 0)
    }

    @Test func `q and Escape go back from a sub-view; Escape never leaves`() {
        var model = Sample.model(80, 24, isHosting: false)
        #expect(model.type("lq") == [.backlog(of: InstanceID(0))])
        #expect(model.place == .main)
        model.press(.enter)
        #expect(model.place == .zoom(.details))
        #expect(model.press(.character("q")) == [])
        #expect(model.place == .main)
        #expect(model.press(.character("?"), .character("q")) == [])
        #expect(model.overlay == nil)
        #expect(model.press(.escape, .escape, .escape) == [])
    }

    @Test func `read-only, nothing can be changed and the keys are not shown`() {
        var model = Sample.model(120, 36, isHosting: false, isReadOnly: true)
        for key in ["r", "s", "S", "R", "K", "x"] {
            #expect(model.type(key) == [])
            #expect(model.overlay == nil)
        }
        model.toast = nil
        #expect(!model.frame().plain.contains("r restart"))
        model.type("?")
        #expect(!model.frame().plain.contains("rolling restart"))
    }

    @Test func `Ctrl-L draws anew and Ctrl-Z suspends`() {
        var model = Sample.model(80, 24)
        #expect(model.press(.control("l"), .control("z")) == [.redraw, .suspend])
    }

    @Test func `a dialog about a process that is gone closes`() {
        var model = Sample.model(80, 24)
        model.type("r")
        var snapshot = Sample.snapshot
        snapshot.processes.removeFirst()
        _ = update(&model, .snapshot(snapshot), now: Sample.now)
        #expect(model.overlay == nil)
    }

    @Test func `an answer is shown for a while`() {
        var model = Sample.model(80, 24)
        _ = update(&model, .reply(.done([InstanceID(0)]), for: .restart(Self.api)), now: Sample.now)
        #expect(model.frame().plain.contains("api-server: restarted"))
        _ = update(&model, .tick, now: Sample.now.advanced(by: .seconds(4)))
        #expect(!model.frame().plain.contains("api-server: restarted"))
        _ = update(&model, .reply(.refused("no such process"), for: .stop(Self.api)), now: Sample.now)
        #expect(model.frame().plain.contains("no such process"))
    }

    @Test func `the next tick is the clock's, a countdown's or the end of a message, whichever comes first`()
    {
        var calm = Sample.model(80, 24, snapshot: Sample.fleet(3))
        #expect(calm.nextTick == .milliseconds(200))
        calm.toast = Model.Toast(text: "x", isError: false, until: Sample.now.monotonic + .milliseconds(150))
        #expect(calm.nextTick == .milliseconds(150))
        #expect(Sample.model(80, 24).nextTick == .milliseconds(100))
    }

    @Test func `every action has a key, every key one action`() {
        let map = Keymap.standard
        #expect(Set(map.table.map(\.action)) == Set(Action.allCases))
        for place in KeyPlace.allCases {
            let keys = map.table.filter { $0.places.contains(place) }.flatMap(\.keys)
            #expect(keys.count == Set(keys).count, "\(place)")
            // Docker takes Ctrl-P Ctrl-Q for detaching.
            #expect(!keys.contains(.control("p")) && !keys.contains(.control("q")))
            // Scrolling never kills.
            #expect(map.action(for: .character("k"), in: place) == .up)
        }
    }

    @Test func `everything asked of the core belongs to a key that read-only mode hides`() {
        for binding in Keymap.standard.table where !binding.acts {
            for key in binding.keys {
                var model = Sample.model(80, 24)
                let commands = model.press(key)
                #expect(!commands.contains { if case .request = $0 { true } else { false } })
            }
        }
    }
}
