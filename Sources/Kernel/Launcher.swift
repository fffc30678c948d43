import CLinux
import Glibc
import Supervision

/// Turns a `SpawnOrder` into a process: a session of its own, /dev/null as stdin, credentials, the limits
/// wamon itself was started with, and the marks by which a run's tree is found again.
struct Launcher {
    /// What the kernel gave back.
    struct Launched {
        var pid: PID
        var pidfd: Int32
        /// Our end of the Node channel, not blocking.
        var channel: Int32?
    }

    /// The name of this core in `WAMON_RUN=<core>.<run>`.
    let core: String
    private let null: Int32
    private let descriptors: Limit
    private let queueBytes: Limit

    /// Raises our own soft limit on descriptors to the hard one; children get the original.
    init(core: String) {
        self.core = core
        null = open("/dev/null", O_RDWR | O_CLOEXEC)
        descriptors = Limit(linux_limit_nofile())
        queueBytes = Limit(linux_limit_msgqueue())
        _ = linux_set_limit(descriptors.resource, descriptors.hard, descriptors.hard)
    }

    /// Gives descriptors and limit back.
    func close() {
        Glibc.close(null)
        _ = linux_set_limit(descriptors.resource, descriptors.soft, descriptors.hard)
    }

    func launch(_ order: SpawnOrder, notifySocket: String?) throws(SpawnFailure) -> Launched {
        let credentials = try Credentials.resolve(user: order.user, group: order.group)
        var ends: [Int32] = [-1, -1]
        if order.channel, linux_channel(&ends) < 0 { throw SpawnFailure(errno: errno, stage: "channel") }
        defer { if order.channel { Glibc.close(ends[1]) } }

        var table = [
            linux_fd(source: null, target: 0),
            linux_fd(source: order.out < 0 ? null : order.out, target: 1),
            linux_fd(source: order.error < 0 ? null : order.error, target: 2),
        ]
        if order.channel { table.append(linux_fd(source: ends[1], target: 3)) }
        if let credentials { give([order.out, order.error], to: credentials) }
        let environment = environment(of: order, as: credentials, notifySocket: notifySocket)
        let result = spawn(order, environment, table, credentials)
        guard result.error == 0 else {
            if order.channel { Glibc.close(ends[0]) }
            throw SpawnFailure(
                errno: result.error, stage: result.stage.map { String(cString: $0) } ?? "clone")
        }
        return Launched(pid: result.pid, pidfd: result.pidfd, channel: order.channel ? ends[0] : nil)
    }

    // MARK: - What the child gets

    /// A pipe belongs to whoever made it, with mode 0600: the child's user could write to it, but not open
    /// /dev/stdout, as many images do for their logs.
    private func give(_ ends: [Int32], to credentials: Credentials) {
        for end in ends where end >= 0 {
            var status = stat()
            guard fstat(end, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { continue }
            _ = fchown(end, credentials.uid, credentials.gid)
        }
    }

    private static let ours = [
        "WAMON_RUN", "NODE_CHANNEL_FD", "NODE_CHANNEL_SERIALIZATION_MODE", "NOTIFY_SOCKET",
    ]

    /// The order's environment without what speaks of other channels, then our marks. With another user,
    /// HOME, USER and LOGNAME are that user's, unless the order gives a value of its own: one that differs
    /// from what we ourselves inherited.
    func environment(of order: SpawnOrder, as credentials: Credentials?, notifySocket: String?) -> [String] {
        let personal = credentials?.environment ?? [:]
        var kept: [String] = []
        var given: Set<String> = []
        for entry in order.environment {
            let name = String(entry.prefix { $0 != "=" })
            if Launcher.ours.contains(name) { continue }
            if personal[name] != nil {
                if let inherited = getenv(name), entry == "\(name)=\(String(cString: inherited))" { continue }
                given.insert(name)
            }
            kept.append(entry)
        }
        for name in personal.keys.sorted() where !given.contains(name) {
            kept.append("\(name)=\(personal[name]!)")
        }
        kept.append("WAMON_RUN=\(core).\(order.run.raw)")
        if order.channel { kept += ["NODE_CHANNEL_FD=3", "NODE_CHANNEL_SERIALIZATION_MODE=json"] }
        if let notifySocket { kept.append("NOTIFY_SOCKET=@\(notifySocket)") }
        return kept
    }

    /// The soft limit lowered by the slot's number is the mark that survives double fork, setsid, an empty
    /// environment and a change of uid.
    private func limits(slot: Int) -> [linux_rlimit] {
        let mark = queueBytes.soft > UInt64(max(0, slot)) ? queueBytes.soft - UInt64(max(0, slot)) : 0
        return [
            linux_rlimit(resource: descriptors.resource, soft: descriptors.soft, hard: descriptors.hard),
            linux_rlimit(resource: queueBytes.resource, soft: mark, hard: queueBytes.hard),
        ]
    }

    private func spawn(
        _ order: SpawnOrder, _ environment: [String], _ table: [linux_fd], _ credentials: Credentials?
    ) -> linux_result {
        let argv: [UnsafeMutablePointer<CChar>?] = order.argv.map { strdup($0) } + [nil]
        let envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for text in argv + envp { free(text) } }
        let limits = limits(slot: order.slot)
        let groups = credentials?.groups ?? []
        let flags = LINUX_SETSID | (credentials == nil ? 0 : LINUX_CREDENTIALS)
        return order.executable.withCString { path in
            order.cwd.withCString { cwd in
                argv.withUnsafeBufferPointer { argv in
                    envp.withUnsafeBufferPointer { envp in
                        table.withUnsafeBufferPointer { table in
                            limits.withUnsafeBufferPointer { limits in
                                groups.withUnsafeBufferPointer { groups in
                                    var options = linux_options(
                                        path: path, argv: argv.baseAddress!, envp: envp.baseAddress!,
                                        cwd: cwd, fds: table.baseAddress, fd_count: table.count,
                                        rlimits: limits.baseAddress, rlimit_count: limits.count,
                                        groups: groups.baseAddress, group_count: groups.count,
                                        uid: credentials?.uid ?? 0, gid: credentials?.gid ?? 0,
                                        flags: UInt32(flags), umask: 0, nice: 0,
                                        death_signal: order.diesWithUs ? SIGKILL : 0)
                                    return linux_spawn(&options)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A limit of getrlimit(2) as it was when we began.
private struct Limit {
    let resource: Int32
    let soft: UInt64
    let hard: UInt64

    init(_ resource: Int32) {
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        _ = linux_limit(resource, &soft, &hard)
        self.resource = resource
        self.soft = soft
        self.hard = hard
    }
}
