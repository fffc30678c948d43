import Glibc

/// A job of the shell, as a viewer is one.
enum JobControl {
    /// Stops this process's whole job, as Ctrl-Z would: by SIGTSTP, which the kernel lets pass where there is no
    /// shell to continue it. Returns when it goes on.
    static func stopJob() {
        _ = signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
    }
}
