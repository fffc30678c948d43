import Foundation
import Glibc

/// `/leak?mb=N`: takes N megabytes and never gives them back, in this process or in a child of it.
/// The memory grows in steps over about a second and every page is written, so that it is resident.
enum Leak {
    static let largest = 8192
    private static let steps = 20
    private static let stepTime: UInt32 = 50_000

    /// Returns at once; the memory is taken on a thread of its own.
    static func start(megabytes: Int) {
        Thread.detachNewThread { grow(to: megabytes) }
    }

    /// Starts this program again as `demo-services leak N`; nil, or why it could not be started. The child
    /// stays until somebody ends it.
    static func startChild(megabytes: Int) -> String? {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var changed = sigset_t()
        sigemptyset(&none)
        sigemptyset(&changed)
        for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&changed, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &changed)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let words = ["demo-services", "leak", String(megabytes)]
        var arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        arguments.append(nil)
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, "/proc/self/exe", nil, &attributes, arguments, environ)
        guard failure == 0 else { return String(cString: strerror(failure)) }
        reap(pid)
        return nil
    }

    static func runAsChild(megabytes: String) -> Never {
        guard let megabytes = Int(megabytes), (1...largest).contains(megabytes) else {
            Output.fail("usage: demo-services leak MB, 1 to \(largest)", code: 2)
        }
        // The parent's sockets came along: the port must be free when the parent is gone.
        for descriptor in 3..<Int32(1024) { close(descriptor) }
        grow(to: megabytes)
        while true { pause() }
    }

    // MARK: - Growing

    private static func grow(to megabytes: Int) {
        let bytes = megabytes << 20
        let zeros = open("/dev/zero", O_RDONLY | O_CLOEXEC)
        defer { close(zeros) }
        var taken = 0
        for step in 1...steps {
            let size = bytes * step / steps - taken
            // Filled by the kernel: stores to memory that nobody reads again would be optimised away.
            guard let memory = malloc(size), fill(memory, size, from: zeros) else {
                Output.error("leak: no more memory after \(taken >> 20) MB")
                return
            }
            taken += size
            if step % (steps / 4) == 0 {
                Output.warning("leak: \(taken >> 20) of \(megabytes) MB held by pid \(getpid())")
            }
            usleep(stepTime)
        }
    }

    private static func fill(_ memory: UnsafeMutableRawPointer, _ size: Int, from file: Int32) -> Bool {
        var filled = 0
        while filled < size {
            let count = read(file, memory + filled, size - filled)
            guard count > 0 else { return false }
            filled += count
        }
        return true
    }

    private static func reap(_ pid: pid_t) {
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) == -1, errno == EINTR {}
            let signal = status & 0x7f
            Output.warning(
                "leak: child \(pid) ended by "
                    + (signal == 0 ? "code \(status >> 8 & 0xff)" : "signal \(signal)"))
        }
    }
}
