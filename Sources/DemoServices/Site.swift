import FlyingFox
import FlyingSocks
import Foundation
import Glibc

/// One service from start to end: listens, says that it is ready, answers, and closes on SIGINT, SIGTERM or
/// "shutdown" on the Node channel: no new connections, requests under way are finished, exit 0.
struct Site: Sendable {
    var name: String
    var host: String
    var port: UInt16
    /// The environment variable a user would change the port by.
    var portVariable: String
    var channel: NodeChannel?
    /// Called once, when the port is open.
    var begin: @Sendable () async -> Void
    var respond: @Sendable (HTTPRequest) async -> HTTPResponse
    /// The last words before a graceful end.
    var farewell: @Sendable () async -> String

    /// Requests under way get this long to finish, in seconds.
    private static let grace = 0.8

    /// Never returns: the calling thread waits for signals from here on. They are blocked before any other
    /// thread exists, so that all threads inherit it and no code is ever interrupted by one.
    func run() -> Never {
        signal(SIGPIPE, SIG_IGN)
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)

        let server = makeServer()
        let traffic = Traffic()
        let close: @Sendable (String) -> Void = { reason in
            Task { await self.close(server, traffic, because: reason) }
        }
        Task { await serve(server, traffic) }
        channel?.listen { close("\"shutdown\" on the channel") }

        var seen = 0
        while true {
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { continue }
            seen += 1
            let name = number == SIGINT ? "SIGINT" : "SIGTERM"
            // As apps that install their handlers with `once`: the second signal has its default effect.
            if seen > 1 { Output.fail("second signal (\(name)), leaving at once", code: 128 + number) }
            close(name)
        }
    }

    // MARK: - Serving

    private func makeServer() -> HTTPServer {
        do {
            return try host.contains(":")
                ? HTTPServer(address: .inet6(ip6: host, port: port), logger: .disabled)
                : HTTPServer(address: .inet(ip4: host, port: port), logger: .disabled)
        } catch {
            Output.fail("DEMO_HOST is \"\(host)\", which is no IP address")
        }
    }

    private func serve(_ server: HTTPServer, _ traffic: Traffic) async {
        await server.appendRoute("*") { request in await answer(request, traffic) }
        Task {
            guard (try? await server.waitUntilListening()) != nil else { return }
            Output.line("\(name) listening on http://\(host):\(port) (pid \(getpid()))")
            channel?.sendReady()
            await begin()
        }
        do {
            try await server.run()
        } catch {
            guard await !traffic.isClosing else { return }
            Output.fail(sentence(for: error))
        }
    }

    private func answer(_ request: HTTPRequest, _ traffic: Traffic) async -> HTTPResponse {
        await traffic.enter()
        let start = ContinuousClock.now
        let response =
            request.method == .GET || request.method == .HEAD
            ? await respond(request) : .text("only GET is answered here\n", .methodNotAllowed)
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        Output.line(
            "\(request.method.rawValue) \(request.target.rawValue) \(response.statusCode.code) "
                + "\(Int(milliseconds.rounded(.up)))ms")
        await traffic.leave()
        return response
    }

    /// Why the port could not be opened. A supervisor shows the last line of stderr: it must say it all.
    private func sentence(for error: any Error) -> String {
        guard case .failed(_, let number, let text) = error as? SocketError else {
            return "\(name) cannot listen on \(host):\(port): \(error)"
        }
        if number == EADDRINUSE {
            return "\(name) cannot listen: port \(port) on \(host) is already in use by another process; "
                + "stop it or set \(portVariable)"
        }
        return "\(name) cannot listen on \(host):\(port): \(text)"
    }

    // MARK: - Closing

    private func close(_ server: HTTPServer, _ traffic: Traffic, because reason: String) async {
        guard await traffic.beginClosing() else { return }
        let start = ContinuousClock.now
        Output.line("\(reason) received, no longer accepting connections")
        // Closes the port and the idle connections first, then waits; we leave as soon as the last
        // answer is out.
        Task { await server.stop(timeout: Self.grace) }
        let finished = await traffic.drain(within: .seconds(Self.grace))
        if !finished { Output.warning("requests still open after \(Self.grace) s are dropped") }
        let last = await farewell()
        let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
        Output.line("\(last), closed in \(milliseconds) ms")
        exit(0)
    }
}
