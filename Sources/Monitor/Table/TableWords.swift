import Supervision
import Wording

extension Language {
    /// The heading of a column.
    func title(of column: TableColumn) -> String {
        switch column {
        case .id: columnID
        case .name: columnName
        case .namespace: columnNamespace
        case .status: columnStatus
        case .health: columnHealth
        case .pid: columnPID
        case .cpu: columnCPU
        case .cpuLine: columnCPULine
        case .memory: columnMemory
        case .memoryLine: columnMemoryLine
        case .limit: columnLimit
        case .restarts: columnRestarts
        case .uptime: columnUptime
        case .port: columnPort
        case .children: columnChildren
        case .threads: columnThreads
        case .descriptors: columnDescriptors
        case .lastExit: columnLastExit
        case .command: columnCommand
        }
    }

    func about(_ column: TableColumn) -> String {
        switch column {
        case .id: aboutID
        case .name: aboutName
        case .namespace: aboutNamespace
        case .status: aboutStatus
        case .health: aboutHealth
        case .pid: aboutPID
        case .cpu: aboutCPU
        case .cpuLine: aboutCPULine
        case .memory: aboutMemory
        case .memoryLine: aboutMemoryLine
        case .limit: aboutLimit
        case .restarts: aboutRestarts
        case .uptime: aboutUptime
        case .port: aboutPort
        case .children: aboutChildren
        case .threads: aboutThreads
        case .descriptors: aboutDescriptors
        case .lastExit: aboutLastExit
        case .command: aboutCommand
        }
    }

    /// `code 137`, `SIGKILL`: the shortest that says how.
    func briefly(_ status: ExitStatus) -> String {
        switch status {
        case .exited(let code): self.code(code)
        case .signalled(let signal, _): signal.name
        case .notSpawned: notStarted
        }
    }

    /// As one asks for it in a filter.
    func wellness(_ wellness: TableFilter.Wellness) -> String {
        switch wellness {
        case .healthy: health(.healthy)
        case .unhealthy: health(.unhealthy)
        case .starting: health(.starting)
        case .slow: healthSlow
        case .failing: healthFailing
        case .none: healthNone
        }
    }

    func sentence(_ trouble: TableFilter.Trouble) -> String {
        switch trouble {
        case .noNumber(let token): noNumber(token)
        case .noState(let state): noState(state)
        case .noHealth(let health): noHealth(health)
        case .noPattern(let number, let offset): badPattern(number, at: offset)
        }
    }
}
