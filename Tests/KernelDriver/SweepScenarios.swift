import Glibc
import Kernel
import Supervision

private let kinds = ["plain", "setsid", "double-fork", "setsid-clearenv"]

/// A core in small: children of every kind, one deaf to its signal, and a run table that has all of them but
/// the second. Waits to be killed.
func smallCore(home: String, fixture: String) {
    alarm(60)
    let loop = Loop()
    let kernel = LinuxKernel(on: loop)
    var table = RunTable(core: kernel.core)
    for (index, words) in (kinds.map { ["tree", $0, "sleep"] } + [["ignore", "SIGINT"]]).enumerated() {
        let run = RunID(UInt64(index) << 32 | 1)
        let order = SpawnOrder(
            run: run, slot: index + 1, executable: fixture, argv: [fixture] + words, environment: [],
            cwd: "/", out: 1, error: 2)
        guard case .success = kernel.spawn(order), let root = kernel.root(of: run) else { exit(1) }
        let row = RunTable.Row(
            run: run, root: root, slot: index + 1, signal: .int, wholeTree: true, name: words.last ?? "")
        if index != 1 { table.rows.append(row) }
    }
    guard table.write(in: home) == nil else { exit(1) }
    loop.run()
}

/// What a killed core left is stopped by the next, and nobody else is.
func sweep(_ stage: Stage) {
    let (dead, alive) = (folder(), folder())
    let cores = [dead, alive].map { home -> RunID in
        var order = stage.order([], program: CommandLine.arguments[0])
        order.argv = [order.executable, "core", home, stage.fixture]
        return stage.start(order)
    }
    let left = cores.map { stage.lines("left ", count: kinds.count, of: $0).compactMap { PID($0) } }
    let deaf = cores.map { PID(stage.line("up ", of: $0))! }
    stage.wait(for: "those without a name") {
        stage.loop.after(.milliseconds(5)) {}
        return left.allSatisfy { $0.contains(where: isNameless) }
    }
    let roots = [dead, alive].map { RunTable.read(in: $0)?.rows.map(\.root.pid) ?? [] }
    let everybody = (0...1).map { left[$0] + roots[$0] + [deaf[$0]] }
    stage.kernel.signalRoot(of: cores[0], .kill)
    print("the core: \(stage.status(of: cores[0]))")
    print("left by it: \(everybody[0].count(where: lives)) of \(everybody[0].count)")

    var sweep = LeftoverSweep()
    sweep.politeness = .milliseconds(300)
    print("of another boot: \(sweep.run(changed(dead) { $0.boot = "before" }).count)")
    print("of another container: \(sweep.run(changed(dead) { $0.space = "pid:[1]" }).count)")
    print("a number given anew: \(sweep.run(stranger(deaf[1])).count)")
    for run in sweep.run(home: dead) {
        print("swept: \(run.name), \(run.pids.count), of which still here: \(run.survivors.count)")
    }
    print("left: \(everybody[0].count(where: lives))")
    print("bystanders: \(everybody[1].count(where: lives)) of \(everybody[1].count)")
    print("nothing more: \(sweep.run(home: dead).count)")
    print("without a table: \(sweep.run(home: "/nonexistent").count)")
    for home in [dead, alive] {
        unlink(RunTable.path(in: home))
        rmdir(home)
    }
}

/// Another core's run under a wrong start time, by number alone.
private func stranger(_ pid: PID) -> RunTable {
    var table = RunTable(core: "nobody")
    table.rows = [
        .init(
            run: RunID(1), root: Member(pid: pid, start: 1), slot: 999, signal: .kill, wholeTree: true,
            name: "x")
    ]
    return table
}

private func changed(_ home: String, _ change: (inout RunTable) -> Void) -> RunTable {
    guard var table = RunTable.read(in: home) else { return RunTable(core: "nobody") }
    change(&table)
    return table
}

private func folder() -> String {
    let name = strdup("/tmp/wamon-sweep-XXXXXX")!
    defer { free(name) }
    return String(cString: mkdtemp(name))
}

/// No zombie.
private func lives(_ pid: PID) -> Bool {
    let stat = text("/proc/\(pid)/stat")
    return stat.contains(")") && !stat.contains(") Z")
}

/// Another program by now, without a word in its environment.
private func isNameless(_ pid: PID) -> Bool {
    !text("/proc/\(pid)/cmdline").contains("setsid-clearenv") && lives(pid)
}

private func text(_ path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
}
