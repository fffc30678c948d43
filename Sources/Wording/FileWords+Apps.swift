// What is said of the apps of a file.
extension FileWords {
    // MARK: - The whole file

    package var noApps: String {
        say(
            "there is no app in the file; expected at least one",
            "в файле нет приложений; ожидается хотя бы одно")
    }
    package func tooManyApps(_ count: Int, most: Int) -> String {
        say(
            "found \(count) apps; expected at most \(most)",
            "приложений \(count); ожидается не больше \(most)")
    }
    package var noAppsKey: String {
        say(
            "found an object without \"apps\" and without \"script\"; expected {\"apps\": […]}",
            "здесь объект без \"apps\" и без \"script\"; ожидается {\"apps\": […]}")
    }
    package var deploy: String {
        say(
            "deploy: is for \"pm2 deploy\"; wamon does not read it",
            "deploy: это для \"pm2 deploy\"; wamon этого не читает")
    }
    package func leftOut(_ sentence: String) -> String {
        say("\(sentence); this process is left out", "\(sentence); этот процесс пропущен")
    }

    // MARK: - Names

    package var scriptMissing: String {
        say(
            "script is missing; expected a file or a command to run",
            "нет script; ожидается файл или команда для запуска")
    }
    package func controlInName(_ name: String) -> String {
        say("name: \(name) holds a control character", "name: в \(name) есть управляющий символ")
    }
    package func ambiguousName(_ name: String) -> String {
        say(
            "name: \(name) means something else on the command line; choose another name",
            "name: \(name) в командной строке значит другое; выберите другое имя")
    }
    package func alsoNamed(_ name: String, _ whereabouts: String) -> String {
        say(
            "name: \(name) is also the name of the app \(whereabouts); a command by name means both",
            "name: \(name) — имя и приложения \(whereabouts); команда по имени относится к обоим")
    }
    package func alreadyNamed(_ name: String, _ whereabouts: String) -> String {
        say(
            "name: \(name) is already the name of the app \(whereabouts); expected a name of its own",
            "name: \(name) — уже имя приложения \(whereabouts); ожидается своё имя")
    }

    // MARK: - Places

    package func noFolder(_ path: String) -> String {
        say("cwd: no folder \(path)", "cwd: нет папки \(path)")
    }
    package func notAFolder(_ path: String) -> String {
        say("cwd: \(path) is a file; expected a folder", "cwd: \(path) — файл; ожидается папка")
    }
    package func needsHome(_ key: String) -> String {
        say(
            "\(key): true needs HOME or WAMON_HOME; give a path",
            "\(key): для true нужен HOME или WAMON_HOME; укажите путь")
    }

    // MARK: - Values

    package func tooLong(_ key: String, _ value: String) -> String {
        say(
            "\(key): \(value) is too long; expected at most 366 days",
            "\(key): \(value) — слишком долго; ожидается не больше 366 дней")
    }
    package func openQuote(_ key: String, _ text: String) -> String {
        say("\(key): a quote in \(text) is never closed", "\(key): в \(text) не закрыта кавычка")
    }
    package func sameKey(_ dropped: String, as kept: String) -> String {
        say(
            "\(dropped) is the same as \(kept), which is given too; \(kept) is used",
            "\(dropped) — то же, что \(kept), который тоже задан; берётся \(kept)")
    }
    package func inMilliseconds(_ key: String, _ value: String) -> String {
        say(
            "\(key): \(value) is in milliseconds; for seconds write \"10s\"",
            "\(key): \(value) — это миллисекунды; для секунд пишите \"10s\"")
    }
    package func inBytes(_ key: String, _ value: String, _ bytes: Int) -> String {
        say(
            "\(key): \(value) is \(bytes) bytes; for megabytes write \"400M\"",
            "\(key): \(value) — это \(language.bytes(bytes)); для мегабайт пишите \"400M\"")
    }
    package func unknownLogType(_ key: String, _ type: String) -> String {
        say(
            "\(key): \(type) is not known, only \"json\" is; lines are written as they are",
            "\(key): \(type) не известен, известен только \"json\"; строки пишутся как есть")
    }

    // MARK: - Instances

    package func portShared(_ count: Int, port: Int) -> String {
        say(
            "port: \(count) instances cannot share the port \(port); give \"increment_var\": \"PORT\" or one instance",
            "port: \(language.instances(count)) не могут слушать один порт \(port);"
                + " задайте \"increment_var\": \"PORT\" или один экземпляр")
    }
    package func variableShared(_ count: Int, port: String) -> String {
        say(
            "instances: all \(count) get PORT \(port) from env and cannot share it; give \"increment_var\": \"PORT\"",
            "instances: все \(count) получат из env PORT \(port), а он один; задайте \"increment_var\": \"PORT\""
        )
    }
    package func wouldBeCluster(_ count: Int) -> String {
        say(
            "instances: PM2 would run these as a cluster on one port; wamon runs \(count) processes of their own",
            "instances: PM2 запустил бы их кластером на одном порту; wamon запускает отдельно:"
                + " \(language.processes(count))")
    }
    package func noCluster(_ key: String) -> String {
        say(
            "\(key): wamon has no cluster mode yet; it is run as fork",
            "\(key): режима cluster у wamon пока нет; запускается как fork")
    }
    package var argsUseless: String {
        say(
            "args have no effect: script is a command line that holds its own",
            "args не действуют: script — командная строка со своими аргументами")
    }

    // MARK: - Dependencies and environments

    package func noSuchApp(_ name: String, near: String?) -> String {
        say("depends_on: there is no app \(name)", "depends_on: нет приложения \(name)") + hint(near)
    }
    package func circle(_ path: String) -> String {
        say(
            "depends_on: \(path) wait for each other in a circle",
            "depends_on: \(path) ждут друг друга по кругу")
    }
    /// - Parameter others: what the file has; empty: none.
    package func unknownEnvironment(_ name: String, others: String) -> String {
        say(
            "no app has \(name), so --env changes nothing",
            "ни у одного приложения нет \(name), --env ничего не меняет")
            + (others.isEmpty ? "" : say("; the file has \(others)", "; в файле есть \(others)"))
    }

    // MARK: - env and env_file

    package func notAVariable(_ key: String?, _ name: String) -> String {
        (key.map { "\($0): " } ?? "")
            + say("\(name) is not the name of a variable", "\(name) — не имя переменной")
    }
    package func unreadableVariables(_ path: String, _ errno: Int32) -> String {
        say("env_file: cannot read \(path)", "env_file: не читается \(path)") + ": " + reason(errno)
    }
    package func variablesTooLarge(_ path: String) -> String {
        say("env_file: \(path) is larger than 1 MiB", "env_file: \(path) больше 1 МиБ")
    }
    package func variablesNotText(_ path: String) -> String {
        say("env_file: \(path) is not a text file in UTF-8", "env_file: \(path) — не текст в UTF-8")
    }
}

extension Language {
    /// `1 byte`, `400 bytes`.
    func bytes(_ count: Int) -> String {
        "\(self.count(count)) "
            + say(count == 1 ? "byte" : "bytes", Language.form(count, "байт", "байта", "байт"))
    }
}
