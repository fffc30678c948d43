import Screen
import Supervision

// How the monitor itself looks and behaves.
extension Model {
    mutating func setUp(_ action: Action) -> [Command] { [] }
}
