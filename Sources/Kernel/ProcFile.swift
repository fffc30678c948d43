import Glibc

/// Why a file of /proc was not read.
package enum ProcFailure: Error, Hashable, Sendable {
    /// ENOENT or ESRCH: the process, or the file, is no more.
    case gone
    /// Any other errno: EACCES of a foreign process, EMFILE, … Says nothing about the process.
    case refused(Int32)

    init(errno: Int32) { self = errno == ENOENT || errno == ESRCH ? .gone : .refused(errno) }
}

/// A file of /proc or of a cgroup that stays open and is read again and again from its beginning: half the
/// price of opening it each time, and never about a later process of the same number (proc(5): ESRCH).
package final class ProcFile {
    private let descriptor: Int32
    private let error: Int32

    /// `path` is taken relative to `directory`. A file that cannot be opened says so when read.
    package convenience init(_ path: String) {
        self.init(in: AT_FDCWD, path)
    }

    init(in directory: Int32, _ path: UnsafePointer<CChar>) {
        descriptor = openat(directory, path, O_RDONLY | O_CLOEXEC)
        error = descriptor < 0 ? errno : 0
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Open, and not one of the last descriptors.
    package var mayBeKept: Bool { descriptor >= 0 && Headroom.allows(descriptor) }

    /// The text as it is now. `whole`: however long it is (else what one read gives: all of any file of
    /// fixed shape).
    package func read(into buffer: ProcBuffer, whole: Bool = false) throws(ProcFailure) {
        buffer.count = 0
        guard descriptor >= 0 else { throw ProcFailure(errno: error) }
        try buffer.fill(from: descriptor, whole: whole)
    }
}

/// Where files are read into: one for many, used on one thread.
package final class ProcBuffer {
    /// An environment may be larger; what is beyond is not looked at.
    static let limit = 1 << 20

    fileprivate(set) var count = 0
    private var bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 8 << 10)

    package init() { bytes.initialize(repeating: 0) }
    deinit { bytes.deallocate() }

    /// What the last read gave; empty when it gave nothing.
    package func text<Value>(_ body: (Span<UInt8>) -> Value) -> Value {
        body(UnsafeBufferPointer(rebasing: bytes[..<count]).span)
    }

    fileprivate func fill(from descriptor: Int32, whole: Bool) throws(ProcFailure) {
        repeat {
            if count == bytes.count { grow() }
            let got = pread(descriptor, bytes.baseAddress! + count, bytes.count - count, off_t(count))
            if got < 0 {
                if errno == EINTR { continue }
                count = 0
                throw ProcFailure(errno: errno)
            }
            if got == 0 { break }
            count += got
        } while whole && count < ProcBuffer.limit
    }

    private func grow() {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count * 4)
        larger.initialize(repeating: 0)
        _ = larger.update(fromContentsOf: bytes)
        bytes.deallocate()
        bytes = larger
    }
}
