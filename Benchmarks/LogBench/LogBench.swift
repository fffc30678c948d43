import CLinux
import Glibc
import Journal
import Kernel
import Supervision
import Synchronization

/// How fast lines get from a child's pipe into its file, beside `generator | cat > file` in the same minute.
///
///     LogBench [MEGABYTES [ROUNDS [FOLDER]]]
///
/// The generator writes numbered lines of 100 bytes; every line of every file is checked, in order.
@main struct LogBench {
    static let lineLength = 100

    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "generate" {
            generate(Int(arguments[2])!)
            return
        }
        let megabytes = arguments.count > 1 ? Int(arguments[1])! : 1024
        let rounds = arguments.count > 2 ? Int(arguments[2])! : 3
        let folder = arguments.count > 3 ? arguments[3] : "."
        let lines = (megabytes << 20) / lineLength
        var ratios: (plain: [Double], stamped: [Double]) = ([], [])
        for round in 1...rounds {
            let cat = cat(lines, into: folder + "/bench-cat.log")
            let plain = journal(lines, folder, stamped: false)
            let stamped = journal(lines, folder, stamped: true)
            ratios.plain.append(plain.speed / cat)
            ratios.stamped.append(stamped.speed / cat)
            print(
                "round \(round): cat \(Int(cat)) MB/s;",
                "plain \(Int(plain.speed)) (\(percent(plain.speed / cat))), lost \(plain.lost);",
                "stamped \(Int(stamped.speed)) (\(percent(stamped.speed / cat))), lost \(stamped.lost);",
                "CPU µs/MB: \(plain.cost) and \(stamped.cost); peak \(peak()) KiB")
        }
        print(
            "median: plain \(percent(median(ratios.plain))) of cat (budget .70),",
            "stamped \(percent(median(ratios.stamped))) (budget .35)")
    }

    // MARK: - The reference

    static func cat(_ lines: Int, into path: String) -> Double {
        unlink(path)
        let begin = Loop.now
        let child = start(
            [
                "/bin/sh", "-c", "\(CommandLine.arguments[0]) generate \(lines) | cat > \(path)",
            ], out: 1)
        var status: Int32 = 0
        waitpid(child, &status, 0)
        let seconds = Double(Loop.now - begin) / 1e9
        precondition(check(path, lines, stamped: false) == 0)
        unlink(path)
        return Double(lines * lineLength) / 1e6 / seconds
    }

    // MARK: - The journal

    static func journal(_ lines: Int, _ folder: String, stamped: Bool) -> (
        speed: Double, lost: Int, cost: Int
    ) {
        let path = folder + "/bench-journal.log"
        unlink(path)
        let journal = Journal(folder: folder) {
            var wall = timespec()
            clock_gettime(CLOCK_REALTIME, &wall)
            let now = Duration.nanoseconds(Loop.now)
            return Moment(
                monotonic: now, boot: now, wall: .seconds(wall.tv_sec) + .nanoseconds(wall.tv_nsec))
        }
        journal.onLoss { print($0) }
        var spec = ProcessSpec(name: "bench", script: "", executable: "", cwd: "")
        spec.logs.outFile = path
        spec.logs.errorFile = "/dev/null"
        if stamped { spec.logs.dateFormat = "YYYY-MM-DD HH:mm:ss.SSS" }
        journal.start()
        journal.open(InstanceID(0), spec: spec, suffixed: false)
        var ends: [Int32] = [0, 0]
        _ = linux_pipe(&ends, O_CLOEXEC)
        let (begin, spent) = (Loop.now, cpu())
        journal.attach(RunID(1), of: InstanceID(0), out: ends[0], error: -1)
        let child = start([CommandLine.arguments[0], "generate", "\(lines)"], out: ends[1])
        close(ends[1])
        var status: Int32 = 0
        waitpid(child, &status, 0)
        journal.detach(RunID(1))
        precondition(journal.close(within: .seconds(60)))
        let seconds = Double(Loop.now - begin) / 1e9
        let cost = (cpu() - spent) / (lines * lineLength / 1_000_000)
        let lost = check(path, lines, stamped: stamped)
        unlink(path)
        return (Double(lines * lineLength) / 1e6 / seconds, lost, cost)
    }

    static func start(_ argv: [String], out: Int32) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if out != 1 { posix_spawn_file_actions_adddup2(&actions, out, 1) }
        let words = argv.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var pid = pid_t()
        precondition(posix_spawn(&pid, argv[0], &actions, nil, words, environ) == 0)
        return pid
    }

    // MARK: - The child

    /// "000000000042 xxxx…\n", 64 KiB at a time.
    static func generate(_ lines: Int) {
        let perBlock = 655
        var block = [UInt8](repeating: UInt8(ascii: "x"), count: perBlock * lineLength)
        for line in 0..<perBlock {
            block[line * lineLength + 12] = UInt8(ascii: " ")
            block[line * lineLength + lineLength - 1] = 10
        }
        var next = 0
        while next < lines {
            let count = min(perBlock, lines - next)
            block.withUnsafeMutableBytes { bytes in
                for line in 0..<count {
                    var rest = next + line
                    for digit in (0..<12).reversed() {
                        bytes[line * lineLength + digit] = UInt8(48 + rest % 10)
                        rest /= 10
                    }
                }
                var done = 0
                while done < count * lineLength {
                    let written = write(1, bytes.baseAddress! + done, count * lineLength - done)
                    if written <= 0 { exit(1) }
                    done += written
                }
            }
            next += count
        }
    }

    // MARK: - The check

    /// How many lines are missing; stops at anything that is not a line, or out of order.
    static func check(_ path: String, _ lines: Int, stamped: Bool) -> Int {
        let prefix = stamped ? "2026-11-23 10:14:55.123: ".utf8.count : 0
        guard let file = fopen(path, "r") else { return lines }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 1024)
        var expected = 0
        var seen = 0
        while fgets(&buffer, 1024, file) != nil {
            if strstr(buffer, "[wamon]") != nil { continue }
            let number = strtol(Array(buffer[prefix..<prefix + 13]), nil, 10)
            guard strlen(buffer) == lineLength + prefix, number >= expected else {
                print("line \(seen + 1) of \(path) is torn or out of order")
                exit(1)
            }
            expected = number + 1
            seen += 1
        }
        return lines - seen
    }

    // MARK: - Figures

    /// Our own, in microseconds.
    static func cpu() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
        return seconds * 1_000_000 + Int(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    static func peak() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    static func percent(_ ratio: Double) -> String {
        let hundredths = Int((ratio * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
