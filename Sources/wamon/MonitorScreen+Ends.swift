import Kernel

extension MonitorScreen {
    /// What ends the session.
    enum Ending: Sendable {
        /// `q` of a viewer.
        case left
        /// The terminal is gone.
        case lostTerminal
        /// The core is to go on without it.
        case toBackground
        /// The core has ended.
        case coreEnded
    }

    /// Who stops the job on Ctrl-Z.
    enum Suspension: Sendable {
        /// Supervision must go on.
        case byGuardian(GuardianLine)
        /// A viewer stops itself.
        case byItself
        case never
    }
}
