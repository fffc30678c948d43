import Glibc
import Kernel
import Supervision
import Synchronization
import Testing

@testable import Journal

/// A journal on a folder of its own, and pipes that play the children.
final class Rig: @unchecked Sendable {
    let folder: String
    let journal: Journal
    private let losses = Mutex<[LossReport]>([])
    var reports: [LossReport] { losses.withLock { $0 } }
    private var isOpen = true

    /// 2026-11-23 10:14:55.123 UTC.
    static let wall = Duration.seconds(1_795_428_895) + .milliseconds(123)

    init(
        in folder: String? = nil, mirror: Mirror? = nil, _ change: (inout Journal.Limits) -> Void = { _ in }
    ) {
        setenv("TZ", "UTC", 1)
        var template = Array("/tmp/journal-test-XXXXXX".utf8CString)
        self.folder = folder ?? String(cString: mkdtemp(&template)!)
        var limits = Journal.Limits()
        change(&limits)
        journal = Journal(folder: self.folder + "/logs", limits: limits, mirror: mirror) {
            let now = Duration.nanoseconds(Loop.now)
            return Moment(monotonic: now, boot: now, wall: Rig.wall)
        }
        journal.onLoss { [unowned self] report in losses.withLock { $0.append(report) } }
        journal.start()
    }

    deinit {
        close()
        Rig.remove(folder)
    }

    /// Everything is in the files afterwards.
    func close() {
        guard isOpen else { return }
        isOpen = false
        #expect(journal.close(within: .seconds(20)))
        journal.onLoss(nil)
    }

    /// It has been closed in vain.
    func giveUp() {
        isOpen = false
        journal.onLoss(nil)
    }

    func spec(_ name: String = "api", _ change: (inout LogSpec) -> Void = { _ in }) -> ProcessSpec {
        var spec = ProcessSpec(name: name, script: name, executable: "/bin/true", cwd: "/")
        change(&spec.logs)
        return spec
    }

    /// Opens instance 0 by default and begins a run of it.
    func child(
        _ instance: Int = 0, run: UInt64 = 1, suffixed: Bool = false, _ spec: ProcessSpec? = nil
    ) -> Child {
        journal.open(InstanceID(instance), spec: spec ?? self.spec(), suffixed: suffixed)
        return next(instance, run: run)
    }

    /// Another run of an open instance.
    func next(_ instance: Int, run: UInt64) -> Child {
        let child = Child()
        journal.attach(RunID(run), of: InstanceID(instance), out: child.readOut, error: child.readError)
        return child
    }

    func lastLines(whenEnded run: UInt64) -> [LogLine] {
        let answer = Answer()
        journal.rootEnded(RunID(run)) { lines in answer.lines.withLock { $0 = lines } }
        eventually { answer.lines.withLock { $0 != nil } }
        return answer.lines.withLock { $0 ?? [] }
    }

    /// Whether this process has one of its log files open.
    func isOpen(_ name: String) -> Bool {
        Rig.list("/proc/self/fd").contains { number in
            guard let target = realpath("/proc/self/fd/\(number)", nil) else { return false }
            defer { free(target) }
            return String(cString: target) == folder + "/logs/" + name
        }
    }

    func file(_ name: String) -> String { Rig.read(folder + "/logs/" + name) ?? "(none)" }

    /// Lines as "stream run text".
    func shown(_ instances: [Int]? = nil, after: UInt64 = 0, max: Int = .max) -> [String] {
        journal.lines(of: instances?.map { InstanceID($0) }, after: after, max: max).lines.map {
            "\($0.stream) \($0.run.raw) \($0.text)"
        }
    }

    /// Waits for something another thread does.
    @discardableResult
    func eventually(
        within seconds: UInt64 = 20, _ what: Comment? = nil, location: SourceLocation = #_sourceLocation,
        _ condition: () -> Bool
    ) -> Bool {
        let deadline = Loop.now + seconds * 1_000_000_000
        while !condition() {
            if Loop.now > deadline {
                Issue.record(what ?? "it never came true", sourceLocation: location)
                return false
            }
            _ = poll(nil, 0, 2)
        }
        return true
    }

    static func read(_ path: String) -> String? {
        access(path, R_OK) == 0 ? String(decoding: bytes(path), as: UTF8.self) : nil
    }

    static func bytes(_ path: String) -> [UInt8] {
        let fd = open(path, O_RDONLY)
        guard fd >= 0 else { return [] }
        defer { Glibc.close(fd) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(fd, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
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
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in list(path) { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}

private final class Answer: Sendable {
    let lines = Mutex<[LogLine]?>(nil)
}

/// The write ends of a child's pipes.
final class Child: @unchecked Sendable {
    let readOut: Int32
    let readError: Int32
    private var out: Int32
    private var error: Int32

    init() {
        var (first, second): ([Int32], [Int32]) = ([0, 0], [0, 0])
        pipe(&first)
        pipe(&second)
        (readOut, out, readError, error) = (first[0], first[1], second[0], second[1])
    }

    deinit { end() }

    /// Blocks when the pipe is full, as a child does.
    func say(_ text: String, to stream: LogLine.Stream = .out) { say(Array(text.utf8), to: stream) }

    func say(_ bytes: [UInt8], to stream: LogLine.Stream = .out) {
        var done = 0
        bytes.withUnsafeBytes { raw in
            while done < raw.count {
                let count = write(stream == .out ? out : error, raw.baseAddress! + done, raw.count - done)
                if count <= 0 { return }
                done += count
            }
        }
    }

    func end() {
        if out >= 0 { close(out) }
        if error >= 0 { close(error) }
        (out, error) = (-1, -1)
    }
}
