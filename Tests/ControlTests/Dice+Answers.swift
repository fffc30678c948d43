import Supervision

@testable import Control

extension Dice {
    mutating func exit() -> ExitRecord {
        ExitRecord(
            run: run(),
            status: pick([
                .exited(int32()), .signalled(signal(), coreDumped: coin()),
                .notSpawned(errno: int32(), stage: text()),
            ]), cause: pick(Cause.allCases), at: moment(), ran: duration(),
            verdict: pick([
                .stay, .restart(after: duration()), .giveUp(.tooManyUnstableExits(int())),
                .giveUp(.cannotSpawn(errno: int32(), stage: text())),
            ]), unstableExits: int())
    }

    mutating func process() -> ProcessSnapshot {
        var process = ProcessSnapshot(id: instance(), name: text(), namespace: text(), mode: text())
        process.status = pick(Status.allCases)
        process.reason = maybe { $0.text() }
        process.run = maybe { $0.run() }
        process.pid = maybe { $0.int32() }
        process.startedAt = maybe { $0.moment() }
        process.nextTryAt = maybe { $0.duration() }
        process.delay = maybe { $0.duration() }
        (process.restarts, process.unstableExits, process.maxRestarts) = (int(), int(), int())
        (process.isCrashLooping, process.recentRestarts) = (coin(), int())
        process.lastExit = maybe { $0.exit() }
        process.isStuck = coin()
        process.usage.cpuPercent = real()
        (process.usage.memory, process.usage.processes, process.usage.threads) = (int(), int(), int())
        process.usage.descriptors = maybe { $0.int() }
        process.cpuHistory = some(60) { UInt16(truncatingIfNeeded: $0.int()) }
        process.memoryHistory = some(60) { UInt32(truncatingIfNeeded: $0.int()) }
        process.memoryLimit = maybe { $0.int() }
        process.port = maybe { $0.int() }
        (process.command, process.cwd) = (text(), text())
        (process.outFile, process.errorFile) = (maybe { $0.text() }, maybe { $0.text() })
        process.isProbed = coin()
        process.health = maybe { $0.health() }
        process.linesLost = int()
        for cause in Cause.allCases where coin() { process.restartsByCause[cause] = int() }
        process.cpuTime = duration()
        return process
    }

    mutating func health() -> HealthSnapshot {
        var health = HealthSnapshot(state: pick(HealthState.allCases), failures: int(), retries: int())
        health.timeout = duration()
        health.last = maybe { $0.check() }
        health.unhealthySince = maybe { $0.moment() }
        return health
    }

    mutating func check() -> HealthCheck {
        var check = HealthCheck(took: duration(), failure: maybe { $0.failure() })
        check.at = moment()
        (check.status, check.said) = (maybe { $0.int() }, maybe { $0.text() })
        check.numbers = some(3) { HealthNumber(label: $0.text(), value: $0.real()) }
        return check
    }

    mutating func failure() -> HealthFailure {
        pick([
            .status(int()), .refused, .timedOut, .unreachable(errno: int32()), .unresolved(text()), .closed,
            .malformed, .exited(int32()), .signalled(.kill), .notRun(errno: int32(), stage: text()),
        ])
    }

    private mutating func portTaken() -> PortTaken {
        var taken = PortTaken(port: int())
        (taken.pid, taken.command, taken.instance) = (
            maybe { $0.int32() }, maybe { $0.text() }, maybe { $0.instance() }
        )
        return taken
    }

    mutating func happening() -> Happening {
        Happening(
            sequence: next(), at: moment(), instance: maybe { $0.instance() }, name: text(),
            kind: pick([
                .launched(pid: int32()), .online, .ended(exit()), .killed, .stuck, .stopped,
                .memoryOverLimit(used: int(), limit: int()), .linesLost(int(), reason: text()),
                .linesResumed(lost: int()), .leftoversSwept(int()), .note(text()),
                .unhealthy(failure(), failures: int()), .recovered(after: duration()),
                .portTaken(portTaken()),
                .spaceLow(folder: text(), free: int(), total: int()),
                .spaceRegained(folder: text(), free: int()),
                .hookFailed(hook: text(), reason: text()), .hooksDropped(int()),
            ]))
    }

    mutating func snapshot() -> Snapshot {
        var snapshot = Snapshot()
        snapshot.sequence = next()
        snapshot.at = moment()
        (snapshot.core.pid, snapshot.core.version) = (int32(), text())
        (snapshot.core.hostname, snapshot.core.ecosystemFile) = (text(), text())
        (snapshot.core.startedAt, snapshot.core.isShuttingDown) = (moment(), coin())
        (snapshot.core.place, snapshot.core.home) = (pick([.hosted, .background, .foreground]), text())
        snapshot.core.http = maybe {
            ListenAddress(host: $0.coin() ? "127.0.0.1" : "::1", port: 1 + $0.upTo(65534))
        }
        snapshot.core.loopLag = maybe { $0.duration() }
        snapshot.machine.kind = pick([.host, .container])
        (snapshot.machine.cpuPercent, snapshot.machine.cores) = (real(), real())
        snapshot.machine.throttledPercent = maybe { $0.real() }
        (snapshot.machine.memoryUsed, snapshot.machine.memoryLimit) = (int(), int())
        (snapshot.machine.oomKills, snapshot.machine.load) = (int(), some(3) { $0.real() })
        snapshot.machine.cpuPressure = maybe { $0.real() }
        snapshot.machine.memoryPressure = maybe { $0.real() }
        snapshot.rolling = maybe { dice in
            RollingProgress(done: dice.int(), total: dice.int(), current: dice.maybe { $0.instance() })
        }
        snapshot.lowSpace = some(2) { LowSpace(folder: $0.text(), free: $0.int(), total: $0.int()) }
        snapshot.machine.cpuHistory = some(60) { UInt8($0.upTo(255)) }
        snapshot.processes = some(4) { $0.process() }
        snapshot.events = some(4) { $0.happening() }
        return snapshot
    }

    mutating func line() -> LogLine {
        LogLine(
            id: next(), instance: instance(), run: run(), stream: pick([.out, .error]), at: duration(),
            text: text())
    }

    mutating func batch() -> LineBatch {
        var batch = LineBatch()
        batch.lines = some(5) { $0.line() }
        (batch.next, batch.evicted) = (next(), next())
        return batch
    }

    mutating func details() -> ProcessDetails {
        ProcessDetails(
            snapshot: process(), spec: spec(), ordinal: int(), environment: environment(),
            createdAt: moment())
    }

    mutating func series() -> FigureSeries {
        var series = FigureSeries(span: pick(FigureSpan.allCases))
        series.endsAt = duration()
        series.cpu = some(200) { UInt16(truncatingIfNeeded: $0.int()) }
        series.cpuPeak = series.cpu
        series.memory = some(200) { UInt32(truncatingIfNeeded: $0.int()) }
        series.restarts = some(200) { UInt16(truncatingIfNeeded: $0.int()) }
        return series
    }

    mutating func member() -> TreeMember {
        var member = TreeMember(pid: int32(), parent: int32(), command: text())
        (member.cpuPercent, member.memory, member.threads) = (real(), int(), int())
        member.startedAt = duration()
        return member
    }

    mutating func mark() -> LogMark {
        var mark = LogMark(instance: instance(), stream: pick([.out, .error]))
        mark.path = maybe { $0.text() }
        (mark.inode, mark.offset, mark.line) = (next(), int(), next())
        return mark
    }

    mutating func answer() -> Answer {
        pick([
            .reply(coin() ? .done(some(4) { $0.instance() }) : .refused(text())), .snapshot(snapshot()),
            .watch(coin()), .news(coin()), .lines(batch(), more: coin()), .history(some(3) { $0.exit() }),
            .lastLines(some(3) { $0.line() }), .details(some(2) { $0.details() }),
            .figures(series()), .members(some(3) { $0.member() }), .logMarks(some(3) { $0.mark() }),
            .error(text()),
        ])
    }
}
