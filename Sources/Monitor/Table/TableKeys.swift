import Screen
import Supervision

// How the table is arranged.
extension Model {
    mutating func arrange(_ action: Action) -> [Command] { [] }
}
