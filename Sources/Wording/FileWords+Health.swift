// What is said of `health`.
extension FileWords {
    package var health: String {
        say("an object with http, tcp or exec", "объект с http, tcp или exec")
    }
    package var noProbe: String {
        say(
            "health: nothing says what to ask; expected one of http, tcp and exec",
            "health: не сказано, что спрашивать; ожидается http, tcp или exec")
    }
    package func twoProbes(_ first: String, _ second: String) -> String {
        say(
            "health: found both \(first) and \(second), expected one of http, tcp and exec",
            "health: заданы и \(first), и \(second); ожидается что-то одно из http, tcp и exec")
    }

    // MARK: - Addresses

    package var speaksHTTP: String {
        say(
            "health.http: wamon's own checks speak http; use exec with curl for https",
            "health.http: свои проверки wamon делает по http; для https задайте exec с curl")
    }
    package func addressPort(_ key: String, _ text: String) -> String {
        say(
            "\(key): \(text) has no port from 1 to 65535; expected host:port",
            "\(key): в \(text) нет порта от 1 до 65535; ожидается хост:порт")
    }
    package func addressPath(_ key: String, _ text: String) -> String {
        say(
            "\(key): the path of \(text) has a character that is written with a percent sign, as %20",
            "\(key): в пути \(text) есть символ, который пишут через знак процента, например %20")
    }
    package var aWebAddress: String { say("http://host:port/path", "http://хост:порт/путь") }
    package var hostAndPort: String { say("host:port", "хост:порт") }

    // MARK: - The rest of it

    package var aPositiveDuration: String {
        say(
            "more than 0: milliseconds or a number with s, m or h",
            "больше 0: миллисекунды или число с s, m или h")
    }
    package var aCommand: String {
        say("a command: a string or an array of strings", "команда: строка или массив строк")
    }
    package var aReaction: String { say("\"restart\" or \"none\"", "\"restart\" или \"none\"") }
    package var labelsAndPointers: String {
        say(
            "an object of labels and pointers like \"/memory/heapUsed\"",
            "объект из подписей и указателей вроде \"/memory/heapUsed\"")
    }
    package var aPointer: String {
        say("a pointer like \"/memory/heapUsed\"", "указатель вроде \"/memory/heapUsed\"")
    }
    package func tooManyShown(_ count: Int, _ most: Int) -> String {
        say(
            "health.show: found \(count) numbers, expected at most \(most)",
            "health.show: чисел \(count), ожидается не больше \(most)")
    }
}
