import CLinux
import Glibc
import Kernel
import Supervision

/// What cannot be executed is told by errno and stage, and leaves nothing behind.
func execErrors(_ stage: Stage) {
    let folder = "/tmp/kernel-driver-\(getpid())"
    mkdir(folder, 0o755)
    write("#!/bin/sh\n", to: folder + "/not-executable", mode: 0o644)
    write("no program\n", to: folder + "/no-format", mode: 0o755)
    write("#!/no/such/interpreter\n", to: folder + "/no-interpreter", mode: 0o755)
    defer {
        for name in ["not-executable", "no-format", "no-interpreter"] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
    func attempt(_ what: String, _ change: (inout SpawnOrder) -> Void) {
        var order = stage.order(["sleep"])
        change(&order)
        switch stage.attempt(order) {
        case .success: print("\(what): started")
        case .failure(let failure): print("\(what): \(failure.stage) \(name(of: failure.errno))")
        }
    }
    attempt("no such file") { $0.executable = folder + "/nothing" }
    attempt("not executable") { $0.executable = folder + "/not-executable" }
    attempt("a folder") { $0.executable = folder }
    attempt("no known format") { $0.executable = folder + "/no-format" }
    attempt("no interpreter") { $0.executable = folder + "/no-interpreter" }
    attempt("no such cwd") { $0.cwd = folder + "/nowhere" }
    attempt("cwd is a file") { $0.cwd = folder + "/no-format" }
    attempt("no such user") { $0.user = "nobody-of-that-name" }
    attempt("no such group") { $0.group = "no-group-of-that-name" }
    attempt("too many arguments") {
        $0.argv += Array(repeating: String(repeating: "x", count: 100_000), count: 40)
    }
    attempt("with a channel") {
        $0.channel = true
        $0.executable = folder + "/nothing"
    }
}

/// Exit codes and signals come back as they were.
func exits(_ stage: Stage) {
    for words in [
        ["exit", "0"], ["exit", "3", "after", "30"], ["exit", "255"], ["die", "9"], ["die", "15"],
    ] {
        let run = stage.start(stage.order(words))
        print("\(words.joined(separator: " ")): \(stage.status(of: run))")
        _ = stage.wholeOutput(of: run)
        print("signalled afterwards: \(stage.kernel.signalRoot(of: run, .kill))")
        stage.release(run)
    }
}

/// Exits that one turn of the loop sees come as one batch.
func batch(_ stage: Stage) {
    let runs = (0..<20).map { _ in stage.start(stage.order(["exit", "0", "after", "20"])) }
    // The loop does not turn until all of them are zombies.
    while runs.contains(where: { run in isLiving(stage, run) }) { poll(nil, 0, 1) }
    stage.wait(for: .ended(runs[0], .exited(0)))
    print("ended in the batch of the first: \(stage.batch(with: .ended(runs[0], .exited(0))).count)")
}

/// What a child finds: session, signals, descriptors, limits, marks.
func childSees(_ stage: Stage) {
    // Descriptors of ours without close-on-exec, and a signal ignored: a child gets none of it.
    let stray = dup(0)
    signal(SIGUSR1, SIG_IGN)
    umask(0o027)
    print("our own limit: \(descriptorLimit())")
    for withChannel in [false, true] {
        var order = stage.order(["show"], slot: 7)
        order.channel = withChannel
        order.cwd = "/usr"
        order.environment += ["NODE_CHANNEL_FD=9", "WAMON_RUN=other.1", "EMPTY=", "NAME=a=b"]
        let run = stage.start(order)
        for line in stage.wholeOutput(of: run).split(separator: "\n") where !line.hasPrefix("groups") {
            print(relative(line).replacing(stage.kernel.core, with: "CORE"))
        }
        _ = stage.status(of: run)
        stage.release(run)
    }
    close(stray)
}

/// Another user: ids, groups, HOME, USER, LOGNAME; what the order itself says of them stays.
func credentials(_ stage: Stage) {
    guard geteuid() == 0 else {
        print("skipped: not root")
        return
    }
    setenv("HOME", "/root", 1)
    func show(_ what: String, _ change: (inout SpawnOrder) -> Void) {
        var order = stage.order(["show"])
        order.environment = ["HOME=/root"]
        change(&order)
        let run = stage.start(order)
        print("\(what):")
        for line in stage.wholeOutput(of: run).split(separator: "\n")
        where ["uid", "groups", "env HOME", "env USER", "env LOGNAME"].contains(where: line.hasPrefix) {
            print("  \(line)")
        }
        _ = stage.status(of: run)
        stage.release(run)
    }
    show("daemon") { $0.user = "daemon" }
    show("daemon with a HOME of its own") {
        $0.user = "daemon"
        $0.environment = ["HOME=/srv/app"]
    }
    show("daemon in group mail") {
        $0.user = "daemon"
        $0.group = "mail"
    }
    show("a number nobody has") {
        $0.user = "54321"
        $0.group = "12345"
    }
    var order = stage.order(["sleep"])
    order.user = "daemon"
    order.cwd = "/root"
    print("a cwd it may not enter: ", terminator: "")
    switch stage.attempt(order) {
    case .success: print("started")
    case .failure(let failure): print("\(failure.stage) \(name(of: failure.errno))")
    }
    var writer = stage.order(["-c", "echo opened anew >/dev/stdout"], program: "/bin/sh")
    writer.user = "daemon"
    let run = stage.start(writer)
    print("/dev/stdout: \(stage.wholeOutput(of: run))", terminator: "")
    _ = stage.status(of: run)
    stage.release(run)
}

/// 64 descriptors: a clear error for each child too many, and recovery.
func starvation(_ stage: Stage) {
    var runs: [RunID] = []
    var failure: SpawnFailure?
    while failure == nil, runs.count < 100 {
        let order = stage.order(["sleep"])
        switch stage.attempt(order) {
        case .success: runs.append(order.run)
        case .failure(let reason): failure = reason
        }
    }
    print(
        "started \(runs.count > 10 ? "some" : "too few"), then \(failure.map { name(of: $0.errno) } ?? "no error")"
    )
    let members = stage.kernel.members(of: Set(runs))
    print("all found without a descriptor to spare: \(members.count == runs.count)")
    for run in runs.prefix(3) {
        stage.kernel.signalRoot(of: run, .kill)
        _ = stage.status(of: run)
        _ = stage.wholeOutput(of: run)
        stage.release(run)
    }
    let again = stage.order(["exit", "5"])
    if case .success = stage.attempt(again) { print("recovered: \(stage.status(of: again.run))") }
}

/// Not a test: how long the call of spawn takes, and from there to the end told.
func latency(_ stage: Stage) {
    var calls: [UInt64] = []
    var lives: [UInt64] = []
    for _ in 0..<300 {
        var order = stage.order([], program: "/bin/true")
        order.out = -1
        let began = Loop.now
        guard case .success = stage.kernel.spawn(order) else { stage.fail("cannot spawn") }
        calls.append(Loop.now - began)
        stage.wait(for: .ended(order.run, .exited(0)))
        lives.append(Loop.now - began)
        stage.release(order.run)
    }
    for (what, figures) in [("spawn", calls.sorted()), ("spawn to its end told", lives.sorted())] {
        print("\(what): median \(figures[150] / 1000) µs, p99 \(figures[297] / 1000) µs")
    }
}

/// A hundred short lives, four at a time.
func storm(_ stage: Stage) {
    for _ in 0..<25 {
        let runs = (0..<4).map { _ in stage.start(stage.order(["exit", "1"])) }
        for run in runs {
            guard stage.status(of: run) == .exited(1) else { stage.fail("another status") }
            _ = stage.wholeOutput(of: run)
            stage.release(run)
        }
    }
    print("a hundred exits")
}

/// The mark as what it was lowered by.
private func relative(_ line: Substring) -> String {
    guard line.hasPrefix("Max msgqueue"), let limit = line.split(separator: " ").last.flatMap({ UInt64($0) })
    else {
        return String(line)
    }
    var soft: UInt64 = 0
    var hard: UInt64 = 0
    _ = linux_limit(linux_limit_msgqueue(), &soft, &hard)
    return "msgqueue lowered by \(soft - limit)"
}

private func isLiving(_ stage: Stage, _ run: RunID) -> Bool {
    !(stage.kernel.members(of: [run])[run] ?? []).isEmpty
}
