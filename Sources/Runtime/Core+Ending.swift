import Kernel
import Supervision

/// A core that nobody watches ends by itself when its policy says so.
extension Core {
    func considerEnding() {
        guard ending == nil, let finding = exitWatch?.look(at: fleet, now: kernel.now) else { return }
        if let note = finding.note { tell(.note(note), of: nil) }
        switch finding.decision {
        case .stay: if finding.note != nil { kernel.disarm(.ending) }
        case .lookAgain(let delay): kernel.arm(.ending, after: delay)
        case .end(let ending):
            self.ending = ending
            kernel.disarm(.ending)
            tell(.note("\(ending.reason); exit code \(ending.code)"), of: nil)
            turn { [self] in shutDown(&$0, at: $1) }
        }
    }
}
