// The table of processes: its headings, its rule, its filter.
extension Language {
    package var tableTitle: String { say("Processes", "Процессы") }
    package var columnID: String { "ID" }
    package var columnName: String { say("NAME", "ИМЯ") }
    package var columnNamespace: String { say("NAMESPACE", "ГРУППА") }
    package var columnStatus: String { say("STATUS", "СОСТОЯНИЕ") }
    package var columnHealth: String { say("HEALTH", "ЗДОРОВЬЕ") }
    package var columnPID: String { "PID" }
    package var columnCPU: String { "CPU%" }
    package var columnCPULine: String { say("CPU 60s", "CPU 60с") }
    package var columnMemory: String { say("MEM", "ОЗУ") }
    package var columnMemoryLine: String { say("MEM 60s", "ОЗУ 60с") }
    package var columnLimit: String { say("OF LIMIT", "ОТ ПРЕДЕЛА") }
    package var columnRestarts: String { say("RESTART", "ПЕРЕЗАП") }
    package var columnUptime: String { say("UPTIME", "В РАБОТЕ") }
    package var columnPort: String { say("PORT", "ПОРТ") }
    package var columnChildren: String { say("KIDS", "ДЕТИ") }
    package var columnThreads: String { say("THREADS", "ПОТОКИ") }
    package var columnDescriptors: String { "FD" }
    package var columnLastExit: String { say("LAST EXIT", "ВЫХОД") }
    package var columnCommand: String { say("COMMAND", "КОМАНДА") }

    /// What the heading is short for, in the choice of columns.
    package var aboutID: String { say("number of the process", "номер процесса") }
    package var aboutName: String { say("name; always there", "имя; есть всегда") }
    package var aboutNamespace: String { say("namespace", "группа (namespace)") }
    package var aboutStatus: String { say("state", "состояние") }
    package var aboutHealth: String { say("what its probe said last", "последняя проверка здоровья") }
    package var aboutPID: String { say("process id of the root", "pid корня дерева") }
    package var aboutCPU: String {
        say("CPU of the whole tree, of one core", "CPU всего дерева, от одного ядра")
    }
    package var aboutCPULine: String { say("CPU of the last minute", "CPU за минуту") }
    package var aboutMemory: String { say("memory of the whole tree", "память всего дерева") }
    package var aboutMemoryLine: String { say("memory of the last minute", "память за минуту") }
    package var aboutLimit: String { say("share of its memory limit", "доля своего предела памяти") }
    package var aboutRestarts: String { say("restarts, ▲n in 10 min", "перезапуски, ▲n за 10 мин") }
    package var aboutUptime: String { say("time since the start", "время с запуска") }
    package var aboutPort: String { say("port it was given", "назначенный порт") }
    package var aboutChildren: String { say("processes it has started", "запущенные им процессы") }
    package var aboutThreads: String { say("threads of the whole tree", "потоки всего дерева") }
    package var aboutDescriptors: String { say("open files of the root", "открытые файлы корня") }
    package var aboutLastExit: String { say("how and when it ended last", "как и когда завершился") }
    package var aboutCommand: String { say("what is run", "что запущено") }

    // MARK: The rule, and an empty table

    package var sortedBy: String { say("sort ", "порядок ") }
    package var noFilter: String { say("no filter", "без фильтра") }
    package var filterBy: String { say("filter ", "фильтр ") }
    package func of(_ part: Int, _ all: Int) -> String { say("\(part) of \(all)", "\(part) из \(all)") }
    package func markedRows(_ count: Int) -> String {
        say("\(count) marked", Language.form(count, "отмечен", "отмечено", "отмечено") + " \(count)")
    }
    package var waitingForCore: String { say("waiting for the core", "ждём ядро wamon") }
    package var noProcesses: String { say("no processes", "процессов нет") }
    package func noneMatches(_ all: Int, _ filter: String) -> String {
        say(
            "none of \(all) matches \"\(filter)\" · Esc shows all",
            "из \(all) ни один не подходит под «\(filter)» · Esc – показать все")
    }

    // MARK: Cells

    package var stuck: String { say("stuck", "завис") }
    package func due(in time: String) -> String { say("in ", "ещё ") + time }
    package var soon: String { say("soon", "скоро") }
    /// How it ended, at most ten columns: `code 137`, `SIGKILL`, `no start`.
    package var notStarted: String { say("no start", "не начат") }
    package func code(_ code: Int32) -> String { say("code \(code)", "код \(code)") }

    // MARK: The line being typed

    package var filterPrompt: String { say("filter: ", "фильтр: ") }
    package var showsAll: String { say(" shows all", " показать все") }
    package func noNumber(_ token: String) -> String {
        say("\(token): no number", "\(token): это не число")
    }
    package func noState(_ state: String) -> String {
        say("no state begins with \(state)", "нет состояния на «\(state)»")
    }
    package func noHealth(_ health: String) -> String {
        say(
            "no health begins with \(health); healthy, unhealthy, starting, slow, failing, none",
            "нет здоровья на «\(health)»; здоров, болен, ждём, медленно, сбоит, нет")
    }
    package var healthSlow: String { say("slow", "медленно") }
    package var healthFailing: String { say("failing", "сбоит") }
    package var healthNone: String { say("none", "нет") }
    /// Behind their number in the header.
    /// After the number.
    package func countUnhealthy(_ count: Int) -> String {
        say("unhealthy", Language.form(count, "болен", "больны", "больны"))
    }
    /// - Parameter why: PCRE2's own words, which are English.
    package var filterExamples: String {
        say(
            "state:errored  cpu>50  mem>200M  uptime<10m  !word",
            "state:сбой  cpu>50  mem>200M  uptime<10m  !слово")
    }

    // MARK: The choice of columns

    package var columnsTitle: String { say("Columns", "Столбцы") }
    package var columnsFoot: String {
        say("Space shows or hides · ↵ done · Esc as it was", "Пробел – да/нет · ↵ готово · Esc – как было")
    }
    package var nobodyHasOne: String { say("nobody has one", "ни у кого нет") }
    package var noRoom: String { say("no room", "не помещается") }
}
