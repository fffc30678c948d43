import CLinux
import Glibc

/// pipe2(2), both ends close-on-exec. Whoever holds an end closes it. EMFILE also where the last descriptors
/// would be used up (`Headroom`).
package struct PipePair: Sendable {
    package struct Failure: Error, Sendable { package let errno: Int32 }

    package let read: Int32
    package let write: Int32

    package static func make() throws(Failure) -> PipePair {
        var ends: [Int32] = [-1, -1]
        guard linux_pipe(&ends, O_CLOEXEC) == 0 else { throw Failure(errno: errno) }
        let pair = PipePair(read: ends[0], write: ends[1])
        guard Headroom.allows(max(pair.read, pair.write)) else {
            pair.close()
            throw Failure(errno: EMFILE)
        }
        return pair
    }

    package func close() {
        PipePair.close(read)
        PipePair.close(write)
    }

    package static func close(_ end: Int32) {
        if end >= 0 { _ = Glibc.close(end) }
    }
}
