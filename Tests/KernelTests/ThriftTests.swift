import Testing

@testable import Kernel

@Suite struct ThriftTests {
    @Test func `what work has taken is given back two seconds later`() {
        var plan = Thrift.Plan()
        #expect(plan.worked(at: .seconds(100)) == .seconds(102))
        #expect(plan.worked(at: .seconds(100)) == nil)
        #expect(plan.gave(at: .seconds(102)) == nil)
    }

    @Test func `it is not given back more often than every twenty seconds`() {
        var plan = Thrift.Plan()
        _ = plan.worked(at: .seconds(100))
        _ = plan.gave(at: .seconds(102))
        #expect(plan.worked(at: .seconds(105)) == .seconds(122))
        #expect(plan.worked(at: .seconds(121)) == nil)
    }

    @Test func `work that was hardly over when it was given back is given back once more`() {
        var plan = Thrift.Plan()
        _ = plan.worked(at: .seconds(100))
        _ = plan.worked(at: .milliseconds(101_900))
        #expect(plan.gave(at: .seconds(102)) == .seconds(122))
        #expect(plan.worked(at: .seconds(103)) == nil)
        #expect(plan.gave(at: .seconds(122)) == nil)
    }

    @Test func `a loop gives back once for a burst of work`() {
        let loop = Loop()
        var given = 0
        let thrift = Thrift(on: loop) {
            given += 1
            loop.stop()
        }
        for _ in 0..<3 { thrift.worked() }
        loop.run()
        #expect(given == 1)
    }
}
