import CLinux
import Glibc

/// pipe2(2), both ends close-on-exec. Whoever holds an end closes it.
package struct PipePair: Sendable {
    package struct Failure: Error, Sendable { package let errno: Int32 }

    package let read: Int32
    package let write: Int32

    package static func make() throws(Failure) -> PipePair {
        var ends: [Int32] = [-1, -1]
        guard linux_pipe(&ends, O_CLOEXEC) == 0 else { throw Failure(errno: errno) }
        return PipePair(read: ends[0], write: ends[1])
    }

    package func close() {
        PipePair.close(read)
        PipePair.close(write)
    }

    package static func close(_ end: Int32) {
        if end >= 0 { _ = Glibc.close(end) }
    }
}
