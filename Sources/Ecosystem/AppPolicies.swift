import Supervision
import Wording

/// When an app is restarted, how it is stopped and when it counts as online.
extension AppDecoder {
    func policy() -> RestartPolicy {
        var policy = RestartPolicy()
        policy.autorestart = fields.flag(.autorestart) ?? policy.autorestart
        policy.minUptime = fields.duration(.minUptime) ?? policy.minUptime
        policy.maxRestarts = fields.count(.maxRestarts) ?? policy.maxRestarts
        policy.restartDelay = fields.duration(.restartDelay) ?? policy.restartDelay
        policy.backoffFirst = fields.duration(.backoff) ?? policy.backoffFirst
        policy.stopExitCodes = stopExitCodes()
        if let entry = fields[.minUptime], policy.minUptime > .zero, policy.minUptime < .milliseconds(100) {
            findings.warning(at: entry.value.offset) {
                $0.inMilliseconds(entry.key, entry.value.described($0))
            }
        }
        return policy
    }

    private func stopExitCodes() -> Set<Int32> {
        guard let entry = fields[.stopExitCodes] else { return [] }
        let values = if case .array(let values) = entry.value.content { values } else { [entry.value] }
        var codes: Set<Int32> = []
        for value in values {
            if let code = Units.integer(value.content), (0...255).contains(code) {
                codes.insert(Int32(code))
            } else {
                let _: Never? = fields.mismatch(
                    .init(key: entry.key, keyOffset: entry.keyOffset, value: value), .stopExitCodes)
            }
        }
        return codes
    }

    func stop() -> StopPolicy {
        var stop = StopPolicy()
        stop.timeout = fields.duration(.killTimeout) ?? stop.timeout
        stop.wholeTree = fields.flag(.treekill) ?? stop.wholeTree
        stop.withMessage = fields.flag(.shutdownWithMessage) ?? stop.withMessage
        if let entry = fields[.killSignal] {
            let name: String? =
                switch entry.value.content {
                case .text(let text): text
                case .number(let number): number.integer.map(String.init)
                default: nil
                }
            stop.signal =
                name.flatMap(Signal.init(named:)) ?? fields.mismatch(entry, .killSignal) ?? stop.signal
        }
        return stop
    }

    func memoryLimit() -> Int? {
        guard let limit = fields.size(.maxMemoryRestart), limit > 0 else { return nil }
        if limit < 1 << 20, let entry = fields[.maxMemoryRestart] {
            findings.warning(at: entry.value.offset) {
                $0.inBytes(entry.key, entry.value.described($0), limit)
            }
        }
        return limit
    }

    func readiness(into spec: inout ProcessSpec) {
        spec.readiness.waitReady = fields.flag(.waitReady) ?? false
        spec.readiness.timeout = fields.duration(.listenTimeout) ?? spec.readiness.timeout
        spec.readiness.channel = spec.readiness.channel || spec.readiness.waitReady || spec.stop.withMessage
    }
}
