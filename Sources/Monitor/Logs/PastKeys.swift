import Supervision

// What is asked of the files behind the log.
extension Model {
    mutating func note(_ page: PastPage?, for wish: PastWish) -> [Command] { [] }

    mutating func note(_ news: PastSearch) -> [Command] { [] }
}
