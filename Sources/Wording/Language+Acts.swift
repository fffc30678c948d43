package import Supervision

// What is asked before something is done that hurts, and what is said when it is done.
extension Language {
    package var cancel: String { say("Cancel", "Отмена") }

    // MARK: Titles

    package func askRestart(_ who: String) -> String { say("Restart \(who)?", "Перезапустить: \(who)?") }
    package func askStop(_ who: String) -> String { say("Stop \(who)?", "Остановить: \(who)?") }
    package func askStopOrStart(_ who: String) -> String {
        say("Stop or start \(who)?", "Остановить или запустить: \(who)?")
    }
    package func askKill(_ who: String) -> String { say("Kill \(who) now?", "Убить сейчас: \(who)?") }
    package func askRolling(_ who: String) -> String {
        say("Restart \(who), one after the other?", "Перезапустить по одному: \(who)?")
    }
    package func askDelete(_ who: String) -> String { say("Delete \(who)?", "Удалить: \(who)?") }
    package func askScale(_ name: String, _ from: Int, _ to: Int) -> String {
        say("Scale \(name) from \(from) to \(to)?", "Число экземпляров \(name): \(from) → \(to)?")
    }
    package func askFlush(_ who: String) -> String {
        say("Empty the logs of \(who)?", "Очистить журналы: \(who)?")
    }
    package var askEverything: String { say("Start or stop all?", "Запустить или остановить все?") }
    package var askLeave: String { say("Leave wamon?", "Выйти из wamon?") }
    package var askEverythingShort: String { say("Start or stop all?", "Пуск или стоп всех?") }
    package func askAny(_ who: String) -> String { say("Stop or start \(who)?", "Пуск или стоп: \(who)?") }
    package func askScaleShort(_ from: Int, _ to: Int) -> String {
        say("Scale \(from) to \(to)?", "Число: \(from) → \(to)?")
    }
    package var askKillAll: String { say("Kill what is left?", "Убить оставшихся?") }

    // MARK: Who

    package func all(_ count: Int) -> String {
        say("all \(self.count(count))", "все (\(self.count(count)))")
    }
    package func named(_ count: Int, _ name: String) -> String {
        say("\(processes(count)) of \(name)", "\(processes(count)), \(name)")
    }
    /// `api, web, mail and 4 more`.
    package func names(_ names: [String], more: Int) -> String {
        let listed = names.joined(separator: ", ")
        return more > 0 ? listed + say(" and \(count(more)) more", " и ещё \(count(more))") : listed
    }

    // MARK: Bodies

    package func itIs(_ status: Status) -> String {
        switch self {
        case .english: "It is \(self.status(status))"
        case .russian: "Сейчас: \(self.status(status))"
        }
    }
    package func upFor(_ time: String) -> String { say(", up \(time)", ", в работе \(time)") }
    package func nextTryIn(_ time: String) -> String {
        say(", next try in \(time)", ", следующая попытка через \(time)")
    }
    package func withChildren(_ count: Int) -> String {
        say(
            ", with \(count) \(count == 1 ? "child" : "children")",
            ", с ним \(processes(count))")
    }
    package func upOf(_ up: Int, _ all: Int) -> String {
        say(
            "\(count(up)) of \(count(all)) \(all == 1 ? "process is" : "processes are") up.",
            "Работает \(count(up)) из \(count(all)).")
    }
    package var restartMeans: String {
        say(
            "It is stopped politely, then started anew. The counter goes up by one.",
            "Мягкая остановка и новый запуск. Счётчик вырастет на один.")
    }
    package var restartsMean: String {
        say(
            "Each is stopped politely and started anew, all at once.",
            "Каждый мягко останавливается и запускается снова, все сразу.")
    }
    package var stopMeans: String {
        say(
            "It and everything it started end, and stay ended.",
            "Завершится он и всё, что он запустил. Сам не поднимется.")
    }
    package var stopsMean: String {
        say(
            "They and everything they started end, and stay ended.",
            "Завершатся они и всё, что они запустили. Сами не поднимутся.")
    }
    package var killMeans: String {
        say(
            "It was asked to stop. SIGKILL ends it without a clean-up.",
            "Его уже просили остановиться. SIGKILL убьёт его без уборки.")
    }
    package var rollingMeans: String {
        say(
            "Each must be online before the next one is stopped.",
            "Следующий останавливается, когда прежний снова работает.")
    }
    package var deleteMeans: String {
        say(
            "What runs is stopped. wamon forgets it, with its counters and its history.",
            "Работающее остановится. wamon забудет его, счётчики и историю.")
    }
    package func scaleMeans(_ fewer: Int) -> String {
        say(
            "The last \(count(fewer)) of them \(fewer == 1 ? "is" : "are") stopped and forgotten.",
            "Будет остановлено и забыто: \(count(fewer)), с конца.")
    }
    package var flushMeans: String {
        say(
            "The log files are emptied, and what is remembered of them.",
            "Файлы журналов опустеют, и память о них тоже.")
    }
    package var leaveMeansBackground: String {
        say(
            "They can go on in the background: wamon shows them again.",
            "Они могут работать в фоне: wamon покажет их снова.")
    }
    package var leaveMeansStop: String {
        say(
            "They run in this wamon: leaving stops them all, gracefully.",
            "Они живут в этом wamon: выход мягко остановит все.")
    }
    package func beingStopped(_ left: Int) -> String {
        say(
            "All are being stopped; \(count(left)) \(left == 1 ? "is" : "are") still up.",
            "Все останавливаются; ещё работает: \(count(left)).")
    }
    package var killAllMeans: String {
        say("SIGKILL ends them without a clean-up.", "SIGKILL убьёт их без уборки.")
    }

    // MARK: Buttons

    package var restartNow: String { say("Restart now", "Перезапустить") }
    package var restartAndReset: String { say("Restart + reset count", "И обнулить счётчик") }
    package var stop: String { say("Stop", "Остановить") }
    package var killNow: String { say("Kill now", "Убить сейчас") }
    package func stop(_ count: Int) -> String { say("Stop \(count) running", "Остановить \(count)") }
    package func start(_ count: Int) -> String { say("Start \(count) stopped", "Запустить \(count)") }
    package func stopErrored(_ count: Int) -> String {
        say("Stop \(count) errored", "Сбойные (\(count)) – стоп")
    }
    package var stopAll: String { say("Stop all", "Остановить все") }
    package var oneByOne: String { say("Restart one after the other", "Перезапустить по одному") }
    package var allOneByOne: String { say("Restart all, one after the other", "Перезапустить все по одному") }
    package var delete: String { say("Delete", "Удалить") }
    package var scale: String { say("Scale", "Изменить") }
    package var flush: String { say("Empty", "Очистить") }
    package var keepRunning: String { say("Keep running in background", "Оставить в фоне") }

    // MARK: Buttons where there is little room: 14 columns

    package var resetAsWell: String { say("+ reset count", "+ счётчик в 0") }
    package var oneByOneShort: String { say("One by one", "По одному") }
    package var allOneByOneShort: String { say("All one by one", "Все по одному") }
    package func stopShort(_ count: Int) -> String { say("Stop \(count)", "Остановить \(count)") }
    package func startShort(_ count: Int) -> String { say("Start \(count)", "Запустить \(count)") }
    package var stopErroredShort: String { say("Stop errored", "Стоп сбойным") }
    package var keepRunningShort: String { say("To background", "Уйти в фон") }

    // MARK: Signals

    package var signalShort: String { say("Signal", "Сигнал") }

    package func signalTo(_ who: String) -> String { say("Signal to \(who)", "Сигнал: \(who)") }
    package var signalFoot: String {
        say("↵ sends it to the root process", "↵ – послать корневому процессу")
    }
    /// What programs usually do with it.
    package func meaning(_ signal: Signal) -> String {
        switch signal {
        case .term: say("end, politely", "завершиться, вежливо")
        case .int: say("end, as by Ctrl-C", "завершиться, как по Ctrl-C")
        case .hup: say("reload, or end", "перечитать настройки")
        case .quit: say("end with a core dump", "завершиться с дампом")
        case .usr1, .usr2: say("the program's own", "своё у программы")
        case .stop: say("freeze", "замереть")
        case .cont: say("go on", "продолжить")
        case .kill: say("end at once, no clean-up", "умереть сразу")
        default: ""
        }
    }

    // MARK: Why not

    package var beingStoppedAll: String { say("everything is being stopped", "всё останавливается") }
    package var readOnly: String { say("read-only", "только просмотр") }
    package func triedAgain(_ trouble: String) -> String {
        say("\(trouble); it is tried again", "\(trouble); пробуем снова")
    }
    package var logsOfAll: String {
        say("these are the logs of all: l shows those of one", "это журнал всех: l – журнал одного")
    }
}

// MARK: - Done

extension Language {
    /// What a request that was obeyed has come to.
    package func done(_ request: Request, _ who: String) -> String {
        switch request {
        case .start, .launch: say("\(who): started", "\(who): запуск")
        case .stop: say("\(who): stopped", "\(who): остановка")
        case .restart: say("\(who): restarted", "\(who): перезапуск")
        case .reload: say("\(who): restarted, one after the other", "\(who): перезапуск по одному завершён")
        case .delete: say("\(who): deleted", "\(who): удаление")
        case .reset: say("\(who): restart counter is 0", "\(who): счётчик обнулён")
        case .signal(let signal, _): say("\(who): \(signal.name) sent", "\(who): послан \(signal.name)")
        case .updateEnvironment:
            say(
                "\(who): takes the new environment with its next start",
                "\(who): новое окружение – со следующего запуска")
        case .scale: say("\(who): scaled", "\(who): число экземпляров изменено")
        case .flush: say("\(who): logs emptied", "\(who): журналы очищены")
        case .reopenLogs: say("log files opened anew", "файлы журналов открыты заново")
        case .save: say("\(who): saved", "\(who): сохранено")
        case .shutdown: say("stopping all", "все останавливаются")
        }
    }
}
