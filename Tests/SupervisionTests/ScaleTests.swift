@testable import Supervision
import Testing

@Suite struct ScaleTests {
    private func up(_ count: Int, _ change: (inout ProcessSpec) -> Void = { _ in }) -> Bench {
        var bench = Bench(
            spec {
                $0.instances = count
                change(&$0)
            })
        _ = bench.deeds()
        return bench
    }

    @Test func `more instances start, with the lowest free ordinals`() {
        var bench = up(3)
        #expect(bench.scale("api", .more(2)) == nil)
        #expect(bench.aims == ["0 nothing", "1 nothing", "2 nothing", "3 up", "4 up"])
        #expect(bench.fleet.instances.map(\.ordinal) == [0, 1, 2, 3, 4])
        #expect(bench.deeds() == ["spawn api", "spawn api"])
        #expect(bench.fleet.instances.allSatisfy { $0.spec.instances == 5 })
    }

    @Test func `a gap that a deletion left is filled first`() {
        var bench = up(3)
        bench.delete(slot: 1)
        bench.hear(at: 1, .ended(.exited(0), treeAlive: false))
        #expect(bench.scale("api", .exactly(4)) == nil)
        #expect(bench.fleet.instances.map(\.ordinal) == [0, 2, 1, 3])
    }

    @Test func `fewer - the highest ordinals are deleted`() {
        var bench = up(4)
        #expect(bench.scale("api", .fewer(2)) == nil)
        #expect(bench.aims == ["0 nothing", "1 nothing", "2 gone", "3 gone"])
        #expect(bench.deeds() == ["SIGINT api", "SIGINT api"])
        for slot in [2, 3] { bench.hear(at: slot, .ended(.exited(0), treeAlive: false)) }
        #expect(bench.fleet.instances.map(\.id.raw) == [0, 1])
    }

    @Test func `as many as there are is nothing to do`() {
        var bench = up(2)
        #expect(bench.scale("api", .exactly(2)) == nil)
        #expect(bench.deeds() == [])
    }

    @Test(arguments: [Scale.exactly(0), .fewer(2), .fewer(5)])
    func `none at all is refused, as it is a deletion`(scale: Scale) {
        var bench = up(2)
        #expect(bench.scale("api", scale) == "api keeps at least one instance; to have none, delete it")
        #expect(bench.statuses == ["api online", "api online"])
    }

    @Test(arguments: [Scale.exactly(-1), .more(-1), .fewer(-1), .fewer(.min)])
    func `a number below nothing is refused`(scale: Scale) {
        var bench = up(2)
        #expect(bench.scale("api", scale) == "api: a number of instances is 1 or more")
    }

    @Test(arguments: [Scale.exactly(1001), .more(999), .more(.max)])
    func `more than a machine can bear is refused`(scale: Scale) {
        var bench = up(2)
        #expect(bench.scale("api", scale)?.hasSuffix("instances are more than 1000") == true)
    }

    @Test func `one port is not shared, unless a variable tells them apart`() {
        var bench = up(1) { $0.port = 3000 }
        #expect(
            bench.scale("api", .exactly(2))
                == "api: 2 instances cannot share the port 3000; give \"increment_var\": \"PORT\" in its file"
        )
        bench = up(1) {
            $0.port = 3000
            $0.incrementVariable = "PORT"
        }
        #expect(bench.scale("api", .exactly(2)) == nil)
    }

    @Test func `a new environment is for the next launch`() {
        var bench = up(1)
        bench.updateEnvironment("api", ["A": "1"])
        #expect(bench.deeds() == [])
        #expect(bench.instance().spec.inherited == nil)
        bench.exit()
        #expect(bench.instance().spec.inherited == ["A": "1"])
        #expect(bench.instance().pendingSpec == nil)
    }

    @Test func `several are deleted dependents first`() {
        var bench = Bench(spec("web") { $0.dependsOn = ["api"] }, spec("api"))
        _ = bench.deeds()
        bench.order(.delete)
        #expect(bench.deeds() == ["SIGINT web"])
        bench.order(.start())
        bench.exit("web")
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit("api")
        #expect(bench.statuses == [])
    }

    @Test func `a deletion asked for again waits for nobody, and a stop does not take it back`() {
        var bench = Bench(spec("web") { $0.dependsOn = ["api"] }, spec("api"))
        bench.order(.delete)
        _ = bench.deeds()
        bench.order(.stop, "api")
        #expect(bench.deeds() == ["SIGINT api"])
        bench.exit("api")
        #expect(bench.statuses == ["web stopping"])
    }

    @Test func `who ends by itself while its deletion waits is deleted at once, in a shutdown too`() {
        for isShutdown in [false, true] {
            var bench = Bench(spec("web") { $0.dependsOn = ["api"] }, spec("api"))
            bench.order(.delete)
            if isShutdown {
                bench.shutDown()
                bench.shutDown()
            }
            bench.exit("api")
            #expect(bench.statuses == ["web stopping"])
            bench.exit("web")
            #expect(bench.statuses == [])
        }
    }

    @Test func `commands for a name are for all of its instances`() {
        var bench = up(2)
        bench.order(.restart(), "api")
        #expect(bench.deeds() == ["SIGINT api", "SIGINT api"])
        for slot in [0, 1] { bench.hear(at: slot, .ended(.exited(0), treeAlive: false)) }
        #expect(bench.deeds() == ["spawn api", "spawn api"])
        bench.order(.stop, "api")
        for slot in [0, 1] { bench.hear(at: slot, .ended(.exited(0), treeAlive: false)) }
        #expect(bench.statuses == ["api stopped", "api stopped"])
        #expect(bench.fleet.instances.map(\.tally.restarts) == [1, 1])
    }
}
