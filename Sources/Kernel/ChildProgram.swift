import CLinux
import Glibc
package import Supervision

/// A program run to its end for what it has to say: a session of its own, what it may read, its answer on
/// descriptor 3, what it prints kept for when it fails. Blocks the calling thread, at most until the deadline
/// and a second for the kill; leaves no process and no descriptor, whatever becomes of the program.
///
/// Any thread may call it, beside a core in the same process as well. Should this process die, the kernel
/// kills the program (`PR_SET_PDEATHSIG`).
package struct ChildProgram: Sendable {
    /// How it came out.
    package enum Ending: Hashable, Sendable {
        case ended(ExitStatus)
        case failed(SpawnFailure)
        /// Killed with all that it started: it took longer than the deadline.
        case late
        /// Killed: the answer grew beyond the limit.
        case talkative
    }

    package struct Output: Hashable, Sendable {
        package var ending: Ending
        /// What came on descriptor 3.
        package var answer: [UInt8] = []
        /// Standard output and standard error in the order written, the first 64 KiB.
        package var printed: [UInt8] = []
    }

    /// Absolute path.
    package var executable: String
    /// With the program's own name first.
    package var argv: [String]
    package var environment: [String: String]
    /// Absolute path of the working directory.
    package var folder: String
    package var deadline: Duration
    /// Bytes the answer may have.
    package var limit: Int
    /// What it may read; empty: nothing.
    package var input: [UInt8] = []

    package init(
        executable: String, argv: [String], environment: [String: String], folder: String,
        deadline: Duration, limit: Int
    ) {
        self.executable = executable
        self.argv = argv
        self.environment = environment
        self.folder = folder
        self.deadline = deadline
        self.limit = limit
    }

    private static let mostPrinted = 1 << 16

    package func run() -> Output {
        let source = source()
        defer { PipePair.close(source) }
        do throws(PipePair.Failure) {
            let answers = try PipePair.make()
            defer { PipePair.close(answers.read) }
            let prints: PipePair
            do throws(PipePair.Failure) { prints = try PipePair.make() } catch {
                PipePair.close(answers.write)
                throw error
            }
            defer { PipePair.close(prints.read) }
            let result = spawn([source, prints.write, prints.write, answers.write])
            PipePair.close(answers.write)
            PipePair.close(prints.write)
            guard result.error == 0 else {
                let stage = result.stage.map { String(cString: $0) } ?? "clone"
                return Output(ending: .failed(SpawnFailure(errno: result.error, stage: stage)))
            }
            defer { close(result.pidfd) }
            return follow(result.pid, result.pidfd, answers: answers.read, prints: prints.read)
        } catch {
            return Output(ending: .failed(SpawnFailure(errno: error.errno, stage: "pipe")))
        }
    }

    /// Kills all there are, with all they have started: nobody waits for them any more.
    package static func endAll() { OwnChildren.killAll() }

    /// A file of its own, for a pipe would have to be fed. Where there is none, nothing is read.
    private func source() -> Int32 {
        guard !input.isEmpty, case let file = linux_memfd(), file >= 0 else {
            return open("/dev/null", O_RDONLY | O_CLOEXEC)
        }
        var written = 0
        while written < input.count {
            let count = input.withUnsafeBytes { write(file, $0.baseAddress! + written, $0.count - written) }
            if count <= 0 { break }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    // MARK: - While it runs

    private func follow(_ pid: PID, _ pidfd: Int32, answers: Int32, prints: Int32) -> Output {
        for end in [answers, prints] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        let due = Moment.read.monotonic + deadline
        var output = Output(ending: .late)
        var answer: Int32? = answers
        var print: Int32? = prints
        var ended = false
        while true {
            ended = ChildProgram.await(pidfd, answer, print, until: due)
            if let end = answer, ChildProgram.drain(end, into: &output.answer, keeping: limit + 1) {
                answer = nil
            }
            if let end = print,
                ChildProgram.drain(end, into: &output.printed, keeping: ChildProgram.mostPrinted)
            {
                print = nil
            }
            if output.answer.count > limit { output.ending = .talkative }
            guard !ended, output.ending != .talkative, Moment.read.monotonic < due else { break }
        }
        // What it has started goes with it, also after an end of its own.
        let status = OwnChildren.end(pid, pidfd)
        if ended, output.ending != .talkative { output.ending = .ended(status ?? .exited(255)) }
        return output
    }

    /// Until there is something to do; true when the program has ended. What is still in the pipes then is
    /// read once more: who inherited their other ends is not waited for.
    private static func await(
        _ pidfd: Int32, _ answer: Int32?, _ print: Int32?, until due: Duration
    ) -> Bool {
        var looks = [pidfd, answer ?? -1, print ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let left = max(.zero, due - Moment.read.monotonic) + .milliseconds(1)
        let (seconds, attoseconds) = left.components
        let timeout = min(Int64(Int32.max), seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        guard poll(&looks, nfds_t(looks.count), Int32(timeout)) > 0 else { return false }
        return looks[0].revents != 0
    }

    /// Reads what is there and keeps the first bytes of it; true at its end.
    private static func drain(_ end: Int32, into bytes: inout [UInt8], keeping most: Int) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            // A bound on one turn: who writes without end must not keep us from looking at the clock.
            for _ in 0..<64 {
                let count = read(end, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count < 0 { return errno != EAGAIN }
                if count == 0 { return true }
                bytes += buffer.prefix(min(count, max(0, most - bytes.count)))
            }
            return false
        }
    }

    // MARK: - The spawn

    /// - Parameter ends: what becomes the descriptors 0 to 3.
    private func spawn(_ ends: [Int32]) -> linux_result {
        let argv: [UnsafeMutablePointer<CChar>?] = argv.map { strdup($0) } + [nil]
        // What would speak of a channel of our own parent's: descriptor 3 is another thing here.
        let foreign: Set = ["NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "NODE_UNIQUE_ID"]
        let variables = environment.filter { !foreign.contains($0.key) }
        let envp: [UnsafeMutablePointer<CChar>?] =
            variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        let table = ends.enumerated().map { linux_fd(source: $0.element, target: Int32($0.offset)) }
        return executable.withCString { path in
            folder.withCString { folder in
                argv.withUnsafeBufferPointer { argv in
                    envp.withUnsafeBufferPointer { envp in
                        table.withUnsafeBufferPointer { table in
                            var options = linux_options(
                                path: path, argv: argv.baseAddress!, envp: envp.baseAddress!, cwd: folder,
                                fds: table.baseAddress, fd_count: table.count, rlimits: nil,
                                rlimit_count: 0, groups: nil, group_count: 0, uid: 0, gid: 0,
                                flags: UInt32(LINUX_SETSID), umask: 0, nice: 0, death_signal: SIGKILL)
                            return OwnChildren.spawn(&options)
                        }
                    }
                }
            }
        }
    }
}
