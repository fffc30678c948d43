import Glibc
package import Supervision

/// A connection in the making: whose the name is, then one address after the other. Nothing blocks; how long it may
/// take is the caller's business, who cancels. On the loop's thread.
package final class Dial {
    package enum Outcome: Hashable, Sendable {
        /// A socket that does not block; the caller closes it.
        case connected(Int32)
        case failed(HealthFailure)
    }

    /// Addresses of one name that are tried.
    private static let mostTries = 6

    private let loop: Loop
    private let endpoint: Endpoint
    private var done: ((Outcome) -> Void)?
    private var lookup: NameLookup?
    private var addresses: [InternetAddress] = []
    private var failure: HealthFailure?
    private var socket: Int32 = -1
    private var watch: Loop.Watch?
    private var soon: Loop.Timer?

    /// - Parameter done: gets the outcome, once, unless cancelled; never before this returns.
    package init(_ endpoint: Endpoint, on loop: Loop, done: @escaping (Outcome) -> Void) {
        self.loop = loop
        self.endpoint = endpoint
        self.done = done
        if let known = Dial.known(endpoint) {
            addresses = known
            soon = loop.after(.zero) { [unowned self] in tryNext() }
            return
        }
        lookup = NameLookup(endpoint, on: loop) { [unowned self] found in
            addresses = Array(found.prefix(Dial.mostTries))
            tryNext()
        }
        if lookup == nil {
            soon = loop.after(.zero) { [unowned self] in finish(.failed(.unreachable(errno: EAGAIN))) }
        }
    }

    deinit { cancel() }

    /// Nothing is left open, and nothing told.
    package func cancel() {
        done = nil
        lookup?.cancel()
        lookup = nil
        if let soon { loop.cancel(soon) }
        soon = nil
        hangUp()
    }

    // MARK: - Named moves

    /// What needs no question to anybody; nil: a name.
    private static func known(_ endpoint: Endpoint) -> [InternetAddress]? {
        if endpoint.host.lowercased() == "localhost" {
            return ["127.0.0.1", "::1"].compactMap {
                InternetAddress(Endpoint(host: $0, port: endpoint.port))
            }
        }
        return InternetAddress(endpoint).map { [$0] }
    }

    private func tryNext() {
        while !addresses.isEmpty {
            let address = addresses.removeFirst()
            do throws(InternetAddress.Failure) {
                let socket = try address.connecting()
                self.socket = socket
                watch = loop.watch(socket, Loop.writable) { [unowned self] _ in arrive() }
                return
            } catch {
                note(error.errno)
            }
        }
        finish(.failed(failure ?? .unresolved(endpoint.host)))
    }

    private func arrive() {
        var trouble: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &trouble, &size)
        if trouble == 0, InternetAddress.isSelfConnected(socket) { trouble = ECONNREFUSED }
        if trouble == 0 {
            if let watch { loop.unwatch(watch) }
            watch = nil
            let connected = socket
            socket = -1
            finish(.connected(connected))
            return
        }
        note(trouble)
        hangUp()
        tryNext()
    }

    /// The first of them is told: of `localhost` it is IPv4's.
    private func note(_ errno: Int32) {
        let reason: HealthFailure =
            switch errno {
            case ECONNREFUSED: .refused
            case ETIMEDOUT: .timedOut
            default: .unreachable(errno: errno)
            }
        failure = failure ?? reason
    }

    private func hangUp() {
        if let watch { loop.unwatch(watch) }
        watch = nil
        if socket >= 0 { close(socket) }
        socket = -1
    }

    private func finish(_ outcome: Outcome) {
        let tell = done
        cancel()
        tell?(outcome)
    }
}
