import Screen
import Supervision

// Tabs, spans, and what they are filled with.
extension Model {
    mutating func browse(_ action: Action) -> [Command] { [] }

    mutating func note(_ answer: Fetched) {}
}
