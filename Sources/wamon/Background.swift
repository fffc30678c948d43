import Glibc
import Kernel
import Supervision
import Wording

/// A core in the background, from the side of who wants one.
enum Background {
    /// The hidden verb of the process that becomes it, and the descriptor on which that says how it went.
    static let verb = "background"
    static let readiness: Int32 = 3
    static let patience: Int32 = 20_000

    /// Puts a core into the background; returns when it, or one that was faster, can be reached. Call it before
    /// any thread exists.
    /// - Parameter http: where it is to serve its health.
    static func begin(_ environment: [String: String], http: ListenAddress?) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw Failed(code: 1, sentence: Wamon.words.program.coreNotStarted(errno))
        }
        defer { close(ends[0]) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        let failure = OwnProgram.startDetached(
            ["wamon", verb] + (http.map { [$0.text] } ?? []) + language(environment),
            environment: environment, telling: ends[1])
        close(ends[1])
        guard failure == 0 else {
            throw Failed(code: 1, sentence: Wamon.words.program.coreNotStarted(failure))
        }
        let word = try hear(ends[0])
        if word != "ready" { throw Failed(code: 1, sentence: word) }
    }

    /// It says why not in the language that was asked for here.
    private static func language(_ environment: [String: String]) -> [String] {
        Wamon.words == Language(environment: environment) ? [] : ["--lang", Wamon.words.rawValue]
    }

    /// One line: "ready", or why not.
    private static func hear(_ end: Int32) throws -> String {
        var line: [UInt8] = []
        while true {
            var waited = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            let count = poll(&waited, 1, patience)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw Failed(code: 1, sentence: Wamon.words.program.coreTooSlow)
            }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let length = read(end, &buffer, buffer.count)
            if length < 0, errno == EINTR { continue }
            guard length > 0 else { break }
            line += buffer[..<length]
            if line.last == 10 { break }
        }
        while line.last == 10 { line.removeLast() }
        return line.isEmpty
            ? Wamon.words.program.coreEndedEarly
            : String(decoding: line, as: UTF8.self)
    }
}
