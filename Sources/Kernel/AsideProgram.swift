import Glibc
package import Supervision

/// A program run beside the fleet, for its exit code and what it prints, on the core's loop: nothing waits for it. It
/// has a session and marks of its own, so whatever it started is found and killed when it is over, and none of it
/// is taken for part of an app. Should the core die, the kernel kills the program.
///
/// Made by whoever is on the loop's thread, and kept until `done`.
package final class AsideProgram {
    package enum Ending: Hashable, Sendable {
        case ended(ExitStatus)
        case failed(SpawnFailure)
        /// Killed with all that it started: it took longer than it may.
        case late
    }

    /// How often what is left is looked for after the first time, every 50 ms.
    private static let mostLooks = 40

    private let kernel: LinuxKernel
    private let loop: Loop
    private let limit: Int
    private var done: ((Ending, [UInt8]) -> Void)?
    private var run: RunID?
    private var prints: Int32 = -1
    private var watch: Loop.Watch?
    private var timer: Loop.Timer?
    private var printed: [UInt8] = []
    private var hasEnded = false
    private var looks = 0
    /// It is kept by itself as long as something of it may live.
    private var own: AsideProgram?

    /// - Parameters:
    ///   - order: its `run`, `slot`, `out`, `error` and `channel` do not matter.
    ///   - limit: bytes that are kept of what it prints, stdout and stderr in the order written.
    ///   - done: gets how it came out, once, unless cancelled; never before this returns.
    package init(
        _ order: SpawnOrder, by kernel: LinuxKernel, on loop: Loop, within: Duration, limit: Int,
        done: @escaping (_ ending: Ending, _ printed: [UInt8]) -> Void
    ) {
        self.kernel = kernel
        self.loop = loop
        self.limit = limit
        self.done = done
        do throws(SpawnFailure) {
            try begin(order)
            own = self
            timer = loop.after(within) { [unowned self] in
                timer = nil
                tell(.late)
                end()
            }
        } catch {
            hangUp()
            let failure = error
            timer = loop.after(.zero) { [unowned self] in tell(.failed(failure)) }
        }
    }

    /// Nothing is told. When this returns, all that was found of it has been sent SIGKILL; what does not die of that is
    /// looked after.
    package func cancel() {
        done = nil
        end()
    }

    // MARK: - Named moves

    private func begin(_ order: SpawnOrder) throws(SpawnFailure) {
        let pipe: PipePair
        do throws(PipePair.Failure) { pipe = try PipePair.make() } catch {
            throw SpawnFailure(errno: error.errno, stage: "pipe")
        }
        defer { PipePair.close(pipe.write) }
        prints = pipe.read
        _ = fcntl(pipe.read, F_SETFL, O_NONBLOCK)
        var order = order
        order.channel = false
        order.diesWithUs = true
        order.out = pipe.write
        order.error = pipe.write
        run = try kernel.spawnBeside(order) { [unowned self] status in ended(status) }
        watch = loop.watch(pipe.read) { [unowned self] _ in if drain() { hangUp() } }
    }

    private func ended(_ status: ExitStatus) {
        hasEnded = true
        if prints >= 0 { _ = drain() }
        tell(.ended(status))
        end()
    }

    private func tell(_ ending: Ending) {
        let tell = done
        done = nil
        tell?(ending, printed)
    }

    /// Everything of it is killed, again and again until nothing is there.
    private func end() {
        if let timer { loop.cancel(timer) }
        timer = nil
        hangUp()
        guard run != nil else { return }
        looks += 1
        if !kill(), hasEnded { return finish() }
        if looks <= AsideProgram.mostLooks {
            timer = loop.after(.milliseconds(50)) { [unowned self] in end() }
        } else if hasEnded {
            finish()
        }
    }

    /// Whether anything was there.
    @discardableResult private func kill() -> Bool {
        guard let run else { return false }
        if !hasEnded { kernel.signalRoot(of: run, .kill) }
        let members = kernel.members(of: [run])[run] ?? []
        if !members.isEmpty { kernel.signalGroup(of: run, .kill) }
        for member in members { kernel.signal(member, .kill) }
        return !members.isEmpty
    }

    private func finish() {
        if let run { kernel.release(run) }
        run = nil
        own = nil
    }

    // MARK: - What it prints

    /// True at the end of it.
    private func drain() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { buffer in
            // A bound on one turn: who writes without end is not the only one there is.
            for _ in 0..<8 {
                let count = read(prints, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count < 0 { return errno != EAGAIN }
                if count == 0 { return true }
                printed += buffer.prefix(min(count, max(0, limit - printed.count)))
            }
            return false
        }
    }

    private func hangUp() {
        if let watch { loop.unwatch(watch) }
        watch = nil
        PipePair.close(prints)
        prints = -1
    }
}

/// The numbers of runs beside the fleet: no instance has them.
enum Beside {
    static let first = RunID(1 << 62)
    /// Far from those of instances, and within the usual limit of 819200.
    private static let slots = 600_000..<700_000

    static func slot(of run: RunID) -> Int { slots.lowerBound + Int(run.raw % UInt64(slots.count)) }

    static func has(slot: Int) -> Bool { slots.contains(slot) }
}
