import Supervision

/// The mark of a run that an orphan carries: its name in the environment, and a lowered limit nobody uses,
/// which survives an emptied environment and a change of user.
struct ProcessMark {
    enum Name: Hashable {
        case run(RunID)
        /// Another core's.
        case another
        /// No `WAMON_RUN`, or an environment that may not be read.
        case nothing
        /// No environment at all: an exec under way has none for a moment, and so has whoever is ending. Not the
        /// last answer.
        case absent
    }

    private let files: ProcFiles
    /// "CORE."
    private let core: [UInt8]
    /// The core's soft RLIMIT_MSGQUEUE, which children inherit lowered by their slot.
    private let base: UInt64?

    init(_ files: ProcFiles, ownPid: PID, core: String) {
        self.init(files, base: ProcessMark.limit(of: ownPid, files), core: core)
    }

    /// - Parameter base: the core's soft RLIMIT_MSGQUEUE.
    init(_ files: ProcFiles, base: UInt64?, core: String) {
        self.files = files
        self.core = Array("\(core).".utf8)
        self.base = base
    }

    /// What `WAMON_RUN=CORE.RUN` in the environment says.
    func named(by pid: PID) -> Name {
        do { try files.read(pid, "environ", whole: true) } catch {
            return error == .gone ? .absent : .nothing
        }
        return files.buffer.text { text in
            guard text.count > 0 else { return .absent }
            var index = 0
            while index < text.count {
                if text.has("WAMON_RUN=", at: index) { return name(text, at: index + 10) }
                while index < text.count, text[index] != 0 { index += 1 }
                index += 1
            }
            return .nothing
        }
    }

    /// By how much its limit is lower than ours; nil when it is not.
    func slot(of pid: PID) -> Int? {
        guard let base, let limit = ProcessMark.limit(of: pid, files), limit < base else { return nil }
        return Int(exactly: base - limit)
    }

    private func name(_ text: Span<UInt8>, at index: Int) -> Name {
        guard index + core.count < text.count else { return .another }
        for offset in core.indices where text[index + offset] != core[offset] { return .another }
        var index = index + core.count
        guard let run = text.number(at: &index), index >= text.count || text[index] == 0 else {
            return .another
        }
        return .run(RunID(run))
    }

    /// proc_pid_limits(5): "Max msgqueue size         819200               819200               bytes".
    private static func limit(of pid: PID, _ files: ProcFiles) -> UInt64? {
        do { try files.read(pid, "limits") } catch { return nil }
        return files.buffer.text { text in
            guard var index = text.end(of: "Max msgqueue size") else { return nil }
            text.skipBlanks(at: &index)
            return text.has("unlimited", at: index) ? .max : text.number(at: &index)
        }
    }
}
