import Glibc
import Kernel
import Supervision
import Testing

/// Trees of /bin/sh, found in the real /proc. The test process is no subreaper (that would be so for all
/// tests at once): orphans go where they go, and are known by session or name.
@Suite(.serialized) struct RealTreeTests {
    let run = RunID(3)

    /// A shell that leads a session and prints the pids its script echoes; nothing of it is left after `body`.
    func tree(_ script: String, pids count: Int, _ body: (ProcessTable, PID, [PID]) -> Void) {
        var pipe: [Int32] = [0, 0]
        #expect(Glibc.pipe(&pipe) == 0)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
        posix_spawn_file_actions_addclose(&actions, pipe[0])
        posix_spawn_file_actions_addclose(&actions, pipe[1])
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
        let words: [UnsafeMutablePointer<CChar>?] =
            ["/bin/sh", "-c", script].map { (text: String) in strdup(text) } + [nil]
        let environment: [UnsafeMutablePointer<CChar>?] =
            ["PATH=/usr/bin:/bin", "WAMON_RUN=\(getpid()).3"].map { (text: String) in strdup(text) } + [nil]
        defer {
            for text in words + environment { free(text) }
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var root: pid_t = 0
        #expect(posix_spawn(&root, "/bin/sh", &actions, &attributes, words, environment) == 0)
        close(pipe[1])
        let table = ProcessTable(ownPid: getpid())
        table.track(run, root: root, slot: 0)
        let told = read(pipe[0], pids: count)
        #expect(told.count == count)
        body(table, root, told)
        for pid in told + [root] { kill(pid, SIGKILL) }
        close(pipe[0])
        waitpid(root, nil, 0)
    }

    /// Waits for as many numbers, one a line.
    func read(_ descriptor: Int32, pids count: Int) -> [PID] {
        var pids: [PID] = []
        var digits: PID = 0
        var byte: UInt8 = 0
        while pids.count < count, Glibc.read(descriptor, &byte, 1) == 1 {
            if byte == 10 {
                pids.append(digits)
                digits = 0
            } else {
                digits = digits * 10 + PID(byte - 48)
            }
        }
        return pids
    }

    func pids(_ table: ProcessTable) -> Set<PID> { Set((table.members(of: [run])[run] ?? []).map(\.pid)) }

    @Test func `children in the background belong to the tree`() {
        tree("sleep 100 & echo $!; sleep 100 & echo $!; wait", pids: 2) { table, root, told in
            #expect(pids(table) == Set(told + [root]))
            table.scan(full: false)
            #expect(Set(table.known(of: run).map(\.pid)) == Set(told + [root]))
            #expect(table.owner(of: told[0]) == run)
            #expect(table.owner(of: getpid()) == nil)
        }
    }

    @Test func `an orphan in the same session belongs to the tree`() {
        tree("(sh -c 'echo $$; exec sleep 100' &); exec sleep 100", pids: 1) { table, root, told in
            #expect(pids(table) == Set(told + [root]))
        }
    }

    @Test func `an orphan in a session of its own belongs to the tree, and so do its children`() {
        let inner = "sleep 100 & echo $!; echo $$; wait"
        tree("(setsid sh -c '\(inner)' &); exec sleep 100", pids: 2) { table, root, told in
            #expect(pids(table) == Set(told + [root]))
        }
    }

    @Test func `what the root leaves stays in the tree when the root has ended`() {
        // Whoever is in the midst of an exec has no environment to be known by.
        let inner = "sleep 100 & echo $!; echo $$; wait"
        tree("(setsid sh -c '\(inner)' &); sleep 100 & echo $!; wait", pids: 3) { table, root, told in
            #expect(pids(table) == Set(told + [root]))
            kill(root, SIGKILL)
            var status = siginfo_t()
            waitid(P_PID, id_t(root), &status, WEXITED | WNOWAIT)
            #expect(pids(table) == Set(told))
        }
    }

    @Test func `a full look and a stat agree on the start time`() throws {
        let stat = try ProcFiles().stat(of: getpid())
        #expect(stat.parent == getppid())
        #expect(stat.session == getsid(0))
        #expect(stat.threads >= 1)
        #expect(stat.start > 0)
    }
}
