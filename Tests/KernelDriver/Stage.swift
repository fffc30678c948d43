import CLinux
import Glibc
import Kernel
import Supervision

/// Where a scenario is played: the real kernel on a loop, the children's output as text, and a printed line
/// for each thing worth asserting. Waiting is for events, with a deadline.
final class Stage {
    let loop = Loop()
    let kernel: LinuxKernel
    let fixture: String
    private(set) var events: [KernelEvent] = []
    private var batches: [[KernelEvent]] = []
    private var outputs: [RunID: Output] = [:]
    private var nextRun = RunID(1)
    private var live: Set<RunID> = []
    private let descriptorsBefore: Int

    private final class Output {
        let reader: Int32
        var text = ""
        var watch: Loop.Watch?
        init(reader: Int32) { self.reader = reader }
    }

    init(fixture: String) {
        self.fixture = fixture
        // A name of its own: the notify socket is seen by all who share the network.
        kernel = LinuxKernel(on: loop, core: "driver\(getpid())")
        // What the kernel keeps open for itself: the process table's files, the notify socket.
        _ = kernel.members(of: [])
        var order = SpawnOrder(
            run: RunID(0), slot: 0, executable: "/", argv: [], environment: [], cwd: "/")
        order.channel = true
        _ = kernel.spawn(order)
        descriptorsBefore = Stage.openDescriptors()
        kernel.receive = { [unowned self] batch in
            events += batch
            batches.append(batch)
        }
    }

    // MARK: - Moves of a scenario

    /// The fixture with these words, its output kept; or another program.
    func order(_ words: [String], slot: Int = 1, program: String? = nil) -> SpawnOrder {
        defer { nextRun = nextRun.next }
        let executable = program ?? fixture
        return SpawnOrder(
            run: nextRun, slot: slot, executable: executable, argv: [executable] + words,
            environment: ["PATH=/usr/bin:/bin", "LANG=C"], cwd: "/")
    }

    /// Spawns with stdout (and stderr) as a pipe; ends the scenario when that fails.
    @discardableResult func start(_ order: SpawnOrder) -> RunID {
        switch attempt(order) {
        case .success: return order.run
        case .failure(let failure): fail("cannot spawn: errno \(failure.errno) at \(failure.stage)")
        }
    }

    func attempt(_ order: SpawnOrder) -> Result<PID, SpawnFailure> {
        var ends: [Int32] = [-1, -1]
        guard linux_pipe(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else {
            return .failure(SpawnFailure(errno: errno, stage: "pipe"))
        }
        var order = order
        order.out = ends[1]
        order.error = ends[1]
        let result = kernel.spawn(order)
        close(ends[1])
        guard case .success = result else {
            close(ends[0])
            return result
        }
        let output = Output(reader: ends[0])
        output.watch = loop.watch(ends[0]) { [unowned self] _ in read(output) }
        outputs[order.run] = output
        live.insert(order.run)
        return result
    }

    /// Turns the loop until it is so, or the scenario fails.
    func wait(for what: String, _ isSo: @escaping () -> Bool) {
        if isSo() { return }
        loop.afterTurn = { [unowned self] in if isSo() { loop.stop() } }
        var isLate = false
        let deadline = loop.after(.seconds(20)) { [unowned self] in
            isLate = true
            loop.stop()
        }
        loop.run()
        loop.cancel(deadline)
        loop.afterTurn = nil
        if isLate {
            fail("waited in vain for \(what); events: \(events); output: \(outputs.mapValues(\.text))")
        }
    }

    func wait(for event: KernelEvent) {
        wait(for: "\(event)") { [unowned self] in events.contains(event) }
    }

    /// The end of a run's root.
    func status(of run: RunID) -> ExitStatus {
        func found() -> ExitStatus? {
            for case .ended(run, let status) in events { return status }
            return nil
        }
        wait(for: "the end of \(run)") { found() != nil }
        return found()!
    }

    /// All that the run wrote, once everybody has closed the pipe.
    func wholeOutput(of run: RunID) -> String {
        wait(for: "the end of \(run)'s output") { [unowned self] in outputs[run]!.watch == nil }
        return outputs[run]!.text
    }

    /// The first line that begins so, without that beginning.
    func line(_ beginning: String, of run: RunID) -> String {
        func found() -> Substring? {
            outputs[run]!.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .first { $0.hasPrefix(beginning) }
        }
        wait(for: "“\(beginning)” of \(run)") { found() != nil }
        return String(found()!.dropFirst(beginning.count))
    }

    /// The first so many lines that begin so, without that beginning.
    func lines(_ beginning: String, count: Int, of run: RunID) -> [String] {
        func found() -> [String] {
            outputs[run]!.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                .filter { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
        }
        wait(for: "\(count) times “\(beginning)” of \(run)") { found().count >= count }
        return Array(found().prefix(count))
    }

    /// Until two looks find nobody.
    func killAll(of run: RunID) {
        wait(for: "the end of \(run)'s tree") { [unowned self] in
            let members = kernel.members(of: [run])[run] ?? []
            for member in members { kernel.signal(member, .kill) }
            if members.isEmpty { return true }
            loop.after(.milliseconds(5)) {}
            return false
        }
    }

    func release(_ run: RunID) {
        kernel.release(run)
        live.remove(run)
    }

    func orphansReaped() -> Set<PID> {
        Set(events.compactMap { if case .orphanReaped(let pid) = $0 { pid } else { nil } })
    }

    func batch(with event: KernelEvent) -> [KernelEvent] { batches.first { $0.contains(event) } ?? [] }

    // MARK: - The end

    /// Says what the scenario has left: children, zombies, descriptors.
    func finish() {
        for run in live.sorted() {
            killAll(of: run)
            _ = status(of: run)
            _ = wholeOutput(of: run)
            release(run)
        }
        print("children left: \(Stage.children())")
        print("descriptors left: \(Stage.openDescriptors() - descriptorsBefore)")
    }

    func fail(_ reason: String) -> Never {
        print("FAILED: \(reason)")
        for run in live {
            for member in kernel.members(of: [run])[run] ?? [] { kernel.signal(member, .kill) }
        }
        exit(1)
    }

    private func read(_ output: Output) {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(output.reader, &bytes, bytes.count)
        if count > 0 {
            output.text += String(decoding: bytes[..<count], as: UTF8.self)
        } else if count == 0, let watch = output.watch {
            loop.unwatch(watch)
            output.watch = nil
            close(output.reader)
        }
    }

    static func openDescriptors() -> Int {
        (Int32(0)..<4096).count { fcntl($0, F_GETFD) >= 0 }
    }

    static func children() -> String {
        if linux_next_zombie() > 0 { return "a zombie" }
        return waitpid(-1, nil, WNOHANG) < 0 && errno == ECHILD ? "none" : "a living one"
    }
}
