import Supervision

/// Strictly, and only what a brief snapshot has: histories, events and exits are left to a decoder.
extension StatusFrame {
    /// nil: not understood here.
    static func read(_ frame: [UInt8]) -> Answered? {
        var json = JSONScanner(frame)
        var (number, snapshot) = (0, Snapshot())
        do throws(JSONScanner.Unexpected) {
            try json.object(answer) { field, json throws(JSONScanner.Unexpected) in
                switch field {
                case .id: number = try json.integer()
                case .snapshot: snapshot = try json.snapshot()
                default: throw JSONScanner.Unexpected()
                }
            }
            try json.expectEnd()
        } catch { return nil }
        return Answered(id: number, answer: .snapshot(snapshot))
    }

    // MARK: - What there is to be read

    /// All that says something in an answer.
    private enum AnswerField: String, CaseIterable {
        case id, reply, snapshot, watch, news, lines, more, history, lastLines, details, figures, members
        case logMarks, error
    }
    private static let answer = JSONFields<AnswerField>(required: [.id, .snapshot])

    fileprivate enum SnapshotField: String, CaseIterable {
        case sequence, at, core, machine, processes, events, rolling, lowSpace
    }
    fileprivate static let snapshot = JSONFields<SnapshotField>(required: [
        .sequence, .at, .core, .machine, .processes, .events,
    ])

    fileprivate enum MomentField: String, CaseIterable { case monotonic, boot, wall }
    fileprivate static let moment = JSONFields(required: MomentField.allCases)

    fileprivate enum CoreField: String, CaseIterable {
        case pid, version, hostname, ecosystemFile, startedAt, isShuttingDown, place, home
    }
    fileprivate static let core = JSONFields(required: CoreField.allCases)

    fileprivate enum MachineField: String, CaseIterable {
        case kind, cpuPercent, cores, throttledPercent, memoryUsed, memoryLimit, oomKills, load, cpuHistory
        case cpuPressure, memoryPressure
    }
    fileprivate static let machine = JSONFields<MachineField>(required: [
        .kind, .cpuPercent, .cores, .memoryUsed, .memoryLimit, .oomKills, .load, .cpuHistory,
    ])

    fileprivate enum ProcessField: String, CaseIterable {
        case id, name, namespace, mode, status, reason, run, pid, startedAt, nextTryAt, delay, restarts
        case unstableExits, maxRestarts, isCrashLooping, recentRestarts, lastExit, isStuck, usage, cpuHistory
        case memoryHistory, memoryLimit, port, command, cwd, outFile, errorFile, isProbed, health, linesLost
    }
    fileprivate static let process = JSONFields<ProcessField>(
        required: [.id, .name, .namespace, .mode, .status])

    fileprivate enum UsageField: String, CaseIterable {
        case cpuPercent, memory, processes, threads, descriptors
    }
    fileprivate static let usage = JSONFields<UsageField>(required: [])
}

extension JSONScanner {
    fileprivate mutating func snapshot() throws(Unexpected) -> Snapshot {
        var snapshot = Snapshot()
        try object(StatusFrame.snapshot) { field, json throws(Unexpected) in
            switch field {
            case .sequence: snapshot.sequence = try json.integer()
            case .at: snapshot.at = try json.moment()
            case .core: snapshot.core = try json.core()
            case .machine: snapshot.machine = try json.machine()
            case .processes:
                try json.array { json throws(Unexpected) in snapshot.processes.append(try json.process()) }
            case .events: try json.array { _ throws(Unexpected) in throw Unexpected() }
            case .rolling, .lowSpace: throw Unexpected()
            }
        }
        return snapshot
    }

    mutating func moment() throws(Unexpected) -> Moment {
        var moment = Moment.zero
        try object(StatusFrame.moment) { field, json throws(Unexpected) in
            switch field {
            case .monotonic: moment.monotonic = try json.duration()
            case .boot: moment.boot = try json.duration()
            case .wall: moment.wall = try json.duration()
            }
        }
        return moment
    }

    private mutating func core() throws(Unexpected) -> CoreInfo {
        var core = CoreInfo()
        try object(StatusFrame.core) { field, json throws(Unexpected) in
            switch field {
            case .pid: core.pid = try json.integer()
            case .version: core.version = try json.string()
            case .hostname: core.hostname = try json.string()
            case .ecosystemFile: core.ecosystemFile = try json.string()
            case .startedAt: core.startedAt = try json.moment()
            case .isShuttingDown: core.isShuttingDown = try json.bool()
            case .place: core.place = try json.choice()
            case .home: core.home = try json.string()
            }
        }
        return core
    }

    private mutating func machine() throws(Unexpected) -> MachineUsage {
        var machine = MachineUsage()
        try object(StatusFrame.machine) { field, json throws(Unexpected) in
            switch field {
            case .kind: machine.kind = try json.choice()
            case .cpuPercent: machine.cpuPercent = try json.double()
            case .cores: machine.cores = try json.double()
            case .throttledPercent: machine.throttledPercent = try json.double()
            case .memoryUsed: machine.memoryUsed = try json.integer()
            case .memoryLimit: machine.memoryLimit = try json.integer()
            case .oomKills: machine.oomKills = try json.integer()
            case .load:
                try json.array { json throws(Unexpected) in machine.load.append(try json.double()) }
            case .cpuHistory: try json.nothing()
            case .cpuPressure, .memoryPressure: throw Unexpected()
            }
        }
        return machine
    }

    private mutating func process() throws(Unexpected) -> ProcessSnapshot {
        var process = ProcessSnapshot(id: InstanceID(0), name: "", namespace: "", mode: "")
        try object(StatusFrame.process) { field, json throws(Unexpected) in
            switch field {
            case .id: process.id = InstanceID(try json.integer())
            case .name: process.name = try json.string()
            case .namespace: process.namespace = try json.string()
            case .mode: process.mode = try json.string()
            case .status: process.status = try json.choice()
            case .reason: process.reason = try json.string()
            case .run: process.run = RunID(try json.integer())
            case .pid: process.pid = try json.integer() as PID
            case .startedAt: process.startedAt = try json.moment()
            case .nextTryAt: process.nextTryAt = try json.duration()
            case .delay: process.delay = try json.duration()
            case .restarts: process.restarts = try json.integer()
            case .unstableExits: process.unstableExits = try json.integer()
            case .maxRestarts: process.maxRestarts = try json.integer()
            case .isCrashLooping: process.isCrashLooping = try json.bool()
            case .recentRestarts: process.recentRestarts = try json.integer()
            case .isStuck: process.isStuck = try json.bool()
            case .usage: process.usage = try json.usage()
            case .memoryLimit: process.memoryLimit = try json.integer() as Int
            case .port: process.port = try json.integer() as Int
            case .command: process.command = try json.string()
            case .cwd: process.cwd = try json.string()
            case .outFile: process.outFile = try json.string()
            case .errorFile: process.errorFile = try json.string()
            case .isProbed: process.isProbed = try json.bool()
            case .health: process.health = try json.health()
            case .linesLost: process.linesLost = try json.integer()
            case .cpuHistory, .memoryHistory: try json.nothing()
            case .lastExit: throw Unexpected()
            }
        }
        return process
    }

    private mutating func usage() throws(Unexpected) -> Usage {
        var usage = Usage()
        try object(StatusFrame.usage) { field, json throws(Unexpected) in
            switch field {
            case .cpuPercent: usage.cpuPercent = try json.double()
            case .memory: usage.memory = try json.integer()
            case .processes: usage.processes = try json.integer()
            case .threads: usage.threads = try json.integer()
            case .descriptors: usage.descriptors = try json.integer() as Int
            }
        }
        return usage
    }

    mutating func choice<Choice: RawRepresentable<String>>() throws(Unexpected) -> Choice {
        guard let choice = Choice(rawValue: try string()) else { throw Unexpected() }
        return choice
    }

    /// A history without samples.
    private mutating func nothing() throws(Unexpected) {
        guard try string().isEmpty else { throw Unexpected() }
    }
}
