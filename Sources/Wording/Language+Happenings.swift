package import Supervision

// How runs end and what happened, in sentences an operator would write.
extension Language {
    /// The word of the status column, at most nine columns.
    package func status(_ status: Status) -> String {
        switch status {
        case .launching: say("launching", "запуск")
        case .online: say("online", "работает")
        case .stopping: say("stopping", "останов")
        case .stopped: say("stopped", "стоит")
        case .waiting: say("waiting", "ожидает")
        case .errored: say("errored", "сбой")
        }
    }

    /// `code 1`, `signal 9 (SIGKILL)`, `cannot exec: No such file or directory`.
    package func exit(_ status: ExitStatus) -> String {
        switch status {
        case .exited(let code): say("code \(code)", "код \(code)")
        case .signalled(let signal, let dumped):
            say("signal", "сигнал") + " \(signal.raw) (\(signal.name))"
                + (dumped ? say(", core dumped", ", снят дамп памяти") : "")
        case .notSpawned(let errno, let stage):
            say("cannot \(stage): \(reason(errno))", "не удалось выполнить \(stage): \(reason(errno))")
        }
    }

    /// `exited code 1 after 4.1s → restart in 6.4s (crash 3 of 10 in a row)`.
    /// - Parameter allowed: `max_restarts`, where it is known.
    package func ending(_ exit: ExitRecord, allowed: Int? = nil) -> String {
        var text = ended(exit)
        if case .notSpawned = exit.status {
        } else {
            text += say(" after \(span(exit.ran))", " через \(span(exit.ran))")
        }
        if let cause = cause(exit.cause) { text += ", \(cause)" }
        switch exit.verdict {
        case .stay: break
        case .restart(let delay):
            text +=
                delay > .zero
                ? say(" → restart in \(span(delay))", " → перезапуск через \(span(delay))")
                : say(" → restart at once", " → перезапуск сразу")
            if exit.unstableExits > 0 {
                let of = allowed.map { $0 > 0 ? say(" of \($0)", " из \($0)") : "" } ?? ""
                text += say(
                    " (crash \(exit.unstableExits)\(of) in a row)",
                    " (сбой \(exit.unstableExits)\(of) подряд)")
            }
        case .giveUp(.tooManyUnstableExits(let count)):
            text += say(
                " → errored: \(count) unstable exits in a row",
                " → сбой: нестабильных запусков подряд: \(count)")
        case .giveUp(.cannotSpawn): text += say(" → errored", " → сбой")
        }
        return text
    }

    /// The sentence of a happening.
    package func sentence(_ kind: Happening.Kind, allowed: Int? = nil) -> String {
        switch kind {
        case .launched(let pid): say("launched, pid \(pid)", "запущен, pid \(pid)")
        case .online: say("online", "работает")
        case .ended(let exit): ending(exit, allowed: allowed)
        case .killed: say("did not stop in time: SIGKILL sent", "не остановился вовремя: послан SIGKILL")
        case .stuck:
            say("cannot be killed: still there after SIGKILL", "не удаётся убить: жив и после SIGKILL")
        case .stopped: say("stopped", "остановлен")
        case .memoryOverLimit(let used, let limit):
            say(
                "memory \(Figures.bytes(used)) over its limit of \(Figures.bytes(limit)) → restart",
                "память \(Figures.bytes(used)) больше предела \(Figures.bytes(limit)) → перезапуск")
        case .linesLost(0, let reason):
            say("output is held back: \(reason)", "вывод придержан: \(heard(reason))")
        case .linesLost(let count, let reason):
            say(
                "\(lines(count)) of output lost: \(reason)",
                "потеряно из вывода: \(lines(count)): \(heard(reason))")
        case .linesResumed(let lost):
            say(
                "output is written again, \(lines(lost)) lost",
                "вывод снова пишется, потеряно: \(lines(lost))")
        case .leftoversSwept(let count):
            say(
                count == 1
                    ? "1 process left by the last run ended"
                    : "\(count) processes left by the last run ended",
                "завершено \(processes(count)), оставшихся от прошлого запуска")
        case .note(let text): heard(text)
        case .unhealthy(let failure, let failures): unhealthy(failure, failures)
        case .recovered(let after): recovered(after)
        case .portTaken(let taken): portTaken(taken)
        case .spaceLow(let folder, let free, let total): spaceLow(folder, free, total)
        case .spaceRegained(let folder, let free): spaceRegained(folder, free)
        case .hookFailed(let hook, let reason): hookFailed(hook, reason)
        case .hooksDropped(let count): hooksDropped(count)
        }
    }

    /// `1 line`, `12,480 lines`.
    package func lines(_ count: Int) -> String {
        "\(self.count(count)) "
            + say(count == 1 ? "line" : "lines", Language.form(count, "строка", "строки", "строк"))
    }

    /// `1 process`, `12 processes`.
    package func processes(_ count: Int) -> String {
        "\(self.count(count)) "
            + say(
                count == 1 ? "process" : "processes", Language.form(count, "процесс", "процесса", "процессов")
            )
    }
}

// MARK: - Parts of sentences

extension Language {
    private func ended(_ exit: ExitRecord) -> String {
        switch exit.status {
        case .exited: say("exited \(self.exit(exit.status))", "завершился, \(self.exit(exit.status)),")
        case .signalled: say("ended by \(self.exit(exit.status))", "убит, \(self.exit(exit.status)),")
        case .notSpawned: self.exit(exit.status)
        }
    }

    /// nil for what goes without saying.
    private func cause(_ cause: Cause) -> String? {
        switch cause {
        case .crash: nil
        case .manual: say("as asked", "по просьбе")
        case .memory: say("over its memory limit", "больше своего предела памяти")
        case .unhealthy: say("unhealthy", "нездоров")
        case .watch: say("a watched file changed", "изменился отслеживаемый файл")
        case .cron: say("by its schedule", "по расписанию")
        case .oomKilled: say("killed by the kernel: out of memory", "убит ядром: кончилась память")
        }
    }

    /// The message of errno(3) for what spawning can meet; Linux numbers.
    package func reason(_ errno: Int32) -> String {
        switch errno {
        case 1: say("Operation not permitted", "операция не разрешена")
        case 2: say("No such file or directory", "нет такого файла или папки")
        case 3: say("No such process", "нет такого процесса")
        case 4: say("Interrupted system call", "вызов прерван")
        case 5: say("Input/output error", "ошибка ввода-вывода")
        case 6: say("No such device or address", "нет такого устройства или адреса")
        case 7: say("Argument list too long", "слишком длинный список аргументов")
        case 8: say("Exec format error", "неверный формат программы")
        case 11: say("Resource temporarily unavailable", "ресурс временно недоступен")
        case 12: say("Cannot allocate memory", "не хватает памяти")
        case 13: say("Permission denied", "нет прав")
        case 16: say("Device or resource busy", "устройство или ресурс занят")
        case 17: say("File exists", "файл уже есть")
        case 20: say("Not a directory", "это не папка")
        case 21: say("Is a directory", "это папка")
        case 22: say("Invalid argument", "неверный аргумент")
        case 23: say("Too many open files in system", "в системе открыто слишком много файлов")
        case 24: say("Too many open files", "открыто слишком много файлов")
        case 26: say("Text file busy", "файл программы занят")
        case 27: say("File too large", "файл слишком велик")
        case 28: say("No space left on device", "на диске нет места")
        case 30: say("Read-only file system", "файловая система только для чтения")
        case 32: say("Broken pipe", "канал оборван")
        case 36: say("File name too long", "слишком длинное имя файла")
        case 40: say("Too many levels of symbolic links", "слишком много символических ссылок")
        case 98: say("Address already in use", "адрес уже занят")
        case 104: say("Connection reset by peer", "связь оборвана другой стороной")
        case 110: say("Connection timed out", "время ожидания связи вышло")
        case 111: say("Connection refused", "в связи отказано")
        case 122: say("Disk quota exceeded", "исчерпана квота диска")
        default: say("error \(errno)", "ошибка \(errno)")
        }
    }
}
