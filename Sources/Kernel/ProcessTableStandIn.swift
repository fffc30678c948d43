import Glibc
package import Supervision

/// Until the real one is merged: the session and the chain of parents.
package final class ProcessTable {
    private var roots: [RunID: PID] = [:]
    package init(ownPid: PID, procRoot: String = "/proc") {}
    package func track(_ run: RunID, root: PID, slot: Int) { roots[run] = root }
    package func forget(_ run: RunID) { roots[run] = nil }
    package func owner(of pid: PID) -> RunID? { nil }
    package func members(of runs: Set<RunID>) -> [RunID: [Member]] {
        var answer: [RunID: [Member]] = [:]
        guard let directory = opendir("/proc") else { return [:] }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let pid = PID(name), let words = ProcText.stat(pid), words[0] != "Z",
                let session = PID(words[3]), let start = UInt64(words[19]),
                let run = roots.first(where: { $0.value == session })?.key
            else { continue }
            if runs.contains(run) { answer[run, default: []].append(Member(pid: pid, start: start)) }
        }
        return answer
    }
}
