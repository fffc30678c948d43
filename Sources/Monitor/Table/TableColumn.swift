/// A column the table can have, in the order they stand in. The raw value is its name in the settings.
package enum TableColumn: String, Hashable, Sendable, CaseIterable {
    case id, name, namespace, status, health, pid, cpu
    /// The last 60 s as a line.
    case cpuLine = "cpu-60s"
    case memory = "mem"
    case memoryLine = "mem-60s"
    case limit, restarts, uptime, port
    case children = "kids"
    case threads
    case descriptors = "fd"
    case lastExit = "last-exit"
    case command

    /// What is shown unless somebody chose otherwise; the last two only on a wide screen.
    package static let standard: Set<TableColumn> = [
        .id, .name, .status, .health, .pid, .cpu, .cpuLine, .memory, .limit, .restarts, .uptime, .port,
        .lastExit, .command,
    ]

    /// Numbers and what is read like one end at the right edge.
    var isRight: Bool {
        switch self {
        case .id, .pid, .cpu, .memory, .uptime, .port, .children, .threads, .descriptors: true
        case .name, .namespace, .status, .health, .cpuLine, .memoryLine, .limit, .restarts, .lastExit,
            .command:
            false
        }
    }

    /// It changes with every sample: an order by it is made anew only now and then.
    var isFigure: Bool {
        switch self {
        case .cpu, .cpuLine, .memory, .memoryLine, .limit, .children, .threads, .descriptors, .uptime,
            .health:
            true
        case .id, .name, .namespace, .status, .pid, .restarts, .port, .lastExit, .command: false
        }
    }
}
