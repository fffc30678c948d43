/// Why there is no talking to a core, as the person at the keyboard should read it.
package enum ControlFailure: Error, Hashable, Sendable {
    /// Nobody listens: no socket, or one that a dead core left.
    case noCore
    /// Somebody else's: the kernel or the core said no.
    case denied(owner: String)
    /// The core's words are another version's.
    case otherVersion(String)
    /// Anything else: the errno's text, or the core's sentence.
    case failed(String)

    package var sentence: String {
        switch self {
        case .noCore: "no wamon is running"
        case .denied(let owner): "the wamon that runs here belongs to \(owner)"
        case .otherVersion(let sentence), .failed(let sentence): sentence
        }
    }
}
