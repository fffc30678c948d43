import Glibc
import Kernel
import Supervision

/// "ready" comes, "shutdown" goes, over fd 3.
func channel(_ stage: Stage) {
    var order = stage.order(["ready", "10"])
    order.channel = true
    let run = stage.start(order)
    stage.wait(for: .ready(run))
    stage.kernel.send("shut \"down\"", to: run)
    print("\(stage.line("got ", of: run)) \(stage.status(of: run))")
    stage.kernel.send("into the void", to: run)
}

/// The same with Node itself.
func node(_ stage: Stage) {
    let program = "/usr/bin/node"
    guard access(program, X_OK) == 0 else {
        print("skipped: no node")
        return
    }
    let script = """
        process.on('message', (m) => { console.log('got ' + JSON.stringify(m)); process.exit(7) })
        process.send({type: 'axm:monitor', data: {}})
        process.send('ready')
        console.log('handles ' + (process.env.NODE_CHANNEL_FD === undefined))
        """
    var order = stage.order(["-e", script], program: program)
    order.channel = true
    let run = stage.start(order)
    stage.wait(for: .ready(run))
    print("ready; \(stage.line("handles ", of: run))")
    stage.kernel.send("shutdown", to: run)
    print("\(stage.line("got ", of: run)) \(stage.status(of: run))")
}

/// READY=1 from a member of the tree, with nothing on the channel.
func notify(_ stage: Stage) {
    var order = stage.order(["notify", "5"])
    order.channel = true
    let run = stage.start(order)
    stage.wait(for: .ready(run))
    print("ready")
}

/// Garbage, an endless line and a child that never reads cost nothing but their own channel.
func chatter(_ stage: Stage) {
    let shell = """
        echo nonsense >&3; echo '{"ready":true}' >&3; echo '["ready"]' >&3
        head -c 3000000 /dev/zero >&3; echo >&3
        echo '  "re\\u0061dy"  ' >&3; echo '"ready"' >&3; sleep 1000
        """
    var order = stage.order(["-c", shell], program: "/bin/sh")
    order.channel = true
    let run = stage.start(order)
    stage.wait(for: .ready(run))
    let text = String(repeating: "x", count: 10_000)
    for _ in 0..<200 { stage.kernel.send(text, to: run) }
    stage.kernel.signalRoot(of: run, .kill)
    print(stage.status(of: run))
    print("ready: \(stage.events.count { $0 == .ready(run) })")
}

/// A timer of the same token replaces the one before; what is disarmed does not fire.
func timers(_ stage: Stage) {
    stage.kernel.arm(.other(1), after: .milliseconds(1))
    stage.kernel.arm(.other(1), after: .milliseconds(40))
    stage.kernel.arm(.other(2), after: .milliseconds(20))
    stage.kernel.arm(.other(3), after: .milliseconds(10))
    stage.kernel.arm(.other(4), after: .milliseconds(-5))
    stage.kernel.disarm(.other(3))
    stage.wait(for: .fired(.other(1)))
    for case .fired(let token) in stage.events { print("fired \(String(describing: token).suffix(8))") }
}

/// Signals to the core are news, not the end of it.
func signals(_ stage: Stage) {
    for number in [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR2] {
        kill(getpid(), number)
        stage.wait(for: .signalled(Signal(number)))
    }
    kill(getpid(), SIGPIPE)
    for case .signalled(let signal) in stage.events { print(signal.name) }
}
