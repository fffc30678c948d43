@testable import Supervision
import Testing

/// When a core ends by itself, and with which code: one line for each way a fleet can stand.
@Suite struct ExitWatchTests {
    /// One app in the state its name says, brought there by what happens to it.
    enum Story: String, CaseIterable {
        case online, launching, waiting, stopping
        /// `autorestart: false`, code 0; a code of `stop_exit_codes`; code 3; a signal.
        case done, doneByCode, failed, killed
        case errored, absent, halted
        /// `autostart: false`, and nobody has started it.
        case never
        /// Waits for `never`.
        case blocked
    }

    static func app(_ story: Story) -> ProcessSpec {
        spec(story.rawValue) {
            $0.readiness.waitReady = story == .launching
            $0.policy.autorestart = ![.done, .failed, .killed].contains(story)
            $0.policy.stopExitCodes = story == .doneByCode ? [4] : []
            $0.policy.maxRestarts = story == .errored ? 1 : 16
            $0.policy.restartDelay = .seconds(4)
            $0.autostart = story != .never
            $0.dependsOn = story == .blocked ? ["never"] : []
        }
    }

    static func fleet(_ stories: [Story]) -> Fleet {
        var bench = Bench()
        for story in stories {
            bench.spawnFailure = story == .absent ? 2 : nil
            bench.apply(.start, app(story))
        }
        for story in stories {
            let name = story.rawValue
            switch story {
            case .online, .launching, .absent, .never, .blocked: break
            case .waiting, .errored: bench.exit(name)
            case .stopping: bench.order(.stop, name)
            case .done: bench.exit(name, .exited(0))
            case .doneByCode: bench.exit(name, .exited(4))
            case .failed: bench.exit(name, .exited(3))
            case .killed: bench.exit(name, .signalled(.kill, coreDumped: false))
            case .halted:
                bench.order(.stop, name)
                bench.exit(name)
            }
        }
        return bench.fleet
    }

    static func verdict(
        _ stories: [Story], _ change: (inout ExitPolicy) -> Void = { _ in }
    ) -> String {
        var policy = ExitPolicy()
        change(&policy)
        var watch = ExitWatch(policy)
        return switch watch.look(at: fleet(stories), now: .zero).decision {
        case .stay: "stay"
        case .lookAgain(let delay): "wait \(delay)"
        case .end(let ending): "\(ending.code)"
        }
    }

    /// What one app by itself means, and what it means beside the app in the column.
    @Test func `every pair of apps means what the table says`() {
        let groups: [(Story, String)] = [
            (.online, "stay"), (.launching, "stay"), (.waiting, "stay"), (.stopping, "stay"),
            (.done, "0"), (.doneByCode, "0"), (.failed, "70"), (.killed, "70"), (.errored, "70"),
            (.absent, "70"), (.halted, "wait 90.0 seconds"), (.never, "wait 90.0 seconds"),
            (.blocked, "70"),
        ]
        #expect(groups.map(\.0) == Story.allCases)
        for (story, alone) in groups {
            #expect(Self.verdict([story]) == alone, "\(story)")
        }
        for (one, alone) in groups {
            for (other, otherAlone) in groups where other != one {
                let expected: String
                if [one, other].contains(where: { [.errored, .absent].contains($0) }) {
                    expected = "70"
                } else if alone == "stay" || otherAlone == "stay" {
                    expected = "stay"
                } else if [one, other].contains(.halted) {
                    expected = "wait 90.0 seconds"
                } else if one == .never {
                    expected = otherAlone
                } else if other == .never {
                    expected = alone
                } else {
                    expected = alone == "0" && otherAlone == "0" ? "0" : "70"
                }
                #expect(Self.verdict([one, other]) == expected, "\(one) and \(other)")
            }
        }
    }

    @Test func `without exit_on errored, an errored app matters once nothing else is alive`() {
        let deaf: (inout ExitPolicy) -> Void = { $0.onErrored = false }
        #expect(Self.verdict([.errored, .online], deaf) == "stay")
        #expect(Self.verdict([.errored, .done], deaf) == "70")
        #expect(Self.verdict([.errored, .halted], deaf) == "wait 90.0 seconds")
    }

    @Test func `without the automatic exit only errored matters`() {
        let manual: (inout ExitPolicy) -> Void = { $0.isAutomatic = false }
        for story in Story.allCases {
            let ends = story == .errored || story == .absent
            #expect(Self.verdict([story], manual) == (ends ? "70" : "stay"), "\(story)")
        }
        let never: (inout ExitPolicy) -> Void = {
            $0.isAutomatic = false
            $0.onErrored = false
        }
        for story in Story.allCases { #expect(Self.verdict([story], never) == "stay", "\(story)") }
    }

    @Test func `no app at all is waited for like one that somebody stopped`() {
        #expect(Self.verdict([]) == "wait 90.0 seconds")
    }

    @Test func `a stop of everything is waited out, said once, and taken back by a start`() {
        var bench = Bench(spec())
        bench.order(.stop)
        bench.exit()
        var watch = ExitWatch(ExitPolicy())
        #expect(
            watch.look(at: bench.fleet, now: bench.now)
                == .init(
                    decision: .lookAgain(after: .seconds(90)),
                    note: "nothing runs: wamon ends with code 70 in 90 s, unless something is started"))
        bench.pass(.seconds(60))
        #expect(
            watch.look(at: bench.fleet, now: bench.now) == .init(decision: .lookAgain(after: .seconds(30))))
        bench.order(.start())
        #expect(
            watch.look(at: bench.fleet, now: bench.now)
                == .init(decision: .stay, note: "something runs again: wamon goes on"))
        #expect(watch.look(at: bench.fleet, now: bench.now) == .init(decision: .stay))
        bench.order(.stop)
        bench.exit()
        _ = watch.look(at: bench.fleet, now: bench.now)
        bench.pass(.milliseconds(89_999))
        #expect(
            watch.look(at: bench.fleet, now: bench.now)
                == .init(decision: .lookAgain(after: .milliseconds(1))))
        bench.pass(.milliseconds(1))
        #expect(
            watch.look(at: bench.fleet, now: bench.now)
                == .init(
                    decision: .end(CoreEnding(code: 70, reason: "nothing was started again within 90 s"))))
    }

    @Test func `a shutdown that somebody asked for is not ours to judge`() {
        var bench = Bench(spec { $0.policy.maxRestarts = 1 }, spec("web"))
        bench.exit()
        bench.shutDown()
        bench.exit("web")
        var watch = ExitWatch(ExitPolicy())
        #expect(watch.look(at: bench.fleet, now: bench.now) == .init(decision: .stay))
    }

    @Test func `the reason names who it was`() {
        func reason(_ story: Story, onErrored: Bool = true) -> String? {
            var policy = ExitPolicy()
            policy.onErrored = onErrored
            var watch = ExitWatch(policy)
            let decision = watch.look(at: Self.fleet([story]), now: .zero).decision
            guard case .end(let ending) = decision else { return nil }
            return ending.reason
        }
        #expect(reason(.errored) == "errored is errored: everything is stopped")
        #expect(reason(.errored, onErrored: false) == "nothing runs any more, and errored is errored")
        #expect(reason(.done) == "everything has ended by itself")
        #expect(reason(.failed) == "nothing runs any more, and failed ended with code 3")
        #expect(reason(.killed) == "nothing runs any more, and killed was ended by SIGKILL")
        #expect(reason(.blocked) == "nothing runs any more, and blocked waits for what is not running")
    }
}
