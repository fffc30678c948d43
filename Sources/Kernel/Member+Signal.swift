import CLinux
import Glibc
import Supervision

extension Member {
    /// To this process and no other: held by a pidfd, then its start time checked. False when it is gone, or
    /// another has its number.
    @discardableResult func send(_ signal: Signal) -> Bool {
        let pidfd = linux_pidfd_open(pid)
        if pidfd < 0, errno == ESRCH || errno == EINVAL { return false }
        defer { if pidfd >= 0 { close(pidfd) } }
        guard ProcText.start(of: pid) == start else { return false }
        // Without a descriptor to spare, by number: the check is a moment old.
        let outcome = pidfd >= 0 ? linux_pidfd_signal(pidfd, signal.raw) : kill(pid, signal.raw)
        return outcome == 0 || errno != ESRCH
    }
}
