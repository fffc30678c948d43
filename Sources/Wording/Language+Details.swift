package import Supervision

// The details of one process: tabs, facts, lists.
extension Language {
    /// In the order of the tabs.
    package func tab(_ index: Int) -> String {
        switch index {
        case 0: say("Overview", "Обзор")
        case 1: say("Environment", "Окружение")
        case 2: say("Tree", "Дерево")
        case 3: say("Restarts", "Перезапуски")
        case 4: say("Health", "Здоровье")
        default: say("Config", "Настройки")
        }
    }

    package var cannotBeKilled: String { say("cannot be killed", "не удаётся убить") }
    package var crashLoop: String { say("CRASH LOOP", "ПАДАЕТ В ЦИКЛЕ") }
    package var unhealthyLoud: String { say("UNHEALTHY", "БОЛЕН") }
    package var nothingSelected: String { say("nothing selected", "ничего не выбрано") }

    package func nextTry(in left: String) -> String {
        say("next try in \(left)", "попытка через \(left)")
    }
    package func up(_ uptime: String) -> String { say("up \(uptime)", "уже \(uptime)") }
    package func after(_ span: String) -> String { say("after \(span)", "через \(span)") }
    package func left(_ span: String) -> String { say("\(span) left", "осталось \(span)") }
    package func failure(_ failure: Failure) -> String {
        switch failure {
        case .tooManyUnstableExits(let count):
            say("\(count) unstable exits in a row", "нестабильных запусков подряд: \(count)")
        case .cannotSpawn(let errno, let stage): "\(stage): \(reason(errno))"
        }
    }
}

// MARK: - Facts

extension Language {
    /// Columns of the longest label.
    package var factWidth: Int { self == .english ? 9 : 11 }
    package var factState: String { say("STATE", "СОСТОЯНИЕ") }
    package var factHealth: String { say("HEALTH", "ЗДОРОВЬЕ") }
    package var factExit: String { say("LAST EXIT", "ВЫХОД") }
    package var factRestarts: String { say("RESTARTS", "ПЕРЕЗАПУСКИ") }
    package var factMemory: String { say("MEMORY", "ПАМЯТЬ") }
    package func factMachine(_ kind: MachineUsage.Kind) -> String {
        kind == .container ? say("CONTAINER", "КОНТЕЙНЕР") : say("HOST", "МАШИНА")
    }
    package var factCommand: String { say("COMMAND", "КОМАНДА") }
    package var factFolder: String { say("CWD", "ПАПКА") }
    package var factUser: String { say("USER", "ВЛАДЕЛЕЦ") }
    package var factSignals: String { say("SIGNALS", "СИГНАЛЫ") }
    package var factPort: String { say("PORT", "ПОРТ") }
    package var factLogs: String { say("LOG FILES", "ЖУРНАЛЫ") }

    package func tryNumber(_ number: Int) -> String { say("try \(number)", "попытка \(number)") }
    package func waits(_ span: String) -> String { say(", waits \(span)", ": \(span)") }
    /// How the wait grows.
    package func growing(_ most: String) -> String { say("(×1.5, max \(most))", "(×1,5, до \(most))") }
    package func threads(_ count: Int) -> String {
        "\(count) "
            + say(count == 1 ? "thread" : "threads", Language.form(count, "поток", "потока", "потоков"))
    }
    package var noExitYet: String { say("none yet", "ещё не было") }
    package func total(_ count: Int) -> String { say("\(count) total", "всего \(count)") }
    package func inTenMinutes(_ count: Int) -> String { say("\(count) in 10 min", "\(count) за 10 мин") }
    package func inARow(_ count: Int, of most: Int, isWide: Bool = true) -> String {
        let of = most > 0 ? say(" of \(most)", " из \(most)") : ""
        return "\(count)\(of)" + (isWide ? say(" in a row", " подряд") : "")
    }
    package func allowed(_ count: Int) -> String {
        say("\(count) in a row allowed", "подряд можно \(count)")
    }
    package var noLimit: String { say("no limit", "без предела") }
    package var of: String { say(" of ", " из ") }
    package func oomKills(_ count: Int) -> String {
        say(
            "\(count) killed for memory",
            Language.form(
                count, "\(count) убит по памяти", "\(count) убито по памяти", "\(count) убито по памяти"))
    }
    package var sameUser: String { say("the same as wamon", "тот же, что у wamon") }
    package var shutdownMessage: String { say("message \"shutdown\"", "сообщение \"shutdown\"") }
    package var politeStop: String { say("stop", "стоп") }
    package var rootAlone: String { say("root alone", "только корню") }
    package func linesLost(_ count: Int) -> String {
        say("\(lines(count)) lost", "потеряно: \(lines(count))")
    }
}

// MARK: - Lists

extension Language {
    package var restartHistory: String { say("Restart history", "История перезапусков") }
    package var newestFirst: String { say("newest first", "новые сверху") }
    package var showsLastLines: String {
        say("shows the last 200 lines before that exit", "последние 200 строк перед выходом")
    }
    package var lastLinesShort: String { say("last 200 lines", "последние 200 строк") }
    package func exits(_ count: Int) -> String {
        "\(count) "
            + say(count == 1 ? "exit" : "exits", Language.form(count, "выход", "выхода", "выходов"))
    }
    package func exitColumn(_ index: Int) -> String {
        switch index {
        case 0: "#"
        case 1: say("ENDED", "КОНЕЦ")
        case 2: say("RAN", "РАБОТАЛ")
        case 3: say("EXIT", "ВЫХОД")
        case 4: say("REASON", "ПРИЧИНА")
        case 5: say("NEXT WAIT", "ПАУЗА")
        default: say("LAST WORDS", "ПОСЛ. СЛОВА")
        }
    }
    /// Columns of the longest reason, and of the wait.
    package var reasonWidth: Int { self == .english ? 12 : 14 }
    package var waitWidth: Int { self == .english ? 9 : 8 }

    /// Why a run ended, in a word or two.
    package func reason(_ cause: Cause) -> String {
        switch cause {
        case .crash: say("crash", "падение")
        case .memory: say("memory limit", "предел памяти")
        case .unhealthy: say("unhealthy", "нездоров")
        case .watch: say("file changed", "файл изменился")
        case .cron: say("schedule", "расписание")
        case .manual: say("as asked", "по просьбе")
        case .oomKilled: say("out of memory", "нет памяти")
        }
    }

    /// `code 1`, `SIGKILL`, `cannot exec`: in a column.
    package func shortExit(_ status: ExitStatus) -> String {
        switch status {
        case .exited(let code): say("code \(code)", "код \(code)")
        case .signalled(let signal, let dumped): signal.name + (dumped ? say(" +core", " +дамп") : "")
        case .notSpawned: say("not started", "не запущен")
        }
    }

    package func treeColumn(_ index: Int) -> String {
        switch index {
        case 0: "PID"
        case 1: "CPU%"
        case 2: say("MEM", "ОЗУ")
        case 3: say("SHARE", "ДОЛЯ")
        case 4: say("THR", "ПОТ")
        case 5: say("AGE", "ВОЗРАСТ")
        default: say("COMMAND", "КОМАНДА")
        }
    }
    package var nothingRuns: String { say("nothing runs", "ничего не запущено") }

    package func variables(_ count: Int) -> String {
        "\(count) "
            + say(
                count == 1 ? "variable" : "variables",
                Language.form(count, "переменная", "переменные", "переменных"))
    }
    package var fromTheFile: String { say("by its app file", "из файла приложения") }
    package var showsSecrets: String { say("shows secrets", "показать секреты") }
    package var hidesSecrets: String { say("hides secrets", "скрыть секреты") }
    package var secretsShown: String {
        say("secrets are shown until you leave this tab", "секреты видны, пока открыта вкладка")
    }
    package var secretsHidden: String { say("secrets are hidden", "секреты скрыты") }
    package func found(_ count: Int) -> String { say("\(count) found", "найдено: \(count)") }
    package var nothingMatches: String { say("nothing matches", "ничего не подходит") }

    package var asResolved: String { say("as resolved", "итоговые значения") }
    /// `ecosystem.config.js:14`, `env_production`, `command line`, `default`.
    package func origin(_ origin: SpecOrigin) -> String {
        switch origin {
        case .standard: return say("default", "по умолчанию")
        case .file(let path, let line):
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return line > 0 ? "\(name):\(line)" : name
        case .environment(let name): return "env_\(name)"
        case .commandLine: return say("command line", "командная строка")
        }
    }
    package func rotation(_ size: String, _ keep: Int) -> String {
        say("at \(size), \(keep) kept", "по \(size), хранить \(keep)")
    }
}
