// The command palette. A verb is one word; what is said behind it comes after a blank.
extension Language {
    package var paletteTitle: String { say("Commands", "Команды") }
    package var paletteFoot: String {
        say("↵ does it · Tab completes · Esc closes", "↵ сделать · Tab дописать · Esc закрыть")
    }
    package var paletteNothing: String { say("nothing is called so", "ничего такого нет") }

    package var commandSortNext: String { say("sort by the next column", "порядок по следующему столбцу") }
    package var commandSortPrevious: String {
        say("sort by the previous column", "порядок по прежнему столбцу")
    }
    package var commandInvertSort: String { say("invert the order", "обратный порядок") }
    package var commandNextMatch: String { say("next match", "следующее совпадение") }
    package var commandPreviousMatch: String { say("previous match", "прежнее совпадение") }
    package var commandNextError: String { say("next error", "следующая ошибка") }
    package var commandPreviousError: String { say("previous error", "прежняя ошибка") }
    package var commandMarkLine: String { say("mark the line", "отметить строку") }
    package var commandMarkRange: String { say("mark up to this line", "отметить до этой строки") }
    package var commandFaster: String {
        say("refresh faster, shorter span", "обновлять чаще, отрезок короче")
    }
    package var commandSlower: String {
        say("refresh slower, longer span", "обновлять реже, отрезок длиннее")
    }

    package var verbRestart: String { say("restart", "перезапустить") }
    package var verbStop: String { say("stop", "остановить") }
    package var verbStart: String { say("start", "запустить") }
    package var verbReload: String { say("reload", "обновить") }
    package var verbReset: String { say("reset", "обнулить") }
    package var verbSignal: String { say("signal", "сигнал") }
    package var verbScale: String { say("scale", "число") }
    package var verbLogs: String { say("logs", "журнал") }
    package var verbFlush: String { say("flush", "очистить") }
    package var verbDelete: String { say("delete", "удалить") }
    package var verbSort: String { say("sort", "порядок") }
    package var verbSave: String { say("save", "сохранить") }

    package var aboutRestart: String { say("NAME", "ИМЯ") }
    package var aboutStop: String { say("NAME", "ИМЯ") }
    package var aboutStart: String { say("NAME", "ИМЯ") }
    package var aboutReload: String {
        say("NAME: restart one after the other", "ИМЯ: перезапустить по одному")
    }
    package var aboutReset: String { say("NAME: restart counter to 0", "ИМЯ: счётчик перезапусков в 0") }
    package var aboutSignal: String { say("SIGNAL NAME", "СИГНАЛ ИМЯ") }
    package var aboutScale: String { say("NAME N: so many instances", "ИМЯ N: столько экземпляров") }
    package var aboutLogs: String { say("NAME", "ИМЯ") }
    package var aboutFlush: String { say("NAME: empty its log files", "ИМЯ: опустошить файлы журнала") }
    package var aboutDelete: String { say("NAME: stop and forget it", "ИМЯ: остановить и забыть") }
    package var aboutSort: String { say("COLUMN", "СТОЛБЕЦ") }
    package var aboutSave: String {
        say("the list of processes, for resurrect", "список процессов, для resurrect")
    }

    package var verbTheme: String { say("theme", "тема") }
    package var verbLanguage: String { say("language", "язык") }
    package var verbDump: String { say("dump", "снимок") }
    package var aboutTheme: String { say("NAME", "НАЗВАНИЕ") }
    package var aboutLanguage: String { say("en, ru: until you leave", "en, ru: до выхода") }
    package var aboutDump: String { say("the screen into a file", "экран – в файл") }
    package var aboutReloadSettings: String { say("theme and settings anew", "тема и настройки заново") }
    package var everyone: String { say("all", "все") }
    package func instances(_ count: Int) -> String {
        "\(self.count(count)) "
            + say(
                count == 1 ? "instance" : "instances",
                Language.form(count, "экземпляр", "экземпляра", "экземпляров"))
    }
    package var gone: String { say("it is not there any more", "его больше нет") }
    package func allUp(_ who: String) -> String { say("\(who): up already", "\(who): уже работает") }
}
