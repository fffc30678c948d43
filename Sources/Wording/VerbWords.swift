package import Supervision

/// What the verbs answer: done, under way, refused.
package struct VerbWords: Chapter {
    let language: Language

    // MARK: - The languages

    package func unknownLanguage(_ name: String) -> String {
        say(
            "there is no language called \(name); wamon speaks en (English) and ru (Russian)",
            "языка \(name) здесь нет; wamon говорит на en (английский) и ru (русский)")
    }

    // MARK: - Done

    package var doneStopped: String { say("stopped", "остановлен") }
    package var doneStarted: String { say("started", "запущен") }
    package var doneRestarted: String { say("restarted", "перезапущен") }
    package var doneReloaded: String { say("reloaded", "перезапущен") }
    package var doneDeleted: String { say("deleted", "удалён") }
    package var doneReset: String { say("reset", "обнулён") }
    package var doneFlushed: String { say("flushed", "журналы очищены:") }
    package var doneScaled: String { say("scaled", "изменено число:") }
    package func doneSignalled(_ signal: Signal) -> String {
        say("sent \(signal.name) to", "послан \(signal.name):")
    }
    package func ended(pid: PID) -> String {
        say("ended wamon, process \(pid)", "wamon завершён, процесс \(pid)")
    }
    package var logsReopened: String { say("the log files are open anew", "файлы журналов открыты заново") }
    package func saved(_ count: Int, to path: String) -> String {
        say(
            "saved \(count == 1 ? "1 process" : "\(count) processes") to \(path)",
            "сохранено: \(language.processes(count)) в \(path)")
    }

    // MARK: - As PM2 says it

    package var pm2Stopped: String { "[PM2] " + say("PM2 Daemon Stopped", "демон PM2 остановлен") }
    package var pm2Flushed: String { "[PM2] " + say("Logs flushed", "журналы очищены") }
    package var pm2Reopened: String { "[PM2] " + say("All logs reloaded", "журналы открыты заново") }
    package func pm2Saved(_ path: String) -> String {
        "[PM2] " + say("Successfully saved in \(path)", "сохранено в \(path)")
    }
    package func pm2Unknown(_ word: String) -> String {
        say("Process or Namespace \(word) not found", "процесс или группа \(word) не найдены")
    }
    package func pm2Absent(_ word: String) -> String { say("\(word) doesn't exist", "\(word) не существует") }
    package var pm2Empty: String { say("No process found", "процессов нет") }
    package func pm2NoScript(_ path: String) -> String {
        say("Script not found: \(path)", "скрипт не найден: \(path)")
    }

    // MARK: - Under way

    package var startingNow: String { say("starting", "запуск") }
    package var stoppingNow: String { say("stopping", "останов") }
    package var restartingNow: String { say("restarting", "перезапуск") }
    package var reloadingNow: String { say("reloading", "перезапуск по одному") }
    package var deletingNow: String { say("deleting", "удаление") }
    package var endingNow: String { say("ending wamon, stopping", "завершение wamon, останов") }
    package var waitingNow: String { say("waiting for", "ожидание") }
    package func place(_ number: Int, of count: Int) -> String {
        say("\(number) of \(count)", "\(number) из \(count)")
    }

    package var cannotBeKilled: String { say("cannot be killed", "не удаётся убить") }
    /// - Parameter seconds: `4.2`.
    package func killIn(_ seconds: String) -> String {
        say("SIGKILL in \(seconds) s", "SIGKILL через \(seconds) с")
    }
    package var killSent: String { say("SIGKILL sent", "послан SIGKILL") }
    package func nextTry(_ countdown: String) -> String {
        say("next try in \(countdown)", "попытка через \(countdown)")
    }
    package var itsTurnComes: String { say("online, its turn comes", "работает, ждёт очереди") }
    /// A state while something is waited for: "waiting", not PM2's "waiting restart".
    package func standing(_ status: Status) -> String {
        say(status == .waiting ? "waiting" : status.rawValue, language.status(status))
    }
    /// PM2's word.
    package func fullStatus(_ status: Status) -> String {
        say(status.rawValue, status == .waiting ? "ожидает перезапуска" : language.status(status))
    }

    /// `4 s`, `0.5 s`.
    package func seconds(_ figure: String) -> String { say("\(figure) s", "\(figure) с") }
    package func notDone(after waited: String) -> String {
        say("not done after \(waited)", "не закончено за \(waited)")
    }
    package var leftToTheCore: String {
        say("left; what was asked goes on in the core", "вы вышли; начатое продолжается в ядре wamon")
    }

    // MARK: - Refused

    package func unknownProcess(_ word: String) -> String {
        say(
            "no process is called \(word); wamon status lists them",
            "процесса \(word) нет; список покажет wamon status")
    }
    package var noProcesses: String {
        say(
            "there are no processes; wamon start FILE starts some",
            "процессов нет; их запускает wamon start ФАЙЛ")
    }
    package var noCore: String { say("no wamon is running", "wamon не запущен") }
    package func noCore(in home: String) -> String {
        say(
            "no wamon is running in \(home); wamon start FILE puts one in the background",
            "в \(home) wamon не запущен; wamon start ФАЙЛ запустит его в фоне")
    }
    package var coreJustGone: String { say("the core has just gone", "ядро wamon только что завершилось") }
    package var coreSilent: String { say("the core does not answer", "ядро wamon не отвечает") }
    package var coreStays: String {
        say(
            "everything is stopped, but the core has not ended",
            "всё остановлено, но ядро wamon не завершилось")
    }
    package func notANumberOfInstances(_ word: String) -> String {
        say(
            "\(word) is not a number of instances; expected 4, +2 or -1",
            "\(word) не число экземпляров; ожидается 4, +2 или -1")
    }
    package var inputNamesNoProcess: String {
        say("standard input names no process", "в стандартном вводе не назван ни один процесс")
    }
    package var inputNamesNothing: String {
        say("standard input names nothing to start", "в стандартном вводе нечего запускать")
    }
    package func noneOfFile(_ word: String) -> String {
        say("none of the apps of \(word) is here", "ни одного приложения из \(word) здесь нет")
    }
    package func notARegularExpression(_ word: String) -> String {
        say("\(word) is not a regular expression", "\(word) не регулярное выражение")
    }
    package func noApp(_ name: String, in file: String?) -> String {
        say(
            "\(file ?? "the ecosystem file") has no app called \(name)",
            "в \(file ?? "файле экосистемы") нет приложения \(name)")
    }
    package func onlyForScripts(_ options: String) -> String {
        say(
            "\(options): only for a script; the ecosystem file says it for its apps",
            "\(options): только для скрипта; для приложений это задаёт файл экосистемы")
    }
    /// - Parameter served: nil: nowhere.
    package func servesElsewhere(_ served: String?, wanted: String) -> String {
        let anew = say(
            "to have that on \(wanted), start it anew: wamon kill, then start",
            "чтобы было на \(wanted), запустите его заново: wamon kill, затем start")
        guard let served else {
            return say(
                "this core serves no health and metrics; \(anew)",
                "это ядро не отдаёт здоровье и метрики; \(anew)")
        }
        return say(
            "this core serves its health and metrics on \(served); \(anew)",
            "это ядро отдаёт здоровье и метрики на \(served); \(anew)")
    }
    package var nothingSaved: String {
        say("nothing was saved: the list is empty", "ничего не было сохранено: список пуст")
    }
    package func neverSaved(_ path: String) -> String {
        say(
            "nothing has been saved: there is no \(path); wamon save writes it",
            "ничего не сохранено: нет \(path); его пишет wamon save")
    }

    // MARK: - Logs

    package func linesMissed(_ count: Int) -> String {
        say(
            "\(count == 1 ? "1 line was" : "\(count) lines were") not shown: gone from the core's memory before"
                + " they were read",
            "не показано: \(language.lines(count)): вытеснены из памяти ядра раньше, чем были прочитаны")
    }
}
