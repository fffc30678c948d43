import FlyingFox
import Foundation

extension Site {
    /// The WhatsApp api: health, accounts and chats, and three ways to hurt itself.
    static func api(_ surroundings: Surroundings) -> Site {
        let accounts = Accounts()
        let start = ContinuousClock.now
        let health: @Sendable () async -> Health = {
            await Health(
                status: "ok", uptime: Int((ContinuousClock.now - start).components.seconds),
                activeClients: accounts.active, memory: Heap.now().memory)
        }
        return Site(
            name: "api-server", host: surroundings.host,
            port: surroundings.port("API_PORT", "PORT", otherwise: 5001), portVariable: "API_PORT",
            channel: NodeChannel(surroundings.channel),
            begin: {
                Task { await accounts.begin() }
                await beat(health, accounts)
            },
            respond: { request in
                switch request.path {
                case "/": .json(["endpoints": endpoints])
                case "/health": await .json(health().json)
                case "/api/clients": await .json(accounts.all.map(ClientStatus.init))
                case "/api/chats": await chats(of: request.query["client"], accounts)
                case "/slow": await slow(request)
                case "/crash": crash(trap: request.query["how"] == "trap")
                case "/leak": leak(request)
                case "/hang": hang()
                default: .failure("nothing here: \(request.path)", .notFound)
                }
            },
            farewell: {
                let open = await accounts.active
                return "\(open) sessions saved (сессии сохранены)"
            })
    }

    private static let endpoints = [
        "/health", "/api/clients", "/api/chats?client=wa-17", "/slow?ms=500", "/crash", "/crash?how=trap",
        "/leak?mb=500",
        "/leak?mb=500&child=1", "/hang",
    ]

    /// A line every 30 seconds, for ever.
    private static func beat(_ health: @Sendable () async -> Health, _ accounts: Accounts) async {
        while true {
            try? await Task.sleep(for: .seconds(30))
            let now = await health()
            let all = await accounts.all.count
            Output.line(
                "heartbeat: \(now.activeClients)/\(all) clients connected, heap \(now.memory.heapUsed)/"
                    + "\(now.memory.heapTotal) MB, up \(now.uptime) s")
        }
    }

    private static func chats(of client: String?, _ accounts: Accounts) async -> HTTPResponse {
        let chosen = await accounts.all.filter { client == nil || $0.id == client }
        guard !chosen.isEmpty else { return .failure("no client \(client ?? "")", .notFound) }
        return .json(Dictionary(uniqueKeysWithValues: chosen.map { ($0.id, $0.chats) }))
    }

    // MARK: - Trying recovery out

    /// An answer that takes its time: a graceful stop waits for it.
    private static func slow(_ request: HTTPRequest) async -> HTTPResponse {
        let text = request.query["ms"] ?? "500"
        guard let time = Int(text), (0...10_000).contains(time) else {
            return .failure("ms must be 0 to 10000, not \"\(text)\"", .badRequest)
        }
        try? await Task.sleep(for: .milliseconds(time))
        return .text("done after \(time) ms\n")
    }

    private static func crash(trap: Bool) -> HTTPResponse {
        if trap { fatalError("GET /crash?how=trap") }
        Output.fail("ERROR uncaught exception: GET /crash asked for it")
    }

    private static func leak(_ request: HTTPRequest) -> HTTPResponse {
        let text = request.query["mb"] ?? "500"
        guard let megabytes = Int(text), (1...Leak.largest).contains(megabytes) else {
            return .failure("mb must be 1 to \(Leak.largest), not \"\(text)\"", .badRequest)
        }
        let inChild = request.query["child"] == "1"
        if inChild {
            if let reason = Leak.startChild(megabytes: megabytes) {
                return .failure("the child could not be started: \(reason)", .internalServerError)
            }
        } else {
            Leak.start(megabytes: megabytes)
        }
        return .text("leaking \(megabytes) MB\(inChild ? " in a child" : "")\n", .accepted)
    }

    private static func hang() -> HTTPResponse {
        Output.warning("GET /hang: event handling is blocked from here on")
        Freeze.everything()
        return .text("")
    }
}

/// One entry of `GET /api/clients`.
struct ClientStatus: Codable, Sendable {
    var id: String
    var name: String
    var state: String
    var since: Date
    var attempt: Int

    init(_ account: Accounts.Account) {
        id = account.id
        name = account.name
        state = account.state.rawValue
        since = account.at
        attempt = account.attempt
    }
}
