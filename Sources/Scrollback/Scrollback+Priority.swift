import Glibc

extension Scrollback {
    /// On Linux this is the thread's own: reading old logs gives way to everything that supervises.
    static func giveWay() { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10) }
}
