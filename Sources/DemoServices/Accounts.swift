import Foundation

/// The simulated WhatsApp accounts of the api. Each one connects, chats, loses its link now and then, and
/// comes back with exponential backoff.
actor Accounts {
    struct Account: Codable, Sendable {
        let id: String
        let name: String
        var state = State.connecting
        /// Connected since, or when the next try is due.
        var at = Date()
        /// Failed tries in a row.
        var attempt = 0
        var chats: [Chat]
    }

    struct Chat: Codable, Sendable {
        let title: String
        var unread = 0
        var lastMessage: String?
    }

    enum State: String, Codable, Sendable { case connecting, connected, reconnecting }

    private(set) var all: [Account]

    var active: Int { all.count { $0.state == .connected } }

    init() {
        all = Script.accounts.map { account in
            Account(id: account.id, name: account.name, chats: account.chats.map { Chat(title: $0) })
        }
    }

    /// Runs all accounts, for ever.
    func begin() async {
        await withDiscardingTaskGroup { group in
            for index in all.indices { group.addTask { await self.live(index) } }
        }
    }

    // MARK: - The life of one account

    private func live(_ index: Int) async {
        while true {
            await connect(index)
            await chat(index, for: .seconds(.random(in: 25...120)))
            lose(index)
        }
    }

    /// Tries until the link is up: 1 s after the first failure, doubled each time, at most a minute.
    private func connect(_ index: Int) async {
        while true {
            await rest(.milliseconds(.random(in: 150...600)))
            guard Double.random(in: 0..<1) < 0.55, all[index].attempt > 0 || all[index].state == .reconnecting
            else { return connected(index) }
            all[index].attempt += 1
            let delay = min(60, 1 << (all[index].attempt - 1))
            all[index].state = .reconnecting
            all[index].at = Date(timeIntervalSinceNow: Double(delay))
            Output.warning(
                "\(all[index].id) no answer from the server, attempt \(all[index].attempt + 1) in \(delay) s")
            await rest(.seconds(delay))
        }
    }

    private func connected(_ index: Int) {
        let before = all[index].attempt
        all[index].state = .connected
        all[index].at = Date()
        all[index].attempt = 0
        let account = all[index]
        Output.line(
            before == 0
                ? "\(account.id) connected (\(account.name), \(account.chats.count) chats)"
                : "\(account.id) снова на связи (\(account.name)), попыток: \(before)")
    }

    private func chat(_ index: Int, for time: Duration) async {
        let end = ContinuousClock.now + time
        while ContinuousClock.now < end {
            await rest(.milliseconds(.random(in: 2500...14000)))
            let which = Int.random(in: all[index].chats.indices)
            let message = Script.messages.randomElement() ?? ""
            all[index].chats[which].lastMessage = message
            all[index].chats[which].unread += 1
            Output.line("\(all[index].id) ← \(all[index].chats[which].title): \(message)")
        }
    }

    private func lose(_ index: Int) {
        all[index].state = .reconnecting
        all[index].at = Date()
        let reason = Script.reasons.randomElement() ?? ""
        Output.warning("\(all[index].id) link lost: \(reason)")
    }

    private func rest(_ time: Duration) async { try? await Task.sleep(for: time) }
}
