import CLinux
import Glibc
import Supervision

/// What the guardian does all its lives. One thread, no Swift concurrency.
struct GuardianWatch {
    /// SIGTTOU and SIGTTIN among them: blocked, they let us restore the terminal.
    static let heard = [
        SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGCHLD, SIGTTOU, SIGTTIN,
        SIGPIPE,
    ]
    private static let passedOn = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]
    /// How long what cannot be killed is waited for, in milliseconds.
    private static let patience = 5000

    /// What is left of a core in the background is asked first, for this long, in milliseconds.
    private static let grace = 2000
    /// A core that was up this long is worth another life, however many it had. It is decided here and not by a
    /// policy of Supervision, as the core's own restarts are: what decides it has to outlive every core, and
    /// holds no more than a number and a time to be small and to have nothing to fail with.
    private static let worthwhile: UInt64 = 60_000_000_000

    private var duty: Guardian.Duty
    private let signals: Int32
    private let terminal: SavedTerminal?
    private let farewell: (Signal, Int) -> String
    private var real: pid_t = 0
    private var control: Int32 = -1
    private var life = 0
    private var bornAt: UInt64 = 0
    /// Of the real process, where we are no longer its parent.
    private var pidfd: Int32 = -1
    private var saidItEnds = false

    init(
        duty: Guardian.Duty, signals: Int32, terminal: SavedTerminal?,
        farewell: @escaping (Signal, Int) -> String
    ) {
        self.farewell = farewell
        self.duty = duty
        self.signals = signals
        self.terminal = terminal
    }

    /// A child of ours is the real process now.
    mutating func begin(_ real: pid_t, control: Int32, life: Int) {
        (self.real, self.control, self.life) = (real, control, life)
        bornAt = Loop.now
        saidItEnds = false
        if pidfd >= 0 { close(pidfd) }
        pidfd = -1
    }

    /// Until the real process has ended; then ends this one with the same code, or 128 + its signal. Returns
    /// where the core is to have another life.
    mutating func run() {
        _ = linux_become_subreaper()
        _ = linux_set_name("wamon-guardian")
        // Of what was needed to get here, a guardian needs next to nothing.
        Surroundings.giveMemoryBack()
        var isControlOpen = true
        while true {
            if reap() { return }
            var waited = [
                pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isControlOpen ? control : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0),
            ]
            poll(&waited, 3, -1)
            if waited[0].revents != 0 { hear() }
            if waited[1].revents != 0 { isControlOpen = obey() }
            if waited[2].revents != 0 {
                // What it said last may still lie in the socket.
                if isControlOpen { _ = obey() }
                if saidItEnds || !isWorthAnother { _exit(saidItEnds ? 0 : 1) }
                return
            }
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
    private mutating func obey() -> Bool {
        var word: UInt8 = 0
        while true {
            let count = read(control, &word, 1)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            if count == 0 { return false }
            switch word {
            case GuardianWord.suspend: stop()
            case GuardianWord.background: goToBackground()
            case GuardianWord.ending: saidItEnds = true
            default: break
            }
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

    private func say(_ word: UInt8) { GuardianLine(control).say(word) }

    /// The shell gets its prompt: this process ends, and a copy without a terminal goes on. It is not the
    /// real process's parent, so it follows it by pidfd, and what a dead core leaves does not come to it: the
    /// next core sweeps that up itself.
    private mutating func goToBackground() {
        guard duty == .terminal else { return }
        terminal?.restore()
        let followed = linux_pidfd_open(real)
        guard followed >= 0, linux_fork() == 0 else { _exit(0) }
        setsid()
        Surroundings.leaveTerminal()
        _ = linux_become_subreaper()
        duty = .background
        pidfd = followed
    }

    // MARK: - The end

    /// True when the core is to have another life.
    private func reap() -> Bool {
        var code: Int32 = 0
        var status: Int32 = 0
        while case let pid = linux_wait_change(-1, 0, &code, &status), pid > 0 {
            guard pid == real, pidfd < 0 else { continue }
            let isNormal = code == Int32(CLD_EXITED)
            guard duty == .background, !isNormal, isWorthAnother else { end(code: code, status: status) }
            _ = killWhatIsLeft(after: GuardianWatch.grace)
            return true
        }
        return false
    }

    private var isWorthAnother: Bool { life == 1 || Loop.now - bornAt >= GuardianWatch.worthwhile }

    private func end(code: Int32, status: Int32) -> Never {
        let isNormal = code == Int32(CLD_EXITED)
        // Whoever ends in order has left the screen, and this changes nothing.
        terminal?.restore()
        let killed = killWhatIsLeft(after: 0)
        if !isNormal {
            write(farewell(Signal(status), killed) + "\n")
        }
        _exit(isNormal ? status : 128 + status)
    }

    /// Everybody below us comes to us as subreaper, generation by generation; a child's number is safe
    /// until we reap it. Gives up on what cannot be killed.
    /// - Parameter grace: milliseconds between SIGTERM, to each once, and SIGKILL; 0: at once.
    private func killWhatIsLeft(after grace: Int) -> Int {
        var asked: Set<pid_t> = []
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
            for child in GuardianWatch.children() {
                if waited >= grace {
                    kill(child, SIGKILL)
                } else if asked.insert(child).inserted {
                    kill(child, SIGTERM)
                }
            }
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
