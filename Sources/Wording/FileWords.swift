/// Remarks about an ecosystem file. What is put in comes quoted already.
package struct FileWords: Chapter {
    let language: Language

    // MARK: - The two forms

    package func found(_ found: String, expected: String) -> String {
        say("found \(found), expected \(expected)", "здесь \(found), ожидается: \(expected)")
    }
    package func mismatch(_ key: String, _ found: String, expected: String) -> String {
        "\(key): " + self.found(found, expected: expected)
    }
    package func mismatch(_ key: String, _ found: String, isNot noun: String, expected: String) -> String {
        say(
            "\(key): \(found) is not \(noun); expected \(expected)",
            "\(key): \(found) — не \(noun); ожидается: \(expected)")
    }
    package func unknownKey(_ key: String, in place: String? = nil, near: String?) -> String {
        (place.map { "\($0): " } ?? "") + say("unknown key \(key)", "неизвестный ключ \(key)") + hint(near)
    }
    package func unknownKeyBesideApps(_ key: String, belongsIntoApp: Bool, near: String?) -> String {
        say("unknown key \(key) beside the apps", "неизвестный ключ \(key) рядом с приложениями")
            + (belongsIntoApp ? say("; it belongs into an app", "; ему место в приложении") : hint(near))
    }
    /// `; did you mean "NAME"?`, or nothing.
    package func hint(_ near: String?) -> String {
        near.map { say("; did you mean \($0)?", "; может быть, \($0)?") } ?? ""
    }
    package func notYet(_ key: String) -> String {
        say("\(key): wamon does not act on it yet", "\(key): wamon этого пока не умеет")
    }
    package func onlyPM2(_ keys: String) -> String {
        say(
            "\(keys): only PM2 itself has a use for this; wamon passes over it",
            "\(keys): это нужно только самому PM2; wamon этого не читает")
    }
    package func more(_ count: Int) -> String {
        say("and \(count) more of this severity", "и ещё таких же: \(count)")
    }
    package func severity(_ name: String) -> String {
        switch name {
        case "error": say(name, "ошибка")
        case "warning": say(name, "предупреждение")
        default: say(name, "заметка")
        }
    }
    package func whereabouts(line: Int) -> String { say("in line \(line)", "в строке \(line)") }
    package func whereabouts(path: String) -> String { say("at \(path)", "в \(path)") }
    package var commandLine: String { say("command line", "командная строка") }
    /// errno(3) in lower case.
    package func reason(_ errno: Int32) -> String {
        let words = language.reason(errno)
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    // MARK: - Values as they are found

    package var anArray: String { say("an array", "массив") }
    package var anEmptyArray: String { say("an empty array", "пустой массив") }
    package var anObject: String { say("an object", "объект") }

    // MARK: - What is expected

    package var aString: String { say("a string", "строка") }
    package var aPath: String { say("a path", "путь") }
    package var aLogFile: String { say("a path, true or false", "путь, true или false") }
    package var aFlag: String { say("true or false", "true или false") }
    package var words: String { say("a string or an array of strings", "строка или массив строк") }
    package var milliseconds: String {
        say("milliseconds or a number with s, m or h", "миллисекунды или число с s, m или h")
    }
    package var bytes: String { say("bytes or a number with K, M or G", "байты или число с K, M или G") }
    package var variables: String { say("an object of names and values", "объект с именами и значениями") }
    package var filter: String { say("true, a name or an array of names", "true, имя или массив имён") }
    package func wholeNumber(from first: Int, to last: Int? = nil) -> String {
        let to = last.map { say(" to \($0)", " до \($0)") } ?? ""
        return say("a whole number from \(first)", "целое число от \(first)") + to
    }
    package func instances(upTo most: Int) -> String {
        say(
            "a whole number up to \(most), \"max\", or a negative number to leave CPUs free",
            "целое число до \(most), \"max\" или отрицательное число, чтобы оставить процессоры свободными")
    }
    package var aMode: String { say("\"fork\" or \"cluster\"", "\"fork\" или \"cluster\"") }
    package var aSignalsName: String {
        say(
            "a name like \"SIGTERM\" or a number from 1 to 64",
            "имя, например \"SIGTERM\", или число от 1 до 64")
    }
    package var anIdentity: String { say("a name or a number", "имя или число") }
    package var exitCodes: String {
        say(
            "a whole number from 0 to 255 or an array of them",
            "целое число от 0 до 255 или массив таких чисел")
    }
    package var rotation: String {
        say("an object with max_size, keep and compress", "объект с max_size, keep и compress")
    }
    package var whenFull: String { say("\"drop\" or \"block\"", "\"drop\" или \"block\"") }
    package var anything: String { say("anything", "что угодно") }
    package var rotationSize: String { say("a size of 1K or more", "размер от 1K") }
    package var arrayOfObjects: String { say("an array of objects", "массив объектов") }
    package var objectOrArray: String { say("an object or an array", "объект или массив") }
    package var anApp: String { say("an object that describes an app", "объект с описанием приложения") }
    package var pm2Array: String { say("PM2's array of processes", "массив процессов PM2") }
    package var aThemesName: String { say("a theme's name", "имя темы") }
    package var exitRules: String {
        say(
            "an object with errored, unhealthy_for and stopped_for",
            "объект с errored, unhealthy_for и stopped_for")
    }

    package var anAddress: String {
        say(
            "a port (\"9209\", on loopback) or an IP address and a port (\"0.0.0.0:9209\", \"[::]:9209\")",
            "порт (\"9209\", на loopback) или IP-адрес и порт (\"0.0.0.0:9209\", \"[::]:9209\")")
    }

    // MARK: - "is not …"

    package var aDuration: String { say("a duration", "длительность") }
    package var aSize: String { say("a size", "размер") }
    package var aSignal: String { say("a signal", "сигнал") }
    package var mode: String { say("a mode", "режим") }
    package var numberOfInstances: String { say("a number of instances", "число экземпляров") }
}
