@testable import Supervision
import Testing

@Suite struct SavedFleetTests {
    /// One up with two instances, one stopped, one errored, one with a newer spec to come, one being deleted.
    private func bench() -> Bench {
        var bench = Bench()
        bench.apply(
            .start, spec("api") { $0.instances = 2 }, spec("halted"),
            spec("broken") { $0.policy.maxRestarts = 1 },
            environment: ["WHO": "me"])
        bench.apply(.start, spec("web"), spec("gone"))
        bench.order(.stop, "halted")
        for name in ["halted", "broken"] { bench.exit(name) }
        bench.updateEnvironment("web", ["WHO": "newer"])
        bench.order(.delete, "gone")
        return bench
    }

    private func words(_ saved: SavedFleet) -> [String] {
        saved.apps.map { app in
            let slots = app.instances.map { "\($0.ordinal) \($0.isWanted ? "up" : "down")" }
            return "\(app.spec.name): \(slots.joined(separator: ", "))"
        }
    }

    @Test func `apps are saved with what is wanted of each instance`() {
        let saved = bench().fleet.saved
        #expect(words(saved) == ["api: 0 up, 1 up", "halted: 0 down", "broken: 0 up", "web: 0 up"])
        #expect(saved.environments == [["WHO": "me"], ["WHO": "newer"]])
        #expect(saved.apps.map(\.environment) == [0, 0, 0, 1])
        #expect(saved.apps.allSatisfy { $0.spec.inherited == nil })
    }

    @Test func `a fleet that was saved comes back as it was wanted`() {
        let saved = bench().fleet.saved
        var fleet = Fleet()
        let (added, wanted) = fleet.restore(saved)
        #expect(added.map(\.raw) == [0, 1, 2, 3, 4])
        #expect(wanted.map(\.raw) == [0, 1, 3, 4])
        let orders = fleet.order(.start(), to: wanted, now: .zero)
        #expect(orders.count == 4)
        #expect(fleet.saved == saved)
    }

    @Test func `gaps among the ordinals stay`() {
        var bench = Bench(spec { $0.instances = 3 })
        bench.delete(slot: 1)
        bench.hear(at: 1, .ended(.exited(0), treeAlive: false))
        var fleet = Fleet()
        _ = fleet.restore(bench.fleet.saved)
        #expect(fleet.instances.map(\.ordinal) == [0, 2])
        #expect(fleet.instances.map(\.spec.instances) == [2, 2])
    }

    @Test func `nothing is started again of what was being stopped`() {
        var bench = bench()
        bench.shutDown()
        #expect(bench.fleet.saved.isEnding)
        var fleet = Fleet()
        let (added, wanted) = fleet.restore(bench.fleet.saved)
        #expect(added.count == 5)
        #expect(wanted == [])
    }

    @Test func `to start it in another core, what was down rests`() {
        let launch = bench().fleet.saved.launch
        #expect(launch.specs.map(\.name) == ["api", "halted", "broken", "web"])
        #expect(launch.specs.map(\.instances) == [2, 1, 1, 1])
        #expect(
            launch.specs.map(\.inherited) == [["WHO": "me"], ["WHO": "me"], ["WHO": "me"], ["WHO": "newer"]])
        #expect(launch.resting == [1])
    }

    @Test func `what makes no sense, or is there already, is passed over`() {
        var saved = SavedFleet()
        saved.apps = [
            .init(
                spec: spec("api"), environment: 7,
                instances: [-1, 0, 0, 2].map { .init(ordinal: $0, isWanted: true) }),
            .init(spec: spec("api"), environment: nil, instances: [.init(ordinal: 0, isWanted: true)]),
            .init(
                spec: spec("many"), environment: nil,
                instances: (0..<5000).map { .init(ordinal: $0, isWanted: true) }),
            .init(spec: spec("none"), environment: nil, instances: []),
        ]
        var fleet = Fleet()
        let (added, _) = fleet.restore(saved)
        #expect(added.count == 2)
        #expect(fleet.instances.map(\.ordinal) == [0, 2])
        #expect(fleet.instances.map(\.spec.inherited) == [nil, nil])
    }

    @Test func `the revision grows with what is wanted, and with nothing else`() {
        var bench = Bench(spec())
        func grows(_ change: (inout Bench) -> Void) -> Bool {
            let before = bench.fleet.revision
            change(&bench)
            return bench.fleet.revision != before
        }
        #expect(!grows { $0.order(.restart()) })
        #expect(!grows { $0.exit() })
        #expect(!grows { $0.order(.signal(.hup)) })
        #expect(grows { $0.order(.stop) })
        #expect(!grows { $0.exit() })
        #expect(!grows { $0.order(.stop) })
        #expect(grows { $0.apply(.start, spec()) })
        #expect(grows { $0.apply(.start, spec { $0.port = 1 }) })
        #expect(!grows { $0.exit() })
        #expect(grows { $0.updateEnvironment("api", ["A": "1"]) })
        #expect(grows { _ = $0.scale("api", .exactly(1)) == nil ? $0.shutDown() : () })
    }
}
