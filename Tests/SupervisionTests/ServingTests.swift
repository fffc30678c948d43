import Supervision
import Testing

@Suite struct ServingTests {
    private static func snapshot(_ processes: [(Status, HealthState?)]) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.processes = processes.enumerated().map { id, one in
            var process = ProcessSnapshot(
                id: InstanceID(id), name: "app", namespace: "default", mode: "fork")
            process.status = one.0
            process.health = one.1.map { HealthSnapshot(state: $0, failures: 0, retries: 3) }
            return process
        }
        return snapshot
    }

    @Test(arguments: Status.allCases, [HealthState?.none, .starting, .healthy, .unhealthy])
    func `what is online and healthy serves, or online and never asked`(
        status: Status, health: HealthState?
    ) {
        let serving = Self.snapshot([(status, health)]).serving()
        #expect(serving.isServing == (status == .online && (health == nil || health == .healthy)))
        #expect(serving.counted.isEmpty == (status == .stopped))
    }

    @Test func `one that cannot serve is enough`() {
        let serving = Self.snapshot([(.online, nil), (.online, .unhealthy), (.online, .healthy)]).serving()
        #expect(!serving.isServing)
        #expect(serving.failing.map(\.id) == [InstanceID(1)])
    }

    @Test func `what is stopped counts only when it is asked about`() {
        let snapshot = Self.snapshot([(.online, .healthy), (.stopped, nil)])
        #expect(snapshot.serving().isServing)
        #expect(snapshot.serving().leftOut.map(\.id) == [InstanceID(1)])
        #expect(snapshot.serving(of: [InstanceID(0)]).isServing)
        #expect(!snapshot.serving(of: [InstanceID(1)]).isServing)
    }

    @Test func `nobody serves where nothing counts`() {
        #expect(!Snapshot().serving().isServing)
        #expect(!Self.snapshot([(.stopped, nil)]).serving().isServing)
        #expect(!Self.snapshot([(.online, nil)]).serving(of: []).isServing)
    }
}
