// What is said of `wamon.hooks`.
extension FileWords {
    package func hooks(upTo most: Int) -> String {
        say("an array of up to \(most) hooks", "массив хуков, не больше \(most)")
    }
    package var aHook: String {
        say("an object with on, and run or post", "объект с on и с run или post")
    }
    package func hookWithoutOccasion(_ hook: String) -> String {
        say(
            "\(hook): on is missing; expected what it is told of",
            "\(hook): нет on; ожидается, о чём сообщать")
    }
    package func hookWithoutWay(_ hook: String) -> String {
        say("\(hook): expected either run or post", "\(hook): ожидается либо run, либо post")
    }
    package func occasions(_ names: [String]) -> String {
        let names = names.map { "\"\($0)\"" }.joined(separator: ", ")
        return say("some of \(names)", "что-то из \(names)")
    }
    package var hookProgram: String {
        say("an array of a program and its arguments", "массив из программы и её аргументов")
    }
    package var hookAddress: String {
        say("an address with http:// or https://", "адрес с http:// или https://")
    }
    package var hookTimeout: String {
        say("a duration of up to 10 minutes", "длительность не больше 10 минут")
    }
}
