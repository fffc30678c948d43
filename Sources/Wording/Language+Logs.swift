package import Supervision

// The logs, and pages of text.
extension Language {
    package var titleLogs: String { say("Logs", "Журнал") }
    package var allLogs: String { say("all", "все") }
    package var noOutput: String { say("no output yet", "вывода ещё нет") }
    package var nothingShown: String { say("nothing of it is shown:", "ничего не показано:") }
    package var following: String { say("FOLLOW", "СЛЕЖУ") }
    package var paused: String { say("PAUSED", "ПАУЗА") }
    package var resumes: String { say("resumes", "следить") }

    package func newLines(_ count: Int) -> String {
        say(
            "\(self.count(count)) new",
            "\(self.count(count)) " + Language.form(count, "новая", "новые", "новых"))
    }
    package func errors(_ count: Int) -> String {
        say(
            "\(self.count(count)) err",
            "\(self.count(count)) " + Language.form(count, "ошибка", "ошибки", "ошибок"))
    }
    package func warnings(_ count: Int) -> String {
        say("\(self.count(count)) warn", "\(self.count(count)) предупр.")
    }
    package func missed(_ count: Int) -> String {
        say("\(self.count(count)) missed", "\(self.count(count)) пропущено")
    }
    package func marked(_ count: Int) -> String {
        say("\(self.count(count)) marked", "\(self.count(count)) отмечено")
    }
    package func held(_ bytes: String, of limit: String) -> String {
        say("\(bytes) of \(limit)", "\(bytes) из \(limit)")
    }

    // MARK: What is shown, and how

    package var allStreams: String { say("out+err+evt", "out+err+соб") }
    package var anyLevel: String { say("level all", "уровень все") }
    package func leastLevel(_ word: String) -> String { say("level ≥ \(word)", "уровень ≥ \(word)") }
    package var wrapOn: String { say("wrap on", "перенос вкл") }
    package var wrapOff: String { say("wrap off", "перенос выкл") }
    package var jsonOn: String { say("json unfolded", "json развёрнут") }
    package var timeAbsolute: String { say("time abs", "время: часы") }
    package var timeRelative: String { say("time ago", "время: давность") }
    package var timeOff: String { say("time off", "без времени") }
    package func match(_ number: Int, of all: Int) -> String {
        say("match \(count(number)) of \(count(all))", "совпадение \(count(number)) из \(count(all))")
    }
    /// Of what is held of the files.
    package var here: String { say("here", "здесь") }
    package func matches(_ all: Int) -> String {
        all == 0
            ? say("no match", "нет совпадений")
            : say(
                all == 1 ? "1 match" : "\(count(all)) matches",
                "\(count(all)) " + Language.form(all, "совпадение", "совпадения", "совпадений"))
    }
    /// How long ago, in at most six columns: `-3.2s`, `-42s`, `-4m`, `-2h`, `-3d`.
    package func ago(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.milliseconds)
        let seconds = milliseconds / 1000
        if milliseconds < 10_000 {
            return "-\(seconds).\(milliseconds % 1000 / 100)" + say("s", "с")
        }
        if seconds < 60 { return "-\(seconds)" + say("s", "с") }
        if seconds < 3600 { return "-\(seconds / 60)" + say("m", "м") }
        if seconds < 86_400 { return "-\(seconds / 3600)" + say("h", "ч") }
        return "-\(seconds / 86_400)" + say("d", "д")
    }

    // MARK: The line being typed

    package var searchPrompt: String { say("search: ", "поиск: ") }
    package var onlyPrompt: String { say("only: ", "только: ") }
    package var smartCase: String { say("regex · smart case", "regex · без заглавных – любой регистр") }
    package var keepsIt: String { say("keeps", "оставить") }
    package var cancels: String { say("cancels", "отменить") }
    /// - Parameter sentence: of PCRE2, in English.
    /// What is wrong with a regular expression.
    /// - Parameters:
    ///   - number: PCRE2's error number (pcre2.h).
    ///   - offset: characters before the place.
    package func badPattern(_ number: Int, at offset: Int) -> String {
        switch number {
        case 101: say("\\ at the end", "\\ в самом конце")
        case 103: say("unknown letter after \\", "неизвестная буква после \\")
        case 104: say("{} the wrong way round", "в {} большее впереди")
        case 105: say("too big a number in {}", "в {} слишком большое число")
        case 106: say("no closing ]", "нет закрывающей ]")
        case 107: say("unknown \\ within [ ]", "неизвестное \\ внутри [ ]")
        case 108: say("range the wrong way round", "диапазон задом наперёд")
        case 109: say("nothing to repeat", "нечего повторять")
        case 111: say("unknown after (?", "непонятное после (?")
        case 114: say("no closing )", "нет закрывающей )")
        case 115: say("no such group", "нет такой группы")
        case 122: say("no opening (", "лишняя )")
        case 125: say("lookbehind of no fixed length", "длина взгляда назад не определена")
        case 130: say("unknown [:class:]", "неизвестный [:класс:]")
        default: say("bad pattern near column \(offset + 1)", "ошибка в выражении у знака \(offset + 1)")
        }
    }

    // MARK: Answers

    package var searchedFromBelow: String {
        say("no more above: searched on from the end", "выше больше нет: поиск с конца")
    }
    package var searchedFromAbove: String {
        say("no more below: searched on from the top", "ниже больше нет: поиск с начала")
    }
    package func notFound(_ text: String) -> String {
        say("nothing matches \(text)", "ничего не найдено: \(text)")
    }
    package var noSearchYet: String { say("nothing is searched for: / begins", "сначала / – что искать") }
    package var noErrorAbove: String { say("no error above", "выше ошибок нет") }
    package var noErrorBelow: String { say("no error below", "ниже ошибок нет") }
    package var nothingToCopy: String { say("nothing to copy", "нечего копировать") }
    package var nothingToSave: String { say("nothing to save", "нечего сохранять") }
    package func copied(_ count: Int) -> String {
        say(
            "copied \(lines(count))",
            "\(Language.form(count, "скопирована", "скопированы", "скопировано")) \(lines(count))")
    }
    package var notCopied: String {
        say("the terminal does not take it", "терминал не принимает буфер обмена")
    }
    package func saved(_ path: String) -> String { say("saved to \(path)", "сохранено: \(path)") }
    package func notSaved(_ trouble: String) -> String {
        say("not saved: \(trouble)", "не сохранено: \(trouble)")
    }
    package var markFirst: String { say("no line is marked yet: m does", "ещё ничего не отмечено: m") }

    // MARK: Earlier runs

    /// `run that exited code 1 after 4.1s · 14:03:19`.
    package func lastRun(_ exit: ExitRecord, zone: Int) -> String {
        let ran = span(exit.ran)
        let how =
            switch exit.status {
            case .exited:
                say(
                    "run that exited \(self.exit(exit.status)) after \(ran)",
                    "запуск завершился через \(ran): \(self.exit(exit.status))")
            case .signalled:
                say(
                    "run ended by \(self.exit(exit.status)) after \(ran)",
                    "запуск убит через \(ran): \(self.exit(exit.status))")
            case .notSpawned:
                say(
                    "run that did not begin: \(self.exit(exit.status))",
                    "запуск не начался: \(self.exit(exit.status))")
            }
        return "\(how) · \(Figures.clock(exit.at.wall, zone: zone))"
    }
    package func nothingWritten(_ name: String) -> String {
        say("\(name): that run wrote nothing", "\(name): тот запуск ничего не вывел")
    }
    package func noEarlierRun(_ name: String) -> String {
        say("\(name): no run of it has ended yet", "\(name): ещё ни один запуск не завершался")
    }
    package var noProcessHere: String {
        say("no process is chosen here", "здесь не выбран процесс")
    }

    // MARK: The files

    package var fromFiles: String { say("from the files", "из файлов") }
    package var beginningOfFiles: String { say("beginning of the files", "начало файлов") }
    package func unreadable(_ path: String, _ reason: String) -> String {
        say("cannot read \(path): \(reason)", "\(path) не прочесть: \(reason)")
    }
    package func searching(_ done: String, of total: String, hits: Int) -> String {
        say(
            "searching \(done) of \(total) · \(hits == 1 ? "1 hit" : "\(count(hits)) hits")",
            "ищу: \(done) из \(total) · найдено \(count(hits))")
    }
    package var searchingFiles: String { say("searching the files", "ищу в файлах") }
    package var stops: String { say("stops", "прервать") }
    package var searchStopped: String { say("search stopped", "поиск прерван") }
    package func filesSearched(_ hits: Int) -> String {
        say(
            "the files have \(hits == 0 ? "no match" : hits == 1 ? "1 match" : "\(count(hits)) matches")",
            "в файлах совпадений: \(count(hits))")
    }
}
