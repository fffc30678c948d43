import Foundation
import Testing

/// The programs the tests run, and how they are run.
enum Program {
    static let wamon = folder + "/wamon"
    static let fixture = folder + "/Fixture"
    static let demo = folder + "/demo-services"
    static let tmux = found("tmux")
    static let node = found("node")

    /// Where the test bundle lies, and with it everything of the same build.
    private static let folder: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return String(own[..<(own.lastIndex(of: "/") ?? own.endIndex)])
    }()

    /// What a program printed, and how it ended: its exit code, or 128 and its signal's number.
    struct Outcome: Equatable {
        var code: Int32
        var out: String
        var err: String
    }

    /// Runs a program to its end, without a terminal.
    static func run(
        _ words: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
        in folder: String = "/"
    ) throws -> Outcome {
        let files = try (0..<2).map { _ in try scratch() }
        defer { for file in files { close(file) } }
        let pid = try spawn(words, environment: environment, in: folder) { actions in
            posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(actions, files[0], 1)
            posix_spawn_file_actions_adddup2(actions, files[1], 2)
        }
        let code = wait(for: pid)
        return Outcome(code: code, out: text(of: files[0]), err: text(of: files[1]))
    }

    /// Starts a program in a session of its own; nothing of this process reaches it but what `wiring` says.
    static func spawn(
        _ words: [String], environment: [String: String], in folder: String,
        wiring: (UnsafeMutablePointer<posix_spawn_file_actions_t>) -> Void
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addchdir_np(&actions, folder)
        wiring(&actions)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // POSIX_SPAWN_SETSID is only there for _GNU_SOURCE.
        let session: Int16 = 0x80
        posix_spawnattr_setflags(
            &attributes, session | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var pid: pid_t = 0
        let failure = posix_spawnp(&pid, words[0], &actions, &attributes, arguments, variables)
        try #require(failure == 0, "\(words[0]) cannot be run: \(String(cString: strerror(failure)))")
        return pid
    }

    /// What a process runs.
    static func path(of pid: pid_t) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")
    }

    /// As a shell tells it.
    static func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return code(of: status)
    }

    static func code(of status: Int32) -> Int32 {
        status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    }

    /// A TCP port of the loopback nobody has now.
    static func freePort() throws -> Int {
        let listener = try Listener()
        return listener.port
    }

    /// The body of an answer, asked by node: nothing else here speaks HTTP in one line. Nil without one.
    static func fetch(_ address: String) -> String? {
        guard let node else { return nil }
        let ask = "fetch('\(address)').then(r => r.text()).then(t => console.log(t), () => process.exit(1))"
        guard let outcome = try? run([node, "-e", ask]), outcome.code == 0 else { return nil }
        return outcome.out
    }

    // MARK: - Files without a name

    private static func scratch() throws -> Int32 {
        var template = Array("/tmp/wamon-e2e-out-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        try #require(file >= 0)
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        unlink(template)
        return file
    }

    private static func text(of file: Int32) -> String {
        lseek(file, 0, SEEK_SET)
        var all: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 65536)
        while case let count = read(file, &bytes, bytes.count), count > 0 { all += bytes[..<count] }
        return String(decoding: all, as: UTF8.self)
    }

    private static func found(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}

/// Somebody who holds a port.
final class Listener {
    let port: Int
    private let descriptor: Int32

    /// - Parameter port: 0 for one that is free.
    init(port wanted: Int = 0) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(wanted)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let bound = withUnsafeMutableBytes(of: &address) { bytes in
            let pointer = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            return bind(descriptor, pointer, size) == 0 && listen(descriptor, 8) == 0
                && getsockname(descriptor, pointer, &size) == 0
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        try #require(bound, "no port to be had")
    }

    deinit { close(descriptor) }
}
