import Supervision
import Testing

@Suite struct HookQueueTests {
    private let hook = HookSpec(
        on: [.crash, .recovered, .errored], .post("http://ops/alert"), folder: "/srv")
    private var queue = HookQueue()

    init() { queue.set([hook]) }

    @Test mutating func `what happens first is told at once`() {
        #expect(told(crash("api", 1), at: 0) == ["api crash 1"])
        #expect(queue.deadline == nil)
        queue.finished(1, failure: nil, now: .zero)
        #expect(queue.isIdle)
        #expect(queue.dropped == 0)
    }

    @Test mutating func `the same of the same process is summed up in one that comes a minute later`() {
        #expect(told(crash("api", 1), at: 0) == ["api crash 1"])
        queue.finished(1, failure: nil, now: .zero)
        for second in 1...42 {
            #expect(told(crash("api", Int32(second + 1)), at: second) == [])
        }
        #expect(queue.deadline == .seconds(60))
        #expect(step(at: 59) == [])
        #expect(step(at: 60) == ["api crash 43 and 41 more"])
        queue.finished(2, failure: nil, now: .seconds(60))
        #expect(queue.isIdle)
        #expect(queue.deadline == nil)
    }

    @Test mutating func `another process, and another event, do not wait for that`() {
        #expect(told(crash("api", 1), at: 0) == ["api crash 1"])
        queue.finished(1, failure: nil, now: .zero)
        #expect(told(crash("web", 1, id: 1), at: 1) == ["web crash 1"])
        queue.finished(2, failure: nil, now: .zero)
        #expect(told(crash("api", 1), at: 2) == [])
        // What is held of it comes first: it is told in its order.
        #expect(told(news(.recovered, "api"), at: 3) == ["api crash 1"])
        queue.finished(3, failure: nil, now: .seconds(4))
        #expect(step(at: 4) == ["api recovered"])
    }

    @Test mutating func `a hook is told one thing at a time, several hooks at a time`() {
        let other = HookSpec(on: [.crash], .run(["./notify"]), folder: "/srv")
        queue.set([hook, other])
        #expect(told(crash("api", 1), at: 0).count == 2)
        #expect(told(crash("web", 1, id: 1), at: 0) == [])
        queue.finished(2, failure: nil, now: .zero)
        #expect(step(at: 0) == ["web crash 1"])
    }

    @Test mutating func `what is not told is tried again, ever later, and dropped after the fifth time`() {
        #expect(told(crash("api", 1), at: 0) == ["api crash 1"])
        var times: [Int] = []
        var now = 0
        for number in [1, 1, 1, 1, 1] {
            queue.finished(number, failure: "answered 500", now: .seconds(now))
            let actions = queue.step(now: .seconds(now))
            #expect(actions.contains { if case .deliver = $0 { true } else { false } } == false)
            guard let due = queue.deadline, !queue.isIdle else { break }
            times.append(Int(due.components.seconds))
            now = times.last!
            #expect(step(at: now) == ["api crash 1"])
        }
        #expect(times == [1, 3, 7, 15])
        #expect(queue.isIdle)
        #expect(queue.dropped == 1)
    }

    @Test mutating func `a hook that fails is told of once a minute, and what was dropped by its number`() {
        var limits = HookQueue.Limits()
        limits.tries = 1
        limits.longestDelay = .zero
        queue = HookQueue(limits: limits)
        queue.set([hook])
        var said: [Happening.Kind] = []
        for number in 1...120 {
            queue.take(crash("app\(number)", 1, id: number), now: .seconds(number))
            said += kinds(at: number)
            queue.finished(number, failure: "connection refused", now: .seconds(number))
            said += kinds(at: number)
        }
        #expect(
            said == [
                .hookFailed(hook: "ops", reason: "connection refused"), .hooksDropped(1), .hooksDropped(59),
                .hookFailed(hook: "ops", reason: "connection refused"),
            ])
        #expect(queue.deadline == .seconds(121))
        #expect(kinds(at: 121) == [.hooksDropped(60)])
    }

    @Test mutating func `a storm never makes the queue longer than it may be, and everything is counted`() {
        var limits = HookQueue.Limits()
        limits.waiting = 10
        queue = HookQueue(limits: limits)
        queue.set([hook])
        var most = 0
        for round in 0..<20 {
            for number in 0..<50 {
                queue.take(crash("app\(number)", 1, id: number), now: .seconds(round * 61))
                _ = queue.step(now: .seconds(round * 61))
                most = max(most, queue.waiting)
            }
        }
        #expect(most == 10)
        // One is on its way, ten wait; of the rest each was dropped, or is one of those summed up.
        _ = queue.end()
        #expect(queue.dropped == 1000)
    }

    @Test mutating func `news of the same that wait already become one`() {
        #expect(told(crash("api", 1), at: 0) == ["api crash 1"])
        #expect(told(crash("web", 1, id: 1), at: 0) == [])
        #expect(told(crash("web", 2, id: 1), at: 61) == [])
        queue.finished(1, failure: nil, now: .seconds(62))
        #expect(step(at: 62) == ["web crash 2 and 1 more"])
    }

    @Test mutating func `a hook is told of the apps of its own file, and of the gravest that it listens to`()
    {
        var its = HookSpec(on: [.crash], .run(["./its"]), folder: "/srv")
        its.file = "/srv/a.json"
        var both = HookSpec(on: [.crash, .errored], .run(["./both"]), folder: "/srv")
        both.file = "/srv/b.json"
        queue.set([its, both])
        var end = crash("api", 1)
        end.occasions = [.errored, .crash]
        end.file = "/srv/a.json"
        #expect(told(end, at: 0) == ["api crash 1"])
        end.file = "/srv/b.json"
        #expect(told(end, at: 0) == ["api errored 1"])
        end.file = "/srv/c.json"
        #expect(told(end, at: 0) == [])
    }

    @Test mutating func `hooks that stay keep what waits for them, and those that go drop it`() {
        let other = HookSpec(on: [.crash], .run(["./other"]), folder: "/srv")
        queue.set([hook, other])
        _ = told(crash("api", 1), at: 0)
        _ = told(crash("web", 1, id: 1), at: 0)
        queue.set([other])
        #expect(queue.dropped == 1)
        #expect(queue.waiting == 1)
        queue.finished(1, failure: "too late", now: .zero)
        #expect(queue.dropped == 2)
        queue.finished(2, failure: nil, now: .zero)
        #expect(step(at: 0) == ["web crash 1"])
    }

    @Test mutating func `at the end nothing is held back or tried again, and the rest is counted`() {
        _ = told(crash("api", 1), at: 0)
        queue.finished(1, failure: nil, now: .zero)
        _ = told(crash("api", 2), at: 1)
        _ = told(crash("web", 1, id: 1), at: 1)
        queue.close(now: .seconds(2))
        queue.finished(2, failure: "answered 500", now: .seconds(2))
        #expect(step(at: 2) == ["api crash 2"])
        queue.finished(3, failure: nil, now: .seconds(2))
        #expect(queue.isIdle)
        #expect(queue.end() == [.hookFailed(hook: "ops", reason: "answered 500"), .hooksDropped(1)])
    }

    // MARK: - Words for it

    private func crash(_ name: String, _ code: Int32, id: Int = 0) -> HookSense.News {
        var end = news(.crash, name, id: id)
        end.report.exit = ExitRecord(
            run: RunID(1), status: .exited(code), cause: .crash, at: .zero, ran: .zero,
            verdict: .restart(after: .zero), unstableExits: 1)
        return end
    }

    private func news(_ occasion: HookSpec.Occasion, _ name: String, id: Int = 0) -> HookSense.News {
        HookSense.News(
            occasions: [occasion], file: nil,
            report: HookReport(occasion, of: InstanceID(id), name, at: .zero))
    }

    private mutating func told(_ news: HookSense.News, at second: Int) -> [String] {
        queue.take(news, now: .seconds(second))
        return step(at: second)
    }

    private mutating func step(at second: Int) -> [String] {
        queue.step(now: .seconds(second)).compactMap { action in
            guard case .deliver(let delivery) = action else { return nil }
            let report = delivery.report
            var text = "\(report.name) \(report.occasion)"
            if case .exited(let code)? = report.exit?.status { text += " \(code)" }
            return report.alike > 0 ? "\(text) and \(report.alike) more" : text
        }
    }

    private mutating func kinds(at second: Int) -> [Happening.Kind] {
        queue.step(now: .seconds(second)).compactMap { if case .tell(let kind) = $0 { kind } else { nil } }
    }
}
