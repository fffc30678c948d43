import Screen
import Supervision

// What is read in the logs, and asked of the files behind them.
extension Model {
    mutating func read(_ action: Action, _ key: Key) -> [Command] { [] }

    mutating func note(_ page: PastPage?, for wish: PastWish) -> [Command] { [] }

    mutating func note(_ news: PastSearch) -> [Command] { [] }

    mutating func noteCopied(_ lines: Int, _ isDone: Bool) {}

    mutating func noteSaved(_ path: String?, _ trouble: String?) {}
}
