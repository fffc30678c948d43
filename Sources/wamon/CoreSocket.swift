import Control
import Kernel
import Supervision
import Verbs

/// The core of this home, for a verb.
enum CoreSocket {
    /// - Parameter expectsStatus: a brief snapshot is asked for first: it comes with the greeting.
    static func client(
        on loop: Loop, dialect: Dialect, expectsStatus: Bool
    ) async throws(Refused) -> any SupervisorClient {
        let home = HomeFolder.place(Surroundings.environment, dialect: dialect)
        do throws(ControlFailure) {
            return try await SocketClient.connect(
                path: home + "/wamon.sock", on: loop, reconnects: false, expectsStatus: expectsStatus)
        } catch {
            switch error {
            case .noCore where dialect == .pm2: return EmptyFleet()
            case .noCore:
                throw .noCore(
                    "no wamon is running in \(home); wamon start FILE puts one in the background")
            case .denied, .otherVersion, .failed: throw .noCore(error.sentence)
            }
        }
    }
}
