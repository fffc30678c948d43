import CLinux
import Glibc
import Supervision

/// What the guardian does all its life. One thread, no Swift concurrency.
struct GuardianWatch {
    /// SIGTTOU and SIGTTIN among them: blocked, they let us restore the terminal.
    static let heard = [
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGCHLD, SIGTTOU, SIGTTIN,
        SIGPIPE,
    ]
    private static let passedOn = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]
    /// How long what cannot be killed is waited for, in milliseconds.
    private static let patience = 5000

    let real: pid_t
    let control: Int32
    let signals: Int32
    let terminal: SavedTerminal?

    /// Until the real process has ended; then ends this one with the same code, or 128 + its signal.
    func run() -> Never {
        _ = linux_become_subreaper()
        _ = linux_set_name("wamon-guardian")
        var isControlOpen = true
        while true {
            reap()
            var waited = [
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isControlOpen ? control : -1, events: Int16(POLLIN), revents: 0),
            ]
            poll(&waited, 2, -1)
            if waited[0].revents != 0 { hear() }
            if waited[1].revents != 0 { isControlOpen = obey() }
        }
    }

    // MARK: - Signals

    private func hear() {
        var info = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while read(signals, &info, size) == size {
            let number = Int32(info.ssi_signo)
            // 0x80 is SI_KERNEL: from the terminal, which tells everybody in the foreground; but of its
            // hanging up only the leader of the session.
            let isOnlyMine = info.ssi_code != 0x80 || (number == SIGHUP && getsid(0) == getpid())
            if GuardianWatch.passedOn.contains(number), isOnlyMine, info.ssi_pid != UInt32(real) {
                kill(real, number)
            } else if number == SIGTSTP {
                say(GuardianWord.suspendAsked)
            } else if number == SIGCONT {
                say(GuardianWord.resumed)
            }
        }
    }

    /// False when the real process has closed its end.
    private func obey() -> Bool {
        var word: UInt8 = 0
        while true {
            let count = read(control, &word, 1)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            if count == 0 { return false }
            if word == GuardianWord.suspend { stop() }
        }
    }

    /// By SIGTSTP, not SIGSTOP: without a shell that could continue us (an orphaned process group) the
    /// kernel lets it pass, and the screen is drawn again at once.
    private func stop() {
        _ = signal(SIGTSTP, SIG_DFL)
        kill(getpid(), SIGTSTP)
        linux_unblock([SIGTSTP], 1)
        let extra = linux_signalfd([SIGTSTP], 1)
        if extra >= 0 { close(extra) }
        say(GuardianWord.resumed)
    }

    private func say(_ word: UInt8) {
        var word = word
        _ = send(control, &word, 1, Int32(MSG_NOSIGNAL))
    }

    // MARK: - The end

    private func reap() {
        var code: Int32 = 0
        var status: Int32 = 0
        while case let pid = linux_wait_change(-1, 0, &code, &status), pid > 0 {
            if pid == real { end(code: code, status: status) }
        }
    }

    private func end(code: Int32, status: Int32) -> Never {
        let isNormal = code == Int32(CLD_EXITED)
        // Whoever ends in order has left the screen, and this changes nothing.
        terminal?.restore()
        let killed = killWhatIsLeft()
        if !isNormal {
            let name = Signal(status).name
            let left = killed == 0 ? "" : " \(killed) of its processes were killed."
            write("wamon: the supervisor was ended by \(name).\(left)\n")
        }
        _exit(isNormal ? status : 128 + status)
    }

    /// Everybody below us comes to us as subreaper, generation by generation; a child's number is safe
    /// until we reap it. Gives up on what cannot be killed.
    private func killWhatIsLeft() -> Int {
        var killed = 0
        var waited = 0
        var code: Int32 = 0
        var status: Int32 = 0
        while waited < GuardianWatch.patience {
            let pid = linux_wait_change(-1, 0, &code, &status)
            if pid < 0 { break }
            if pid > 0 {
                // Counted by how they ended: some were dead before, or were ending by themselves.
                if code == Int32(CLD_KILLED), status == SIGKILL { killed += 1 }
                continue
            }
            for child in GuardianWatch.children() { kill(child, SIGKILL) }
            var bell = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
            if poll(&bell, 1, 10) == 0 { waited += 10 }
            var info = signalfd_siginfo()
            while read(signals, &info, MemoryLayout<signalfd_siginfo>.size) > 0 {}
        }
        return killed
    }

    /// proc_tid_children(5), or where the kernel lacks it everybody whose parent we are.
    private static func children() -> [pid_t] {
        let own = getpid()
        if let text = ProcText.read("/proc/\(own)/task/\(own)/children") {
            return text.split { $0 == " " || $0 == "\n" }.compactMap { pid_t($0) }
        }
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [pid_t] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let pid = pid_t(name), let words = ProcText.stat(pid), words.count > 1 else { continue }
            if words[1] == "\(own)", words[0] != "Z" { found.append(pid) }
        }
        return found
    }

    /// Not to a terminal that takes nothing.
    private func write(_ text: String) {
        var out = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
        guard poll(&out, 1, 200) == 1 else { return }
        _ = text.withCString { Glibc.write(2, $0, strlen($0)) }
    }
}
