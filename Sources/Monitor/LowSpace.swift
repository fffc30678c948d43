import Supervision
import Wording

// The disk under the logs runs low: said until it does so no longer.
extension Model {
    /// Folder and bytes left, of the one that has least; nil: there is room everywhere.
    var lowSpace: (folder: String, free: Int)? {
        var low: [String: Int] = [:]
        for event in snapshot.events {
            switch event.kind {
            case .spaceLow(let folder, let free, _): low[folder] = free
            case .spaceRegained(let folder, _): low[folder] = nil
            default: break
            }
        }
        return low.min { ($0.value, $0.key) < ($1.value, $1.key) }.map { ($0.key, $0.value) }
    }
}
