import CLinux
import Glibc
import Supervision
import Synchronization

/// Children that a thread waits for by itself (`ChildProgram`). The core reaps whatever has ended, as
/// subreaper and as PID 1; this is where it learns that an end is somebody else's, and leaves it there.
enum OwnChildren {
    /// By pid; nil until it has ended.
    private static let ends = Mutex<[PID: ExitStatus?]>([:])

    /// linux_spawn; nobody can meet the child's end before it is known as ours.
    static func spawn(_ options: inout linux_options) -> linux_result {
        var result = linux_result()
        ends.withLock { ends in
            result = linux_spawn(&options)
            if result.error == 0 { ends.updateValue(nil, forKey: result.pid) }
        }
        return result
    }

    /// Kills it with its group where it has not ended, and forgets it. Nil when even that did not end it within
    /// a second (it hangs in the kernel): then whoever reaps next takes it.
    static func end(_ pid: PID, _ pidfd: Int32) -> ExitStatus? {
        ends.withLock { ends in
            // As long as nobody has reaped it, the number is its own.
            if ends[pid] == .some(nil) { kill(-pid, SIGKILL) }
        }
        var look = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
        while poll(&look, 1, 1000) < 0, errno == EINTR {}
        return ends.withLock { ends in
            let known = ends.removeValue(forKey: pid) ?? nil
            return known ?? reap(pid)
        }
    }

    /// Whoever has not ended, with his group; their threads take it from there.
    static func killAll() {
        ends.withLock { ends in
            for (pid, end) in ends where end == nil { kill(-pid, SIGKILL) }
        }
    }

    /// Takes the zombie of such a child; false when it is none of them.
    static func collect(_ pid: PID) -> Bool {
        ends.withLock { ends in
            guard ends[pid] == .some(nil), let status = reap(pid) else { return false }
            ends[pid] = status
            return true
        }
    }

    /// Its zombie is what makes the group's number ours still: the group is killed first.
    private static func reap(_ pid: PID) -> ExitStatus? {
        kill(-pid, SIGKILL)
        var code: Int32 = 0
        var status: Int32 = 0
        guard linux_wait_pid(pid, &code, &status) == 1 else { return nil }
        return LinuxKernel.status(found: 1, code: code, status)
    }
}
