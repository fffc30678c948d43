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

/// A server's door: forty who knock are let in a few a turn; without descriptors they wait in peace, and go on as
/// soon as there are some.
func door(_ stage: Stage) {
    let loop = stage.loop
    var guests: [Int32] = []
    var perTurn: [Int] = []
    guard let listener = try? InternetSocket.listen(at: ListenAddress(port: 0)),
        let port = InternetSocket.port(of: listener)
    else { stage.fail("cannot listen") }
    let door = Acceptor(listener, on: loop) { guests.append($0) }
    let callers = (0..<40).map { _ in knock(at: port) }
    loop.atTurnsEnd { if guests.count > perTurn.last ?? 0 { perTurn.append(guests.count) } }
    let soft = descriptorLimit()
    limitDescriptors(to: numbers(with: 20), hard: soft)
    stage.wait(for: "all that there are descriptors for") { guests.count == 20 }
    let (began, wakeups) = (Loop.now, loop.wakeups)
    stage.wait(for: "half a second") { Loop.now - began > 500_000_000 }
    print("waits in peace: \(guests.count == 20 && loop.wakeups - wakeups < 30)")
    limitDescriptors(to: soft, hard: soft)
    stage.wait(for: "the rest") { guests.count == 40 }
    print("let in: \(perTurn)")
    door.close()
    print("closed: \(knock(at: port) < 0)")
    for one in guests + callers { close(one) }
}

/// So many numbers of descriptors hold as many free ones: whoever started this may have left it some of its own.
private func numbers(with free: Int) -> UInt64 {
    var (number, found): (Int32, Int) = (0, 0)
    while found < free {
        if fcntl(number, F_GETFD) < 0 { found += 1 }
        number += 1
    }
    return UInt64(number)
}

/// Connected; -1 where nobody listens.
private func knock(at port: Int) -> Int32 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    if connected == 0 { return socket }
    close(socket)
    return -1
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
