import CLinux
import Glibc
import Kernel

/// A shell with a pseudo terminal and one job: `KernelDriver host MODE`. Says what becomes of both.
final class Shell {
    private let fixture: String
    private let master: Int32
    private let terminal: Int32
    private let before: termios
    private var job: pid_t = 0
    private var text = ""

    init(fixture: String) {
        self.fixture = fixture
        setsid()
        let mask = [SIGTTOU, SIGTTIN]
        _ = linux_signalfd(mask, mask.count)
        var path = [CChar](repeating: 0, count: 64)
        master = linux_pseudo_terminal(&path, path.count)
        // A session's leader gets the first terminal that it opens as its own.
        terminal = open(path, O_RDWR | O_CLOEXEC)
        var modes = termios()
        tcgetattr(terminal, &modes)
        before = modes
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
    }

    func play(_ mode: String) {
        begin(mode)
        let roots = [pid("root "), pid("root ")]
        let left = [pid("left "), pid("left ")]
        let real = pid("real ")
        switch mode {
        case "killed": kill(real, SIGKILL)
        case "trapped": kill(real, SIGILL)
        case "signals": signals(real)
        case "suspend": suspend()
        case "orphaned":
            kill(job, SIGKILL)
            print("real \(line("told "))")
        default: break
        }
        print("job: \(ended())")
        let alive = (roots + left + [real]).filter { kill($0, 0) == 0 }
        // Nobody is above the real process when the guardian is killed.
        for pid in alive where mode == "orphaned" { kill(pid, SIGKILL) }
        if mode != "orphaned" { print("left alive: \(alive.count)") }
        var modes = termios()
        tcgetattr(terminal, &modes)
        if mode != "orphaned" {
            print("modes restored: \(modes.c_lflag == before.c_lflag && modes.c_iflag == before.c_iflag)")
            collect()
            print("screen left: \(text.contains("\u{1B}[?1049l"))")
        }
        for line in text.split(whereSeparator: \.isNewline) {
            if let start = line.firstRange(of: "wamon: ") { print(line[start.lowerBound...]) }
        }
    }

    private func signals(_ real: pid_t) {
        kill(job, SIGTERM)
        print("kill -TERM: \(line("signalled "))")
        // ^C, typed.
        _ = Glibc.write(master, "\u{3}", 1)
        print("typed ^C: \(line("signalled "))")
        kill(job, SIGUSR2)
        print("then: \(line("signalled "))")
        kill(job, SIGTSTP)
        print("kill -TSTP: \(line("told "))")
        kill(real, SIGKILL)
    }

    private func suspend() {
        print("stopped by \(changed(stopped: true))")
        tcsetpgrp(terminal, getpgrp())
        tcsetpgrp(terminal, job)
        kill(-job, SIGCONT)
        print("told \(line("told ")), foreground \(line("in the foreground "))")
    }

    // MARK: - The job

    private func begin(_ mode: String) {
        let own = realpath("/proc/self/exe", nil)!
        let words = [String(cString: own), "host", mode, fixture]
        free(own)
        let argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let envp: [UnsafeMutablePointer<CChar>?] = [strdup("SWIFT_BACKTRACE=enable=no"), nil]
        let fds = (Int32(0)...2).map { linux_fd(source: terminal, target: $0) }
        let result = fds.withUnsafeBufferPointer { fds in
            argv.withUnsafeBufferPointer { argv in
                envp.withUnsafeBufferPointer { envp in
                    var options = linux_options(
                        path: argv[0]!, argv: argv.baseAddress!, envp: envp.baseAddress!, cwd: nil,
                        fds: fds.baseAddress, fd_count: fds.count, rlimits: nil, rlimit_count: 0, groups: nil,
                        group_count: 0, uid: 0, gid: 0, flags: UInt32(LINUX_SETPGID), umask: 0, nice: 0,
                        death_signal: 0)
                    return linux_spawn(&options)
                }
            }
        }
        guard result.pid > 0 else { return print("cannot spawn: \(result.error)") }
        close(result.pidfd)
        job = result.pid
        tcsetpgrp(terminal, job)
    }

    private func changed(stopped: Bool) -> String {
        var code: Int32 = 0
        var status: Int32 = 0
        for _ in 0..<2000 {
            let pid = linux_wait_change(job, stopped ? 1 : 0, &code, &status)
            if pid == job { return code == Int32(CLD_EXITED) ? "exit \(status)" : "signal \(status)" }
            collect()
            poll(nil, 0, 10)
        }
        return "nothing in 20 s"
    }

    private func ended() -> String { changed(stopped: false) }

    // MARK: - What the terminal shows

    /// The first line that has these words, from them on; it is taken out.
    private func line(_ words: String) -> String {
        for _ in 0..<2000 {
            collect()
            if let start = text.firstRange(of: words),
                let end = text[start.upperBound...].firstIndex(where: \.isNewline)
            {
                let found = String(text[start.upperBound..<end])
                text.removeSubrange(start.lowerBound..<end)
                return found
            }
            var bell = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            poll(&bell, 1, 10)
        }
        return "nothing of \(words)in 20 s"
    }

    private func pid(_ words: String) -> pid_t { pid_t(line(words)) ?? -1 }

    private func collect() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = read(master, &bytes, bytes.count), count > 0 {
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
    }
}
