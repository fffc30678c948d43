// What a table of hundreds of processes is made of, written sparely: what is absent is nothing, nought, or no.

extension ProcessSnapshot {
    private enum CodingKeys: String, CodingKey {
        case id, name, namespace, mode, status, reason, run, pid, startedAt, nextTryAt, delay, restarts
        case unstableExits, maxRestarts, isCrashLooping, recentRestarts, lastExit, isStuck, usage, cpuHistory
        case memoryHistory, memoryLimit, port, command, cwd, outFile, errorFile, isProbed, health, linesLost
        case restartsByCause, cpuTime
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try fields.decode(InstanceID.self, forKey: .id),
            name: try fields.decode(String.self, forKey: .name),
            namespace: try fields.decode(String.self, forKey: .namespace),
            mode: try fields.decode(String.self, forKey: .mode))
        status = try fields.decode(Status.self, forKey: .status)
        reason = try fields.decodeIfPresent(String.self, forKey: .reason)
        run = try fields.decodeIfPresent(RunID.self, forKey: .run)
        pid = try fields.decodeIfPresent(PID.self, forKey: .pid)
        startedAt = try fields.decodeIfPresent(Moment.self, forKey: .startedAt)
        nextTryAt = try fields.decodeIfPresent(Duration.self, forKey: .nextTryAt)
        delay = try fields.decodeIfPresent(Duration.self, forKey: .delay)
        restarts = try fields.decodeIfPresent(Int.self, forKey: .restarts) ?? 0
        unstableExits = try fields.decodeIfPresent(Int.self, forKey: .unstableExits) ?? 0
        maxRestarts = try fields.decodeIfPresent(Int.self, forKey: .maxRestarts) ?? 0
        isCrashLooping = try fields.decodeIfPresent(Bool.self, forKey: .isCrashLooping) ?? false
        recentRestarts = try fields.decodeIfPresent(Int.self, forKey: .recentRestarts) ?? 0
        lastExit = try fields.decodeIfPresent(ExitRecord.self, forKey: .lastExit)
        isStuck = try fields.decodeIfPresent(Bool.self, forKey: .isStuck) ?? false
        usage = try fields.decodeIfPresent(Usage.self, forKey: .usage) ?? Usage()
        if fields.contains(.cpuHistory) { cpuHistory = try fields.decode([UInt16].self, forKey: .cpuHistory) }
        if fields.contains(.memoryHistory) {
            memoryHistory = try fields.decode([UInt32].self, forKey: .memoryHistory)
        }
        memoryLimit = try fields.decodeIfPresent(Int.self, forKey: .memoryLimit)
        port = try fields.decodeIfPresent(Int.self, forKey: .port)
        command = try fields.decodeIfPresent(String.self, forKey: .command) ?? ""
        cwd = try fields.decodeIfPresent(String.self, forKey: .cwd) ?? ""
        outFile = try fields.decodeIfPresent(String.self, forKey: .outFile)
        errorFile = try fields.decodeIfPresent(String.self, forKey: .errorFile)
        isProbed = try fields.decodeIfPresent(Bool.self, forKey: .isProbed) ?? false
        health = try fields.decodeIfPresent(HealthSnapshot.self, forKey: .health)
        linesLost = try fields.decodeIfPresent(Int.self, forKey: .linesLost) ?? 0
        for (word, count) in try fields.decodeIfPresent([String: Int].self, forKey: .restartsByCause) ?? [:] {
            // A newer core may know causes that we do not.
            if let cause = Cause(rawValue: word) { restartsByCause[cause] = count }
        }
        cpuTime = try fields.decodeIfPresent(Duration.self, forKey: .cpuTime) ?? .zero
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(name, forKey: .name)
        try fields.encode(namespace, forKey: .namespace)
        try fields.encode(mode, forKey: .mode)
        try fields.encode(status, forKey: .status)
        try fields.encodeIfPresent(reason, forKey: .reason)
        try fields.encodeIfPresent(run, forKey: .run)
        try fields.encodeIfPresent(pid, forKey: .pid)
        try fields.encodeIfPresent(startedAt, forKey: .startedAt)
        try fields.encodeIfPresent(nextTryAt, forKey: .nextTryAt)
        try fields.encodeIfPresent(delay, forKey: .delay)
        if restarts != 0 { try fields.encode(restarts, forKey: .restarts) }
        if unstableExits != 0 { try fields.encode(unstableExits, forKey: .unstableExits) }
        if maxRestarts != 0 { try fields.encode(maxRestarts, forKey: .maxRestarts) }
        if isCrashLooping { try fields.encode(true, forKey: .isCrashLooping) }
        if recentRestarts != 0 { try fields.encode(recentRestarts, forKey: .recentRestarts) }
        try fields.encodeIfPresent(lastExit, forKey: .lastExit)
        if isStuck { try fields.encode(true, forKey: .isStuck) }
        if usage != Usage() { try fields.encode(usage, forKey: .usage) }
        if !cpuHistory.isEmpty { try fields.encode(cpuHistory, forKey: .cpuHistory) }
        if !memoryHistory.isEmpty { try fields.encode(memoryHistory, forKey: .memoryHistory) }
        try fields.encodeIfPresent(memoryLimit, forKey: .memoryLimit)
        try fields.encodeIfPresent(port, forKey: .port)
        if !command.isEmpty { try fields.encode(command, forKey: .command) }
        if !cwd.isEmpty { try fields.encode(cwd, forKey: .cwd) }
        try fields.encodeIfPresent(outFile, forKey: .outFile)
        try fields.encodeIfPresent(errorFile, forKey: .errorFile)
        if isProbed { try fields.encode(true, forKey: .isProbed) }
        try fields.encodeIfPresent(health, forKey: .health)
        if linesLost != 0 { try fields.encode(linesLost, forKey: .linesLost) }
        if !restartsByCause.isEmpty {
            let words = restartsByCause.map { ($0.key.rawValue, $0.value) }
            try fields.encode(Dictionary(uniqueKeysWithValues: words), forKey: .restartsByCause)
        }
        if cpuTime != .zero { try fields.encode(cpuTime, forKey: .cpuTime) }
    }
}

extension Usage {
    private enum CodingKeys: String, CodingKey { case cpuPercent, memory, processes, threads, descriptors }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        cpuPercent = try fields.decodeIfPresent(Double.self, forKey: .cpuPercent) ?? 0
        memory = try fields.decodeIfPresent(Int.self, forKey: .memory) ?? 0
        processes = try fields.decodeIfPresent(Int.self, forKey: .processes) ?? 0
        threads = try fields.decodeIfPresent(Int.self, forKey: .threads) ?? 0
        descriptors = try fields.decodeIfPresent(Int.self, forKey: .descriptors)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        if cpuPercent != 0 { try fields.encode(cpuPercent, forKey: .cpuPercent) }
        if memory != 0 { try fields.encode(memory, forKey: .memory) }
        if processes != 0 { try fields.encode(processes, forKey: .processes) }
        if threads != 0 { try fields.encode(threads, forKey: .threads) }
        try fields.encodeIfPresent(descriptors, forKey: .descriptors)
    }
}
