import Glibc
package import Supervision

/// What was left of one run, and stopped before anything was started anew.
package struct SweptRun: Hashable, Sendable {
    package var run: RunID
    /// The app's; "process 3" where the table did not have it, "health" of what ran beside the fleet.
    package var name: String
    /// All that were found.
    package var pids: [PID]
    /// Those of them that not even SIGKILL has ended.
    package var survivors: [PID] = []

    /// "stopped what was left of api-server (812, 815)"
    package var sentence: String {
        let all = pids.map(String.init).joined(separator: ", ")
        let left = survivors.map(String.init).joined(separator: ", ")
        return "stopped what was left of \(name) (\(all))"
            + (left.isEmpty ? "" : "; \(left) cannot be killed")
    }
}

/// Ends what a dead core has left: the polite signal once to each, SIGKILL after two seconds at most, until
/// two looks in a row find nobody. Before anything is started; it needs no thread, no loop and no lock.
package struct LeftoverSweep {
    /// How long it is asked politely, how long it takes at most, and how long between two looks.
    package var politeness = Duration.seconds(2)
    package var patience = Duration.seconds(4)
    package var interval = Duration.milliseconds(50)

    package init() {}

    /// Of the core whose table lies in `home`; nobody, where there is none, or it is of another boot or
    /// container. Call it with the home's lock held: the core must be dead.
    package func run(home: String) -> [SweptRun] {
        RunTable.read(in: home).map(run) ?? []
    }

    package func run(_ table: RunTable) -> [SweptRun] {
        guard table.isOfHere else { return [] }
        var search = LeftoverSearch(table)
        let begin = Moment.read.monotonic
        var signalled: Set<Member> = []
        var swept: [RunID: SweptRun] = [:]
        var quietLooks = 0
        while true {
            let found = search.look()
            let age = Moment.read.monotonic - begin
            for one in found {
                swept[one.run, default: empty(one.run, table)].note(one.member.pid)
                if age >= politeness {
                    one.member.send(.kill)
                } else if signalled.insert(one.member).inserted {
                    one.member.send(table.signal(of: one.run))
                }
            }
            let isQuiet = found.isEmpty && !search.isUndecided
            quietLooks = isQuiet ? quietLooks + 1 : 0
            if quietLooks == 2 { break }
            guard age < patience else {
                for one in found { swept[one.run]?.survivors.append(one.member.pid) }
                break
            }
            // A fork may slip past one look; the second of two empty ones follows at once.
            if !isQuiet { poll(nil, 0, Int32(interval / .milliseconds(1))) }
        }
        return swept.values.sorted { $0.run < $1.run }
    }

    private func empty(_ run: RunID, _ table: RunTable) -> SweptRun {
        let name = run < Beside.first ? table.rows.first { $0.run == run }?.name : "health"
        return SweptRun(run: run, name: name ?? "process \(run.raw >> 32)", pids: [])
    }
}

extension SweptRun {
    fileprivate mutating func note(_ pid: PID) {
        if !pids.contains(pid) { pids.append(pid) }
    }
}

extension RunTable {
    fileprivate func signal(of run: RunID) -> Signal { rows.first { $0.run == run }?.signal ?? .int }
}
