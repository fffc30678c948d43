import Control
import Kernel
import Supervision
import Verbs
import Wording

/// The core of this home, for a verb.
enum CoreSocket {
    /// - Parameters:
    ///   - needsCore: without a core it is refused; else that is a fleet of nobody.
    ///   - reconnects: when the core goes away, it is looked for until one is back.
    ///   - expectsStatus: a brief snapshot is asked for first: it comes with the greeting.
    static func client(
        on loop: Loop, needsCore: Bool, expectsStatus: Bool, reconnects: Bool = false
    ) async throws(Refused) -> any SupervisorClient {
        let home = home
        do throws(ControlFailure) {
            return try await SocketClient.connect(
                path: HomeFolder.socket(in: home), on: loop, reconnects: reconnects,
                expectsStatus: expectsStatus)
        } catch {
            switch error {
            case .noCore where !needsCore || Wamon.dialect == .pm2: return EmptyFleet()
            case .noCore:
                throw .noCore(Wamon.words.verbs.noCore(in: home))
            case .denied, .otherVersion, .failed: throw .noCore(Wamon.words.heard(error.sentence))
            }
        }
    }

    /// Waits for a core that has taken the home and is about to listen; false where none does within 10 s.
    static func awaitOne(_ environment: [String: String]) -> Bool {
        LocalSocket.awaitListener(
            at: HomeFolder.socket(in: HomeFolder.place(environment)), within: .seconds(10))
    }

    /// Puts a core into the background and talks to it.
    /// - Parameter http: where it is to serve its health.
    static func begun(on loop: Loop, http: ListenAddress?) async throws(Refused) -> any SupervisorClient {
        var environment = Surroundings.environment
        // It is not called pm2, and would look elsewhere.
        environment["WAMON_HOME"] = home
        do {
            try Background.begin(environment, http: http)
        } catch {
            throw CoreSocket.refusal(error)
        }
        return try await client(on: loop, needsCore: true, expectsStatus: false)
    }

    private static var home: String { HomeFolder.place(Surroundings.environment) }

    private static func refusal(_ error: any Error) -> Refused {
        guard let failure = error as? Failed else { return .failed("\(error)") }
        return .failed(failure.sentence)
    }
}
