import CLinux
import Glibc

/// The last few descriptors there are, left for what must always work: the looks at /proc and the pidfds by
/// which a tree is ended. Whoever keeps one open for long asks here.
///
/// The kernel gives the lowest number that is free (open(2)), so a high one says how few are left.
package enum Headroom {
    private static let left: UInt64 = 8

    package static func allows(_ descriptor: Int32) -> Bool {
        var soft: UInt64 = 0
        var hard: UInt64 = 0
        guard descriptor >= 0, linux_limit(linux_limit_nofile(), &soft, &hard) == 0 else { return true }
        return UInt64(descriptor) + left < soft
    }
}
