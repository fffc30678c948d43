package import Supervision

/// The last figures of one instance, as a snapshot shows them: one a sample, the newest last, at most 60.
package struct History: Hashable, Sendable {
    package static let limit = 60
    /// Percent of one core, at most 1000.
    package private(set) var cpu: [UInt16] = []
    /// 64 KiB each.
    package private(set) var memory: [UInt32] = []

    package init() {}

    package mutating func append(_ usage: Usage) {
        if cpu.count == History.limit {
            cpu.removeFirst()
            memory.removeFirst()
        }
        cpu.append(UInt16(min(1000, max(0, usage.cpuPercent)).rounded()))
        memory.append(UInt32(clamping: usage.memory >> 16))
    }
}
