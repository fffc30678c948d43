import Glibc
import Kernel
import Supervision

/// A program that is told: the report on its standard input, the environment of the core, a session of its own. It
/// is killed with all it has started when it is late. Blocks its thread.
struct HookProgram {
    let words: [String]
    let folder: String
    let timeout: Duration
    let environment: [String: String]

    /// Why it was not told, in a clause; nil: it was.
    func tell(_ report: [UInt8]) -> String? {
        guard let path = executable else { return "exec: \(errnoText(ENOENT))" }
        let output = run(path, words, report)
        switch output.ending {
        case .ended(.exited(0)): return nil
        case .ended(.exited(let code)): return complaint("exited with code \(code)", output.printed)
        case .ended(.signalled(let signal, _)):
            return complaint("was ended by \(signal.name)", output.printed)
        case .ended(.notSpawned(let errno, let stage)): return "\(stage): \(errnoText(errno))"
        case .failed(let failure): return "\(failure.stage): \(errnoText(failure.errno))"
        case .late: return "took longer than \(milliseconds(timeout)) ms"
        case .talkative: return "wrote too much"
        }
    }

    func run(_ path: String, _ argv: [String], _ input: [UInt8]) -> ChildProgram.Output {
        var program = ChildProgram(
            executable: path, argv: argv, environment: environment, folder: folder, deadline: timeout,
            limit: 1 << 16)
        program.input = input
        return program.run()
    }

    /// As a shell finds it; nil: nowhere.
    var executable: String? {
        guard let name = words.first else { return nil }
        if name.contains("/") { return name.hasPrefix("/") ? name : folder + "/" + name }
        let places = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return places.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// With the first line that it printed.
    private func complaint(_ what: String, _ printed: [UInt8]) -> String {
        let line = String(decoding: printed.prefix(400), as: UTF8.self).split(whereSeparator: \.isNewline)
            .first
        return line.map { "\(what): \($0.prefix(120))" } ?? what
    }
}

func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
}
