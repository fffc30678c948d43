import CLinux
import Glibc
package import Supervision

/// Who a core has running, as `$WAMON_HOME/runs` tells it to the core that comes after: by this it finds
/// what is left when the one before was killed. Plain text, a line each, the name last.
///
///     wamon-runs 1
///     boot 6f1d…                    /proc/sys/kernel/random/boot_id
///     space pid:[4026531836]        the pid namespace
///     core 9c41d3a0b7e25f68         how WAMON_RUN names this core
///     limit 819200                  its soft RLIMIT_MSGQUEUE, which its children have lowered by their slot
///     run 4294967297 812 53190 1 2 tree api-server
///
/// A run: its number, its root's pid and start time (clock ticks since boot), its slot, the signal that
/// stops it, and whether the whole `tree` or the `root` alone is to be stopped.
package struct RunTable: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package var run: RunID
        package var root: Member
        /// By how much its soft RLIMIT_MSGQUEUE is lower.
        package var slot: Int
        package var signal: Signal
        package var wholeTree: Bool
        package var name: String
        package init(run: RunID, root: Member, slot: Int, signal: Signal, wholeTree: Bool, name: String) {
            self.run = run
            self.root = root
            self.slot = slot
            self.signal = signal
            self.wholeTree = wholeTree
            self.name = name
        }
    }

    package var boot: String
    package var space: String
    package var core: String
    package var limit: UInt64
    package var rows: [Row] = []

    package static func path(in home: String) -> String { home + "/runs" }

    /// Of a core in this very process.
    package init(core: String) {
        self.init(
            boot: RunTable.currentBoot, space: RunTable.currentSpace, core: core,
            limit: RunTable.currentLimit)
    }

    package init(boot: String, space: String, core: String, limit: UInt64) {
        self.boot = boot
        self.space = space
        self.core = core
        self.limit = limit
    }

    /// Whether its pids can be ours to name: the same boot of the same machine, the same container.
    package var isOfHere: Bool { boot == RunTable.currentBoot && space == RunTable.currentSpace }

    // MARK: - Text

    package var text: String {
        var text =
            "wamon-runs 1\nboot \(boot)\nspace \(space)\ncore \(core)\nlimit \(limit)\n"
        for row in rows {
            let name = String(row.name.map { $0.isNewline ? " " : $0 })
            text +=
                "run \(row.run.raw) \(row.root.pid) \(row.root.start) \(row.slot) \(row.signal.raw)"
                + " \(row.wholeTree ? "tree" : "root") \(name)\n"
        }
        return text
    }

    /// What can be understood of any bytes whatever; nil without a head. A line that is torn, or means
    /// nothing, is passed over.
    package init?(_ text: String) {
        var head: [Substring: Substring] = [:]
        var rows: [Row] = []
        // The last line counts only with its end.
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if let row = Row(line) {
                rows.append(row)
            } else {
                let words = line.split(separator: " ", maxSplits: 1)
                if words.count == 2, head[words[0]] == nil { head[words[0]] = words[1] }
            }
        }
        guard head["wamon-runs"] == "1", let boot = head["boot"], let space = head["space"],
            let core = head["core"], core.allSatisfy({ $0.isHexDigit || $0.isLetter }),
            let limit = head["limit"].flatMap({ UInt64($0) })
        else { return nil }
        self.init(boot: String(boot), space: String(space), core: String(core), limit: limit)
        self.rows = rows
    }

    /// nil where there is none, or none that can be understood.
    package static func read(in home: String) -> RunTable? {
        guard case .success(let bytes) = AtomicFile.read(path(in: home), limit: 1 << 20) else { return nil }
        return RunTable(String(decoding: bytes, as: UTF8.self))
    }

    /// The errno where it cannot be written. Blocks as long as the disk does.
    package func write(in home: String) -> Int32? {
        AtomicFile.write(Array(text.utf8), to: RunTable.path(in: home), isDurable: false)
    }

    package static func remove(in home: String) { unlink(path(in: home)) }

    // MARK: - Here and now

    private static var currentBoot: String {
        (ProcText.read("/proc/sys/kernel/random/boot_id") ?? "unknown").split(separator: "\n").first
            .map(String.init) ?? "unknown"
    }

    private static var currentSpace: String {
        var name = [CChar](repeating: 0, count: 64)
        let count = readlink("/proc/self/ns/pid", &name, name.count - 1)
        return count > 0
            ? String(decoding: name[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : "unknown"
    }

    private static var currentLimit: UInt64 {
        var (soft, hard): (UInt64, UInt64) = (0, 0)
        _ = linux_limit(linux_limit_msgqueue(), &soft, &hard)
        return soft
    }
}

extension RunTable.Row {
    fileprivate init?(_ line: Substring) {
        let words = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: false)
        guard words.count == 8, words[0] == "run", let run = UInt64(words[1]), let pid = PID(words[2]),
            pid > 1, let start = UInt64(words[3]), let slot = Int(words[4]), slot > 0,
            let signal = Int32(words[5]), (1...64).contains(signal), ["tree", "root"].contains(words[6])
        else { return nil }
        self.init(
            run: RunID(run), root: Member(pid: pid, start: start), slot: slot, signal: Signal(signal),
            wholeTree: words[6] == "tree", name: String(words[7]))
    }
}
