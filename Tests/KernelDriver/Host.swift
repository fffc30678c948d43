import Glibc
import Kernel
import Supervision

/// What wamon does with a terminal, in small: a guardian, raw modes, the alternate screen, children that
/// leave others behind. `mode` is how it ends.
func host(_ mode: String, fixture: String) {
    let role = Guardian.split(.terminal)
    alarm(60)
    guard case .real(let line, _) = role else { return print("alone") }
    var modes = termios()
    tcgetattr(0, &modes)
    let before = modes
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(0, TCSANOW, &modes)
    write("\u{1B}[?1049h\n")

    let loop = Loop()
    let kernel = LinuxKernel(on: loop)
    kernel.receive = { events in
        for case .signalled(let signal) in events { write("signalled \(signal.name)\n") }
    }
    let leave = {
        write("\u{1B}[?1049l")
        var before = before
        tcsetattr(0, TCSANOW, &before)
    }
    var control: GuardianControl?
    control = GuardianControl(line, on: loop) { news in
        write("told \(news)\n")
        if news == .suspendAsked, mode == "jobs" {
            leave()
            control?.suspend()
        }
        if news == .resumed {
            write("in the foreground \(GuardianControl.isInForeground(0))\n")
            if mode == "suspend" { exit(0) }
        }
        if news == .guardianGone { exit(0) }
    }
    for (number, kind) in ["plain", "double-fork"].enumerated() {
        let order = SpawnOrder(
            run: RunID(UInt64(number + 1)), slot: number + 1, executable: fixture,
            argv: [fixture, "tree", kind, "sleep"], environment: [], cwd: "/", out: 1, error: 2)
        if case .success(let pid) = kernel.spawn(order) { write("root \(pid)\n") }
    }
    write("real \(getpid())\n")
    switch mode {
    case "exit": _ = loop.after(.milliseconds(200)) { exit(5) }
    case "suspend":
        leave()
        control?.suspend()
    default: break
    }
    loop.run()
}

private func write(_ text: String) { _ = text.withCString { Glibc.write(1, $0, strlen($0)) } }
