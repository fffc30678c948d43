import Hooks
import Journal
import Kernel
import Supervision

/// What follows when something has happened: it is written down, hooks are told of it, and
/// somebody looks who has the port that was taken. Only queues.
///
/// Confined to the core's thread, on which everything here is called.
final class Aftermath: @unchecked Sendable {
    /// Who outside is told.
    var hooks: [HookSpec] = [] {
        didSet {
            if teller == nil, !hooks.isEmpty { teller = begin() }
            teller?.set(hooks)
        }
    }

    private let journal: Journal
    private let chronicle: Chronicle
    private let setting: CoreSetting
    private let words: @Sendable (Happening, _ allowed: Int?) -> String
    private let tell: @Sendable (Happening.Kind, InstanceID?) -> Void
    private let ports: PortInquiry
    /// With its thread, from the first hook on.
    private var teller: HookTeller?
    private var place = CoreInfo.Place.foreground

    /// - Parameter tell: what is to be told in turn; called on other threads.
    init(
        _ journal: Journal, _ chronicle: Chronicle, _ setting: CoreSetting,
        words: @escaping @Sendable (Happening, _ allowed: Int?) -> String,
        ports: PortInquiry, tell: @escaping @Sendable (Happening.Kind, InstanceID?) -> Void
    ) {
        self.ports = ports
        self.journal = journal
        self.chronicle = chronicle
        self.setting = setting
        self.words = words
        self.tell = tell
    }

    /// - Parameters:
    ///   - allowed: `max_restarts`, where it is known.
    ///   - instance: as it is after that.
    func follow(
        _ news: Happening, _ allowed: Int?, of instance: Instance?, in place: CoreInfo.Place
    ) {
        self.place = place
        chronicle.tell(news, words(news, allowed), isAlone: place == .background)
        guard let instance else { return }
        let crash: ExitRecord? =
            if case .ended(let exit) = news.kind, exit.cause == .crash { exit } else { nil }
        let told = HookSense.minds(news) ? teller : nil
        guard crash != nil || told != nil else { return }
        let (subject, words, ports, port) = (
            HookSense.Subject(instance), words, ports, instance.spec.port
        )
        // By way of the journal, all of them: so they stay in order, and have what was written before.
        journal.lastLines(of: HookSense.run(of: news, instance)) { lines in
            let lines = lines.map(\.text)
            if let crash { ports.consider(crash, of: instance.id, port: port, lines) }
            told?.notice(news, of: subject, words(news, allowed), lines: lines)
        }
    }

    /// The core is down: hooks have this long for what they have not been told.
    func close(within wait: Duration, at now: Moment) {
        for kind in teller?.close(within: wait) ?? [] {
            let news = Happening(sequence: 0, at: now, instance: nil, name: "wamon", kind: kind)
            chronicle.tell(news, words(news, nil), isAlone: place == .background)
        }
    }

    private func begin() -> HookTeller {
        let tell = tell
        let about = HookTeller.Setting(
            environment: setting.environment, host: setting.info.hostname, version: setting.info.version)
        let words = words
        let teller = HookTeller(about, words: { words($0, nil) }, tell: { tell($0, nil) })
        teller.start()
        return teller
    }
}
