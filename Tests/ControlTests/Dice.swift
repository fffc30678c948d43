import Supervision

@testable import Control

/// Values of every kind that goes over the wire, as odd as may be; the same ones for the same seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func upTo(_ most: Int) -> Int { Int.random(in: 0...most, using: &self) }
    mutating func coin() -> Bool { Bool.random(using: &self) }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[upTo(values.count - 1)] }
    mutating func maybe<Value>(_ value: (inout Dice) -> Value) -> Value? { coin() ? value(&self) : nil }
    mutating func some<Value>(_ most: Int, _ value: (inout Dice) -> Value) -> [Value] {
        (0..<upTo(most)).map { _ in value(&self) }
    }

    mutating func text() -> String {
        let odd = [
            "", "a", "\"", "\\", "\n", "\u{0}", "\u{1b}[31m", "é", "日本", "👩‍👩‍👧", "\u{2028}", "/", "\u{FFFD}",
            " ",
        ]
        return some(8) { $0.pick(odd) }.joined()
    }
    mutating func int() -> Int {
        pick([0, 1, -1, Int.max, Int.min, upTo(1000), upTo(1 << 40)])
    }
    mutating func int32() -> Int32 { Int32(truncatingIfNeeded: int()) }
    mutating func real() -> Double { pick([0, 0.1, 99.9, 1e-300, 1e300, .pi, Double(upTo(1_000_000)) / 7]) }
    /// To the microsecond, as the wire has them.
    mutating func duration() -> Duration {
        pick([
            .zero, .microseconds(1), .seconds(1_764_000_000) + .microseconds(upTo(1_000_000)),
            .milliseconds(upTo(90_000)),
        ])
    }
    mutating func moment() -> Moment { Moment(monotonic: duration(), boot: duration(), wall: duration()) }
    mutating func run() -> RunID { RunID(pick([0, 1, UInt64.max, next()])) }
    mutating func instance() -> InstanceID { InstanceID(int()) }
    mutating func signal() -> Signal { Signal(pick([0, 9, 15, 34, 64, 65, -1, int32()])) }
    mutating func environment() -> [String: String] {
        var found: [String: String] = [:]
        for _ in 0..<upTo(4) { found[text()] = text() }
        return found
    }

    // MARK: - Requests

    mutating func selector() -> Selector {
        pick([
            .all, .id(instance()), .name(text()), .namespace(text()), .ids(some(4) { $0.instance() }),
        ])
    }
    mutating func spec() -> ProcessSpec {
        var spec = ProcessSpec(name: text(), script: text(), executable: text(), cwd: text())
        spec.namespace = text()
        spec.arguments = some(4) { $0.text() }
        spec.environment = environment()
        spec.inherited = maybe { $0.environment() }
        spec.filterEnvironment = some(3) { $0.text() }
        (spec.user, spec.group) = (maybe { $0.text() }, maybe { $0.text() })
        (spec.instances, spec.mode) = (int(), text())
        (spec.instanceVariable, spec.incrementVariable) = (text(), maybe { $0.text() })
        (spec.port, spec.autostart) = (maybe { $0.int() }, coin())
        spec.policy.autorestart = coin()
        spec.policy.minUptime = duration()
        spec.policy.maxRestarts = int()
        spec.policy.restartDelay = duration()
        spec.policy.backoffFirst = duration()
        spec.policy.stopExitCodes = Set(some(4) { $0.int32() })
        spec.stop.signal = signal()
        spec.stop.timeout = duration()
        (spec.stop.wholeTree, spec.stop.withMessage) = (coin(), coin())
        spec.readiness.waitReady = coin()
        spec.readiness.timeout = duration()
        spec.readiness.channel = coin()
        spec.memoryLimit = maybe { $0.int() }
        spec.dependsOn = some(3) { $0.text() }
        spec.logs = logs()
        spec.pidFile = maybe { $0.text() }
        for _ in 0..<upTo(3) { spec.origins[text()] = origin() }
        return spec
    }
    mutating func origin() -> SpecOrigin {
        pick([
            .file(path: text(), line: int()), .environment(name: text()), .commandLine, .standard,
        ])
    }
    private mutating func logs() -> LogSpec {
        var logs = LogSpec()
        (logs.outFile, logs.errorFile) = (maybe { $0.text() }, maybe { $0.text() })
        (logs.bothFile, logs.dateFormat) = (maybe { $0.text() }, maybe { $0.text() })
        (logs.combined, logs.json, logs.disabled) = (coin(), coin(), coin())
        logs.rotation = maybe { dice in
            var rotation = LogSpec.Rotation()
            (rotation.maxSize, rotation.keep, rotation.compress) = (dice.int(), dice.int(), dice.coin())
            return rotation
        }
        logs.whenFull = pick([.drop, .block])
        return logs
    }
    mutating func launch() -> Launch {
        var launch = Launch(specs: some(3) { $0.spec() })
        launch.manner = pick([.start, .reload, .changed, .script])
        launch.resting = Set(some(3) { $0.upTo(9) })
        launch.environment = maybe { $0.environment() }
        launch.updatesEnvironment = coin()
        return launch
    }
    mutating func request() -> Request {
        pick([
            .start(selector()), .launch(launch()), .stop(selector()), .restart(selector()),
            .reload(selector()), .delete(selector()), .reset(selector()), .signal(signal(), selector()),
            .updateEnvironment(selector(), environment()),
            .scale(selector(), pick([.exactly(int()), .more(int()), .fewer(int())])), .flush(selector()),
            .reopenLogs, .save, .shutdown,
        ])
    }
    mutating func ask() -> Ask {
        pick([
            .send(request()), .snapshot(brief: coin()), .watch(coin()), .news(coin()),
            .lines(of: maybe { dice in dice.some(3) { $0.instance() } }, after: next(), max: int()),
            .history(instance()), .lastLines(run()),
            .details(maybe { dice in dice.some(3) { $0.instance() } }),
            .figures(maybe { $0.instance() }, pick(FigureSpan.allCases)), .members(instance()),
            .logMarks(maybe { dice in dice.some(3) { $0.instance() } }),
        ])
    }
}
