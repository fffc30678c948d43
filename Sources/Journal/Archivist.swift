import CZlib
import Glibc
import Supervision
import Synchronization

/// `log_rotate`: files are renamed aside with the time in their name, compressed by a thread that lives as
/// long as there is something to compress, and the oldest removed.
///
/// `api-out.log` becomes `api-out.log.20261123T101455.123Z`, then the same with `.gz`: in UTC, so that names
/// sort as times do.
final class Archivist: Sendable {
    private struct Job: Hashable {
        var path: String
        var rotation: LogSpec.Rotation
    }
    private struct State {
        var jobs: [Job] = []
        var isRunning = false
        /// Of the last name given to a file of this path: a later one must sort behind it, whatever the
        /// clock does.
        var last: [String: Duration] = [:]
    }
    private let state = Mutex(State())

    /// On the writer's thread: quick. False when the file could not be renamed.
    func moveAside(_ path: String, at wall: Duration, _ rotation: LogSpec.Rotation) -> Bool {
        var wall = state.withLock { max(wall, ($0.last[path] ?? .zero) + .milliseconds(1)) }
        var name = path + "." + Archivist.stamp(wall)
        while LogFile.exists(name) || LogFile.exists(name + ".gz") {
            wall += .milliseconds(1)
            name = path + "." + Archivist.stamp(wall)
        }
        guard rename(path, name) == 0 else { return false }
        let mustStart = state.withLock { state in
            state.last[path] = wall
            let job = Job(path: path, rotation: rotation)
            if !state.jobs.contains(job) { state.jobs.append(job) }
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { start() }
        return true
    }

    /// Whether nothing is left to compress or remove.
    var isIdle: Bool { state.withLock { !$0.isRunning } }

    static func stamp(_ wall: Duration) -> String {
        JSONText.timestamp(wall).filter { $0 != "-" && $0 != ":" }
    }

    // MARK: - The thread

    private func start() {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        var handle = pthread_t()
        let failed = pthread_create(
            &handle, nil,
            { raw in
                Unmanaged<Archivist>.fromOpaque(raw!).takeRetainedValue().work()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        pthread_sigmask(SIG_SETMASK, &before, nil)
        if failed == 0 { pthread_detach(handle) } else { state.withLock { $0.isRunning = false } }
    }

    private func work() {
        // On Linux this is the thread's own: compressing gives way to everything else.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        while let job = next() { tidy(job) }
    }

    private func next() -> Job? {
        state.withLock { state in
            if state.jobs.isEmpty {
                state.isRunning = false
                return nil
            }
            return state.jobs.removeFirst()
        }
    }

    /// Removes what is too old, then compresses the rest: also what an earlier core left uncompressed.
    private func tidy(_ job: Job) {
        let slash = job.path.lastIndex(of: "/")
        let folder = slash.map { String(job.path[...$0]) } ?? "./"
        let base = (slash.map { String(job.path[job.path.index(after: $0)...]) } ?? job.path) + "."
        var names = Archivist.list(folder).filter {
            $0.hasPrefix(base) && $0.dropFirst(base.count).first == "2"
        }
        for name in names where name.hasSuffix(".part") { unlink(folder + name) }
        names = names.filter { !$0.hasSuffix(".part") }.sorted()
        for name in names.dropLast(max(0, job.rotation.keep)) { unlink(folder + name) }
        guard job.rotation.compress else { return }
        for name in names.suffix(max(0, job.rotation.keep)) where !name.hasSuffix(".gz") {
            Archivist.compress(folder + name)
        }
    }

    static func list(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                names.append(String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self))
            }
        }
        return names
    }

    /// Beside the file, then in its place: a reader sees one or the other, whole.
    private static func compress(_ path: String) {
        let source = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard source >= 0 else { return }
        defer { close(source) }
        var status = stat()
        fstat(source, &status)
        let part = path + ".gz.part"
        let target = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, status.st_mode & 0o777)
        guard target >= 0 else { return }
        _ = fchown(target, status.st_uid, status.st_gid)
        guard let stream = gzdopen(target, "wb6") else {
            close(target)
            return
        }
        var isWhole = true
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
            while true {
                let count = read(source, buffer.baseAddress!, buffer.count)
                if count == 0 { break }
                if count < 0, errno == EINTR { continue }
                if count < 0 || gzwrite(stream, buffer.baseAddress!, UInt32(count)) != count {
                    isWhole = false
                    break
                }
            }
        }
        if gzclose(stream) == 0, isWhole, rename(part, path + ".gz") == 0 {
            unlink(path)
        } else {
            unlink(part)
        }
    }
}
