import FlyingFox
import FlyingSocks
import Foundation

extension Site {
    /// The page in front of the api: asks for its health on every load and shows it.
    static func frontend(_ surroundings: Surroundings) -> Site {
        let api = Neighbour(port: surroundings.port("API_PORT", otherwise: 5001))
        return Site(
            name: "nextjs-server", host: surroundings.host,
            port: surroundings.port("PORT", otherwise: 3000), portVariable: "PORT",
            channel: NodeChannel(surroundings.channel),
            begin: {},
            respond: { request in
                switch request.path {
                case "/": await .html(Page(view: api.look(), port: api.port).html)
                case "/favicon.ico": HTTPResponse(statusCode: .noContent)
                default: .failure("nothing here: \(request.path)", .notFound)
                }
            },
            farewell: { "pages closed" })
    }
}

/// The api as the frontend sees it over HTTP.
actor Neighbour {
    enum View: Sendable {
        case healthy(Health, [ClientStatus])
        case unreachable(String)
    }

    nonisolated let port: UInt16
    private var wasReachable: Bool?

    init(port: UInt16) { self.port = port }

    /// Asks now; says on the log when it went away or came back.
    func look() async -> View {
        let view: View
        do {
            let health: Health = try await fetch("/health")
            let clients: [ClientStatus] = try await fetch("/api/clients")
            view = .healthy(health, clients)
            if wasReachable == false { Output.line("api on port \(port) answers again") }
            wasReachable = true
        } catch {
            let reason = Self.sentence(for: error)
            if wasReachable != false { Output.warning("api on port \(port) does not answer: \(reason)") }
            wasReachable = false
            view = .unreachable(reason)
        }
        return view
    }

    // MARK: - Asking

    private static let patience = Duration.milliseconds(800)

    private struct TimedOut: Error {}

    private func fetch<Answer: Decodable & Sendable>(_ path: String) async throws -> Answer {
        let body = try await Self.firstOf(patience: Self.patience) { [port] in
            var client = HTTPClient()
            let request = HTTPRequest(
                method: .GET, version: .http11, path: path, query: [],
                headers: [.host: "127.0.0.1:\(port)", .connection: "close"], body: Data())
            let response = try await client.sendHTTPRequest(request, to: .inet(ip4: "127.0.0.1", port: port))
            return try await response.bodyData
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(Answer.self, from: body)
    }

    private static func firstOf(
        patience: Duration, _ body: @escaping @Sendable () async throws -> Data
    ) async throws -> Data {
        try await withThrowingTaskGroup(of: Data.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: patience)
                throw TimedOut()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? Data()
        }
    }

    private static func sentence(for error: any Error) -> String {
        switch error {
        case is TimedOut: "no answer within \(Int(patience / .milliseconds(1))) ms"
        case SocketError.failed(_, _, let text): text.lowercased()
        case is DecodingError: "the answer is no health report"
        default: "the connection was refused or closed"
        }
    }
}
