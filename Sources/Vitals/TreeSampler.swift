import Glibc
package import Kernel
package import Supervision

/// Measures whole trees: what all members of a run use, since the last time and now. On the core's thread
/// only; the files it reads every time stay open.
package final class TreeSampler {
    private let files: ProcFiles
    private let units = KernelUnits()
    private var trees: [RunID: SampledTree] = [:]
    private var round = 0
    /// Descriptors that may still be kept open.
    private var spare: Int

    /// `keeping`: how many descriptors may be kept open; unless given, a quarter of what we may open
    /// beyond the first 256, so that a low limit is left to the children's pipes.
    package init(procRoot: String = "/proc", keeping: Int? = nil) {
        files = ProcFiles(root: procRoot)
        spare = keeping ?? TreeSampler.quarterOfLimit()
    }

    /// Looks for new members (a cheap scan of `table`), then measures every run that has any alive. CPU is an
    /// average since the last sample, or since the start of the root.
    package func sample(table: ProcessTable, runs: [RunID], at now: Moment) -> [RunID: Usage] {
        round += 1
        table.scan(full: false)
        var usages = [RunID: Usage](minimumCapacity: runs.count)
        for (index, run) in runs.enumerated() {
            let tree = trees[run] ?? SampledTree(root: table.root(of: run), units)
            tree.round = round
            tree.follow(table.known(of: run))
            // Counting descriptors is dear: one run in eight each time, a new one at once.
            if trees.updateValue(tree, forKey: run) == nil || (index + round) % 8 == 0 {
                tree.descriptors = tree.root.flatMap { files.descriptors(of: $0.pid) }
            }
            if let usage = tree.measure(files, at: now, spare: &spare) { usages[run] = usage }
        }
        if trees.count > runs.count { dropOthers() }
        return usages
    }

    /// As they were sampled last; none of a run that never was.
    package func members(of run: RunID) -> [TreeMember] { trees[run]?.members(files) ?? [] }

    /// What a run's tree has used of processors up to its last sample.
    package func cpuTime(of run: RunID) -> Duration { trees[run]?.cpuTime ?? .zero }

    /// Σ proportional set size in bytes: the exact share of memory of a whole tree, dear (proc_pid_smaps(5),
    /// 20 µs to 10 ms a process). Nil where a member's may not be read.
    package func pss(of run: RunID, table: ProcessTable) -> Int? {
        var sum: UInt64 = 0
        var isAnyRead = false
        for member in table.known(of: run) {
            do {
                try files.read(member.pid, "smaps_rollup")
            } catch {
                if case .refused = error { return nil }
                continue
            }
            // Empty when it has just ended.
            guard let kib = files.buffer.text({ $0.value(of: "Pss:") }) else { continue }
            isAnyRead = true
            sum = sum.saturating(adding: kib.saturating(times: 1024))
        }
        return isAnyRead ? Int(clamping: sum) : nil
    }

    // MARK: - Housekeeping

    private func dropOthers() {
        for (run, tree) in trees where tree.round != round {
            spare += tree.kept
            trees[run] = nil
        }
    }

    private static func quarterOfLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else { return 0 }
        return max(0, Int(min(limit.rlim_cur, 1 << 16)) - 256) / 4
    }
}
