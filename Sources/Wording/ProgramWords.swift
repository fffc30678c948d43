package import Supervision

/// What the program itself says: its home, its terminal, its doors.
package struct ProgramWords: Chapter {
    let language: Language

    // MARK: - The home

    package func folderNotMade(_ path: String, _ errno: Int32) -> String {
        say("the folder \(path) cannot be made", "папку \(path) не удаётся создать") + ": "
            + language.reason(errno)
    }
    package func alreadyRuns(pid: Int32?) -> String {
        let holder = pid.map { "\($0)" } ?? say("unknown", "неизвестный")
        return say(
            "wamon already runs here, as process \(holder)", "wamon здесь уже запущен, процесс \(holder)")
    }
    package func notLocked(_ file: String, _ errno: Int32) -> String {
        say("\(file) cannot be locked", "\(file) не удаётся заблокировать") + ": " + language.reason(errno)
    }
    package func othersHome(_ home: String, owner: String?) -> String {
        say(
            "what runs in \(home) belongs to \(owner ?? "somebody else"), and may not be seen",
            "то, что работает в \(home), принадлежит \(owner ?? "кому-то другому"), смотреть нельзя")
    }

    // MARK: - The terminal

    package var otherForeground: String {
        say(
            "this terminal is another program's now; start it in the foreground",
            "терминал сейчас занят другой программой; запустите wamon на переднем плане")
    }
    package var notATerminal: String {
        say(
            "standard input and output are not a terminal; use `wamon status` or `wamon logs` instead",
            "стандартный ввод и вывод — не терминал; есть `wamon status` и `wamon logs`")
    }
    /// - Parameter name: of TERM.
    package func unknownTerminal(_ name: String?) -> String {
        let wanted = name.map { " (TERM=\($0))" } ?? ""
        return say(
            "this system has no description of the terminal\(wanted) or any usual one; install the package"
                + " ncurses-base, or let TERMINFO name a folder of terminfo entries",
            "в системе нет описания терминала\(wanted) и ни одного обычного; установите пакет ncurses-base"
                + " или укажите в TERMINFO папку с описаниями terminfo")
    }

    // MARK: - The core

    package func coreIsHere(_ file: String) -> String {
        say(
            "a core runs here already; to hand \(file) to it: wamon start \(file)",
            "ядро wamon здесь уже работает; передать ему \(file): wamon start \(file)")
    }
    package func coreNotStarted(_ errno: Int32) -> String {
        say("no core can be started", "ядро wamon не запускается") + ": " + language.reason(errno)
    }
    package var coreTooSlow: String {
        say("the core does not come up within 20 s", "ядро wamon не поднялось за 20 с")
    }
    package var coreEndedEarly: String {
        say("the core ended before it was up", "ядро wamon завершилось, не успев подняться")
    }

    package func supervisorEnded(by signal: Signal, killed: Int) -> String {
        say("the supervisor was ended by \(signal.name).", "супервизор завершён сигналом \(signal.name).")
            + (killed == 0
                ? ""
                : say(
                    " \(killed) of its processes were killed.",
                    " Убито его процессов: \(killed)."))
    }

    // MARK: - Files

    package func noFile(in folder: String) -> String {
        say(
            "there is no ecosystem.json or .config.js in \(folder); write one (wamon init), or name one:"
                + " wamon FILE",
            "в \(folder) нет ecosystem.json или .config.js; создайте его (wamon init) или укажите файл:"
                + " wamon ФАЙЛ")
    }
    package func fileIsThere(_ path: String) -> String {
        say("there is \(path) already; it is left as it is", "\(path) уже есть; он оставлен как был")
    }
    package func fileWritten(_ path: String) -> String {
        say(
            "\(path) is written; look at it, then start it: wamon",
            "\(path) записан; посмотрите его и запустите: wamon")
    }
    package func notWritten(_ path: String, _ errno: Int32) -> String {
        say("\(path) cannot be written", "\(path) не удаётся записать") + ": " + language.reason(errno)
    }
    package func themeUnreadable(_ path: String) -> String {
        say("the theme file \(path) cannot be read", "файл темы \(path) не читается")
    }
    package func noTheme(_ name: String, builtin: String, folders: String) -> String {
        say(
            "there is no theme called \(name); built in are \(builtin), others are looked for as \(name).theme"
                + " in \(folders)",
            "темы \(name) нет; встроены \(builtin), другие ищутся как \(name).theme в \(folders)")
    }

    /// In the file that remembers how the screen was arranged.
    package func layoutHead(_ config: String?) -> String {
        say(
            "Written by wamon: what was arranged by keys. Yours is \(config ?? "the config file").",
            "Пишет wamon: что расставлено клавишами. Ваш файл — \(config ?? "файл настроек").")
    }

    // MARK: - The unit

    package func unitNeedsRoot(_ sentence: String) -> String {
        say(
            "\(sentence); as root: sudo wamon startup --install",
            "\(sentence); от root: sudo wamon startup --install")
    }
    package func unitWritten(_ file: String, _ name: String) -> String {
        let next = "systemctl daemon-reload && systemctl enable --now \(name)"
        return say("wrote \(file); next: \(next)", "записан \(file); дальше: \(next)")
    }
    package func unitNotRemoved(_ file: String, _ errno: Int32) -> String {
        say("\(file) cannot be removed", "\(file) не удаётся удалить") + ": " + language.reason(errno)
    }
    package func unitRemoved(_ file: String) -> String {
        say(
            "removed \(file); next: systemctl daemon-reload",
            "удалён \(file); дальше: systemctl daemon-reload")
    }
    package func onlySystemd(_ platform: String) -> String {
        say(
            "\(platform) is not known here; units are written for systemd only",
            "\(platform) здесь не известен; службы пишутся только для systemd")
    }
    package func noUser(_ name: String) -> String {
        say("there is no user called \(name)", "пользователя \(name) нет")
    }

    // MARK: - Options

    package var timeoutExpects: String {
        say("--timeout expects seconds, more than 0", "--timeout ожидает секунды, больше 0")
    }
    package var linesExpects: String {
        say("--lines expects 0 to 1000000", "--lines ожидает от 0 до 1000000")
    }
    package var eitherStream: String {
        say(
            "--out and --err are each the only one; without both, both come",
            "--out и --err исключают друг друга; без них идут оба")
    }
    package var scaleExpects: String {
        say("scale expects a name and one number", "scale ожидает имя и одно число")
    }
    package func notASignal(_ text: String) -> String {
        say(
            "\(text) is not a signal; expected a name such as TERM, or a number",
            "\(text) не сигнал; ожидается имя, например TERM, или число")
    }
}
