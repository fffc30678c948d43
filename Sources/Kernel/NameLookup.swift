import CLinux
import Glibc
import Supervision
import Synchronization

/// The addresses of a name, looked up by a thread that lives as long as that takes: getaddrinfo(3) waits for
/// servers, and cannot be told to stop. Whoever does not want the answer any more cancels; the thread then ends in
/// its own time. On the loop's thread.
final class NameLookup {
    /// Threads at a time in this process, those that nobody waits for included.
    static let mostThreads = 16

    private static let threads = Mutex<Int>(0)

    /// What the thread and the loop share; whoever is last lets go of the bell.
    private final class Shared: Sendable {
        let endpoint: Endpoint
        /// An eventfd: the answer is there.
        let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        let found = Mutex<[InternetAddress]>([])
        init(_ endpoint: Endpoint) { self.endpoint = endpoint }
        deinit { if bell >= 0 { close(bell) } }
    }

    private let loop: Loop
    private let shared: Shared
    private var watch: Loop.Watch?

    /// - Parameter done: gets what there is, in the order in which to try it; once, unless cancelled. Not before
    ///   this returns.
    /// - Returns: nil where no more threads or descriptors are to be had.
    init?(_ endpoint: Endpoint, on loop: Loop, done: @escaping ([InternetAddress]) -> Void) {
        self.loop = loop
        shared = Shared(endpoint)
        guard shared.bell >= 0, Headroom.allows(shared.bell), NameLookup.begin(shared) else { return nil }
        watch = loop.watch(shared.bell) { [unowned self] _ in
            cancel()
            done(shared.found.withLock { $0 })
        }
    }

    deinit { cancel() }

    func cancel() {
        if let watch { loop.unwatch(watch) }
        watch = nil
    }

    // MARK: - On the thread

    private static func begin(_ shared: Shared) -> Bool {
        let isAllowed = threads.withLock { count in
            guard count < mostThreads else { return false }
            count += 1
            return true
        }
        guard isAllowed else { return false }
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let held = Unmanaged.passRetained(shared)
        let made = pthread_create(
            &thread, nil,
            { raw in
                NameLookup.live(Unmanaged<Shared>.fromOpaque(raw!).takeRetainedValue())
                return nil
            }, held.toOpaque())
        guard made == 0 else {
            held.release()
            threads.withLock { $0 -= 1 }
            return false
        }
        pthread_detach(thread)
        return true
    }

    private static func live(_ shared: Shared) {
        let found = addresses(of: shared.endpoint)
        shared.found.withLock { $0 = found }
        threads.withLock { $0 -= 1 }
        var one: UInt64 = 1
        _ = write(shared.bell, &one, 8)
    }

    private static func addresses(of endpoint: Endpoint) -> [InternetAddress] {
        var wish = addrinfo()
        wish.ai_socktype = Int32(SOCK_STREAM.rawValue)
        wish.ai_flags = AI_ADDRCONFIG | AI_NUMERICSERV
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(endpoint.host, "\(endpoint.port)", &wish, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var found: [InternetAddress] = []
        var next = first
        while let entry = next?.pointee {
            if let address = entry.ai_addr {
                found.append(InternetAddress(address, size: entry.ai_addrlen))
            }
            next = entry.ai_next
        }
        return found
    }
}
