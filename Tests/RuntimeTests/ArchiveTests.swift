import Kernel
import Runtime
import Supervision
import Testing
import WamonTesting

/// What outlives a core is written down when it changes, and not more often.
@Suite struct ArchiveTests {
    /// Keeps what it is given; says that it is written when the test says so.
    private final class Shelf: Archive {
        var documents: [Document] = []
        func write(_ document: Document) { documents.append(document) }
        func words() -> [String] {
            defer { documents = [] }
            return documents.map { document in
                switch document {
                case .dump(let fleet, let number): "dump \(number): \(words(fleet))"
                case .state(let fleet): "state: \(words(fleet))"
                case .runs(let rows): "runs: " + rows.map { "\($0.name) \($0.slot)" }.joined(separator: ", ")
                }
            }
        }
        private func words(_ fleet: SavedFleet) -> String {
            fleet.apps.flatMap { app in app.instances.map { app.spec.name + ($0.isWanted ? " up" : " down") }
            }
            .joined(separator: ", ") + (fleet.isEnding ? ", ending" : "")
        }
    }

    private let shelf = Shelf()
    private let bench: CoreBench

    init() { bench = CoreBench(archive: shelf) }

    private func written(_ kind: Document.Kind, _ trouble: String? = nil) {
        bench.core.written(kind, trouble: trouble)
    }

    @Test func `fleet and runs are written at the boot, and again when they change`() {
        bench.core.boot([CoreBench.spec("api"), CoreBench.spec("off") { $0.autostart = false }])
        #expect(shelf.words() == ["state: api up, off down", "runs: api 1"])
        written(.state)
        written(.runs)
        bench.kernel.advance(by: .seconds(10))
        #expect(shelf.words() == [])
        bench.send(.start(.name("off")))
        #expect(shelf.words() == ["state: api up, off up", "runs: api 1, off 2"])
    }

    @Test func `what changes within a moment is written together`() {
        bench.core.boot([CoreBench.spec("api"), CoreBench.spec("web")])
        _ = shelf.words()
        written(.state)
        written(.runs)
        bench.send(.stop(.name("api")))
        bench.send(.stop(.name("web")))
        #expect(shelf.words() == [])
        bench.kernel.advance(by: .milliseconds(20))
        #expect(shelf.words() == ["state: api down, web down"])
        bench.kernel.advance(by: .milliseconds(179))
        #expect(shelf.words() == [])
        bench.kernel.advance(by: .milliseconds(1))
        #expect(shelf.words() == ["runs: "])
    }

    @Test func `a disk that stands still is not asked again, and gets the newest when it goes on`() {
        bench.core.boot([CoreBench.spec("api")])
        _ = shelf.words()
        for _ in 0..<50 {
            bench.send(.stop(.all))
            bench.kernel.advance(by: .seconds(1))
            bench.send(.start(.all))
            bench.kernel.advance(by: .seconds(1))
        }
        #expect(shelf.words() == [])
        bench.send(.stop(.all))
        written(.state)
        #expect(shelf.words() == ["state: api down"])
        written(.runs)
        #expect(shelf.words() == ["runs: api 1"])
        written(.runs)
        bench.kernel.advance(by: .milliseconds(200))
        #expect(shelf.words() == ["runs: "])
    }

    @Test func `a crash storm costs fifty writings a second at most`() {
        bench.program("api") { $0.endsAfter = .milliseconds(1) }
        bench.core.boot([
            CoreBench.spec("api") {
                $0.policy.maxRestarts = 1_000_000
                $0.policy.restartDelay = .milliseconds(1)
            }
        ])
        var count = 0
        for _ in 0..<1000 {
            bench.kernel.advance(by: .milliseconds(10))
            written(.runs)
            written(.state)
            count += shelf.words().count
        }
        #expect((100...502).contains(count))
    }

    @Test func `save is answered when it is on the disk, or with the reason why it is not`() {
        bench.core.boot([CoreBench.spec("api")])
        _ = shelf.words()
        bench.send(.save)
        bench.send(.save)
        #expect(shelf.words() == ["dump 1: api up", "dump 2: api up"])
        #expect(bench.replies == [])
        written(.dump(1))
        written(.dump(2), "/home/wamon/dump.json: No space left on device")
        #expect(
            bench.replies == [
                .done([InstanceID(0)]), .refused("/home/wamon/dump.json: No space left on device"),
            ])
    }

    @Test func `trouble with the rest is told once`() {
        func notes() -> Int {
            bench.core.snapshot().events.filter { if case .note = $0.kind { true } else { false } }.count
        }
        bench.core.boot([CoreBench.spec("api")])
        written(.state, "state.json: No space left on device")
        written(.runs)
        bench.send(.stop(.all))
        bench.kernel.advance(by: .seconds(1))
        written(.state, "state.json: No space left on device")
        #expect(notes() == 1)
    }

    @Test func `a shutdown says that nothing is to come back`() {
        bench.core.boot([CoreBench.spec("api")])
        written(.state)
        written(.runs)
        bench.kernel.advance(by: .seconds(1))
        _ = shelf.words()
        bench.kernel.tell([.signalled(.term)])
        #expect(shelf.words() == ["state: api down, ending"])
        bench.core.onDown = { _ in }
        bench.kernel.advance(by: .milliseconds(10))
        #expect(shelf.words() == ["runs: "])
    }

    @Test func `a fleet that was saved is started as it was wanted`() {
        bench.core.boot([CoreBench.spec("api") { $0.instances = 2 }, CoreBench.spec("web")])
        bench.send(.stop(.name("web")))
        bench.kernel.advance(by: .seconds(1))
        let next = CoreBench()
        next.core.boot([], saved: bench.core.fleet.saved)
        #expect(next.statuses == [.online, .online, .stopped])
        #expect(next.output.opened.count == 3)
    }

    @Test func `without an archive nothing can be saved`() {
        let bare = CoreBench()
        bare.core.boot([])
        bare.send(.save)
        #expect(bare.replies == [.refused("this core keeps nothing on disk")])
    }
}
