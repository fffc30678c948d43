import Kernel
package import Supervision
import Synchronization

/// The ecosystem files this core runs apps of, locked (flock(2)) for its life: no other core does. Opening a
/// file may take long: not on the core's thread.
package final class FileClaims: Sendable {
    private let held = Mutex<[String: HomeLock]>([:])

    package init() {}

    /// nil, or in one sentence who has it. A file that is not there any more is nobody's.
    package func claim(for specs: [ProcessSpec]) -> String? {
        for file in Set(specs.compactMap(\.file)).sorted() {
            if let refusal = claim(file) { return refusal }
        }
        return nil
    }

    private func claim(_ file: String) -> String? {
        guard held.withLock({ $0[file] == nil }) else { return nil }
        do throws(HomeLock.Refusal) {
            let lock = try HomeLock(file, marked: false)
            held.withLock { $0[file] = lock }
            return nil
        } catch {
            // Under another name it may be ours already.
            guard case .held(let holder) = error, holder != Surroundings.ownPid else { return nil }
            return FileClaims.sentence(file, heldBy: holder)
        }
    }

    /// With a hint how to get to see it.
    private static func sentence(_ file: String, heldBy holder: PID?) -> String {
        let home = holder.flatMap { Surroundings.environment(of: $0)["WAMON_HOME"] }
        let hint = home.map { "; to see it: WAMON_HOME=\($0) wamon" } ?? ""
        return "\(file) is already supervised by process \(holder.map(String.init) ?? "unknown")\(hint)"
    }
}
