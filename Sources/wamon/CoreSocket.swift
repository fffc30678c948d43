import Control
import Kernel
import Supervision
import Verbs

/// The core of this home, for a verb.
enum CoreSocket {
    static func client(on loop: Loop, dialect: Dialect) async throws(Refused) -> any SupervisorClient {
        let home = HomeFolder.place(Surroundings.environment, dialect: dialect)
        if dialect == .pm2 { return EmptyFleet() }
        throw .noCore("no wamon is running in \(home); wamon start FILE puts one in the background")
    }
}
