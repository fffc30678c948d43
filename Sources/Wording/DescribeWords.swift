package import Supervision

/// The page of `describe`.
package struct DescribeWords: Chapter {
    let language: Language

    // MARK: - Titles

    package func processTitle(_ id: Int, _ name: String) -> String {
        say("Process \(id), \(name)", "Процесс \(id), \(name)")
    }
    package var launchTitle: String { say("Launch", "Запуск") }
    package var policyTitle: String { say("Restarts and stops", "Перезапуски и останов") }
    package var logsTitle: String { say("Logs", "Журналы") }
    package var environmentTitle: String { say("Environment", "Окружение") }
    package var exitsTitle: String { say("Exits, the newest first", "Завершения, новые сверху") }
    package func lastLinesTitle(_ ending: String) -> String {
        say("Last lines of the run that \(ending)", "Последние строки запуска (\(ending))")
    }

    // MARK: - State

    package var status: String { say("status", "состояние") }
    package var instance: String { say("instance", "экземпляр") }
    package var up: String { say("up", "работает") }
    package func since(_ uptime: String, _ date: String) -> String {
        say("\(uptime), since \(date)", "\(uptime), с \(date)")
    }
    package var restarts: String { say("restarts", "перезапуски") }
    package func restarts(_ count: Int, recently recent: Int) -> String {
        recent > 0
            ? say("\(count), \(recent) in the last 10 minutes", "\(count), за последние 10 минут: \(recent)")
            : "\(count)"
    }
    package var unstableExits: String { say("unstable exits", "нестабильных") }
    package func unstable(_ count: Int, of most: Int) -> String {
        say("\(count) in a row, errored at \(most)", "\(count) подряд, сбой при \(most)")
    }
    package var outputLost: String { say("output lost", "потеряно вывода") }
    package func lostLines(_ count: Int) -> String { say("\(count) lines", language.lines(count)) }
    package var created: String { say("created", "создан") }
    package func nextTry(_ countdown: String, of delay: String?) -> String {
        let of = delay.map { say(" of \($0)", " из \($0)") } ?? ""
        return say("next try in \(countdown)\(of)", "попытка через \(countdown)\(of)")
    }
    package var crashLoop: String { say("crash loop", "падает по кругу") }
    package var cpu: String { say("cpu", "процессор") }
    package func ofACore(_ percent: String) -> String { say("\(percent) % of a core", "\(percent) % ядра") }
    package var memory: String { say("memory", "память") }
    package func of(_ amount: String, _ whole: String) -> String {
        say("\(amount) of \(whole)", "\(amount) из \(whole)")
    }
    package var tree: String { say("tree", "дерево") }
    package func threads(_ count: Int) -> String {
        "\(language.count(count)) "
            + say(count == 1 ? "thread" : "threads", Language.form(count, "поток", "потока", "потоков"))
    }
    package func descriptors(_ count: Int) -> String {
        "\(language.count(count)) "
            + say(
                "descriptors", Language.form(count, "дескриптор", "дескриптора", "дескрипторов"))
    }

    // MARK: - Launch

    package var script: String { say("script", "скрипт") }
    package var arguments: String { say("arguments", "аргументы") }
    package var interpreter: String { say("interpreter", "интерпретатор") }
    package var folder: String { say("folder", "папка") }
    package var mode: String { say("mode", "режим") }
    package var user: String { say("user", "пользователь") }
    package var group: String { say("group", "группа прав") }
    package var port: String { say("port", "порт") }
    package var dependsOn: String { say("depends on", "зависит от") }
    package var ready: String { say("ready", "готов") }
    package func readyWhen(_ timeout: String) -> String {
        say("when it says so, or after \(timeout)", "когда сам сообщит, или через \(timeout)")
    }

    // MARK: - Policy

    package func yes(_ flag: Bool) -> String { flag ? say("yes", "да") : say("no", "нет") }
    package var backoff: String { say("backoff", "нарастание") }
    package func backoff(from first: String) -> String {
        say("from \(first), half as much again each time", "с \(first), каждый раз в полтора раза больше")
    }
    package func wholeTree(_ limit: String) -> String {
        say("\(limit), of the whole tree", "\(limit), на всё дерево")
    }
    package var stoppedBy: String { say("stopped by", "останов") }
    /// - Parameter signal: nil: by a message.
    package func stoppedBy(_ signal: Signal?, wholeTree: Bool, killAfter: String) -> String {
        let polite = signal?.name ?? say("the message \"shutdown\"", "сообщение \"shutdown\"")
        let whom = wholeTree ? "" : say(" to the root alone", " только корню")
        return "\(polite)\(whom), " + say("SIGKILL after \(killAfter)", "SIGKILL через \(killAfter)")
    }

    // MARK: - Health

    package var healthTitle: String { say("Health", "Здоровье") }
    package var checksTitle: String { say("Checks, the newest first", "Проверки, новые сверху") }
    package var probe: String { say("probe", "проверка") }
    package var asked: String { say("asked", "частота") }
    package func asked(every interval: String, atMost timeout: String) -> String {
        say("every \(interval), answered within \(timeout)", "каждые \(interval), ответ за \(timeout)")
    }
    package var firstChecks: String { say("at the start", "в начале") }
    package func grace(_ period: String) -> String {
        say("failures do not count for \(period)", "неудачи не считаются \(period)")
    }
    package var unhealthyAt: String { say("unhealthy", "нездоров") }
    package func failures(_ count: Int, reaction: HealthSpec.Reaction) -> String {
        let after = say("after \(count) failures in a row", "после \(count) неудач подряд")
        switch reaction {
        case .restart: return after + say(", then restarted", ", и перезапускается")
        case .none: return after + say(", and left alone", ", и не перезапускается")
        }
    }
    package var newestCheck: String { say("last check", "последняя") }
    package var said: String { say("it said", "ответ") }

    // MARK: - Logs and environment

    package var files: String { say("files", "файлы") }
    package var logsDisabled: String { say("none: disable_logs", "нет: disable_logs") }
    package var noFile: String { say("none", "нет") }
    package var outStream: String { say("out", "вывод") }
    package var errorStream: String { say("error", "ошибки") }
    package var bothStreams: String { say("both", "оба") }
    package func rotated(at size: String, kept: Int) -> String {
        say("at \(size), \(kept) kept", "при \(size), хранится \(kept)")
    }
    package var pidFile: String { say("pid file", "файл pid") }
    package var variables: String { say("variables", "переменные") }
    package func variables(_ count: Int, id: Int) -> String {
        say("\(count); wamon env \(id) prints them", "\(count); их печатает wamon env \(id)")
    }
    package var ofItsOwn: String { say("of its own", "свои") }
}
