// Arguments and options, and the words that stand for their values.
extension HelpWords {
    // MARK: - Values

    package var aName: String { say("name", "имя") }
    package var aFile: String { say("file", "файл") }
    package var aFolder: String { say("folder", "папка") }
    package var aProcess: String { say("process", "процесс") }
    package var aSignal: String { say("signal", "сигнал") }
    package var aNumber: String { say("number", "число") }
    package var aWhat: String { say("what", "что") }
    package var aProgram: String { say("program", "программа") }
    package var someArguments: String { say("args", "аргументы") }
    package var aUser: String { say("user", "пользователь") }
    package var aGroup: String { say("group", "группа") }
    package var aTime: String { say("time", "время") }
    package var someMilliseconds: String { say("ms", "мс") }
    package var someSeconds: String { say("seconds", "секунды") }
    package var someCodes: String { say("codes", "коды") }
    package var someNames: String { say("names", "имена") }
    package var somePaths: String { say("paths", "пути") }
    package var aSize: String { say("size", "размер") }
    package var aFormat: String { say("format", "формат") }
    package var aType: String { say("type", "вид") }
    package var aPattern: String { say("pattern", "шаблон") }
    package var aText: String { say("text", "текст") }
    package var aLanguage: String { say("language", "язык") }
    package var aShell: String { say("shell", "оболочка") }
    package var aCount: String { say("lines", "строки") }

    // MARK: - Common

    package var optionLanguage: String {
        say("en or ru; by default as the locale says.", "en или ru; по умолчанию по локали.")
    }
    package var optionTimeout: String {
        say(
            "Give up waiting for the answer after so long; the work goes on.",
            "Столько ждать ответа; сама работа продолжается.")
    }
    package var optionSilent: String {
        say(
            "Say nothing but what was asked for, and errors.", "Молчать обо всём, кроме спрошенного и ошибок."
        )
    }
    package var optionNoColor: String {
        say("No colours; NO_COLOR does the same.", "Без цветов; то же делает NO_COLOR.")
    }
    package var optionFile: String {
        say(
            "The ecosystem file; by default the one in this folder.",
            "Файл экосистемы; по умолчанию тот, что в этой папке.")
    }
    package var optionEnv: String { say("Lay env_NAME over env.", "Наложить env_ИМЯ на env.") }
    package var optionFileEnv: String {
        say("Of an ecosystem file: lay env_NAME over env.", "Для файла экосистемы: наложить env_ИМЯ на env.")
    }
    package var optionOnly: String {
        say(
            "Of an ecosystem file: only these apps, with commas between.",
            "Из файла экосистемы: только эти приложения, через запятую.")
    }
    package var optionSelector: String {
        say(
            "all, an id, a name, name:ID, a namespace, /regex/ or /regex/i of names, an ecosystem file, or - for words on standard input.",
            "all, id, имя, имя:ID, группа, /выражение/ или /выражение/i для имён, файл экосистемы или - для слов из стандартного ввода."
        )
    }
    package var optionHealthSelector: String {
        say(
            "As for stop; by default all that are not stopped.",
            "Как для stop; по умолчанию все не остановленные.")
    }
    package var optionHealthJSON: String {
        say("One JSON object, for programs.", "Объект JSON, для программ.")
    }
    package var optionSelectorOrAll: String {
        say("As for stop; by default all.", "Как для stop; по умолчанию все.")
    }

    // MARK: - The monitor

    /// - Parameter builtin: the names of the themes that are there.
    package func optionTheme(_ builtin: String) -> String {
        say(
            "A theme: \(builtin), or one of your own: a name or a path.",
            "Тема: \(builtin) или своя: имя или путь.")
    }
    package var optionThemeFolder: String {
        say("A folder to look for themes in first.", "Папка, в которой искать темы прежде всего.")
    }
    package var optionASCII: String { say("Draw with ASCII only.", "Рисовать только знаками ASCII.") }
    package var optionDrawNoColor: String {
        say("Draw without colours; NO_COLOR does the same.", "Рисовать без цветов; то же делает NO_COLOR.")
    }
    package var optionReadOnly: String {
        say("Only look: no key changes a process.", "Только смотреть: ни одна клавиша не меняет процессы.")
    }

    // MARK: - run

    package var optionNoPrefix: String { say("Without the names in front.", "Без имён в начале строк.") }
    package var optionRunRaw: String {
        say(
            "As it is written, byte for byte: no names, no news of wamon's own.",
            "Как написано, байт в байт: без имён и без вестей самого wamon.")
    }
    package var optionJSON: String { say("One JSON object a line.", "По объекту JSON на строку.") }
    package var optionNoAutoExit: String {
        say("Go on when nothing is left to run.", "Не завершаться, когда держать больше нечего.")
    }
    package var optionPrintNoColor: String {
        say("Print without colours; NO_COLOR does the same.", "Печатать без цветов; то же делает NO_COLOR.")
    }

    // MARK: - The verbs' own

    package var optionCheckSilent: String { say("Print nothing but errors.", "Печатать только ошибки.") }
    package var optionShell: String { say("bash, zsh or fish.", "bash, zsh или fish.") }
    package var optionLines: String {
        say(
            "How many of the last lines of each process come first.",
            "Сколько последних строк каждого процесса показать сначала.")
    }
    package var optionOut: String { say("Standard output alone.", "Только стандартный вывод.") }
    package var optionErr: String { say("Standard error alone.", "Только поток ошибок.") }
    package var optionNoStream: String {
        say("The last lines, and no more.", "Последние строки, и больше ничего.")
    }
    package var optionRaw: String { say("Without the names.", "Без имён.") }
    package var optionTimestamp: String {
        say(
            "The time before each line, in the letters of moment.js.",
            "Время перед каждой строкой, буквами moment.js.")
    }
    package var optionHighlight: String {
        say("Make a text stand out, on a terminal.", "Выделить текст на терминале.")
    }
    package var optionUpdateEnv: String {
        say(
            "Hand this shell's environment on to what is launched.",
            "Передать окружение этой оболочки тому, что запускается.")
    }
    package var optionUpdateKnownEnv: String {
        say(
            "Hand this shell's environment on to what is known already.",
            "Передать окружение этой оболочки тому, что уже известно.")
    }
    package var optionDump: String {
        say(
            "Another file than that; dump.pm2 is one of PM2's.", "Другой файл; dump.pm2 — файл самого PM2.")
    }
    package var optionAppName: String { say("The app's name.", "Имя приложения.") }
    package var optionAmount: String {
        say("How many; +n for more, -n for fewer.", "Сколько; +n больше, -n меньше.")
    }
    package var optionSignal: String { say("SIGTERM, TERM, term or 15.", "SIGTERM, TERM, term или 15.") }
    package var optionWhat: String {
        say("A process as for stop, a file, or a script.", "Процесс, как для stop, файл или скрипт.")
    }
    package var optionForce: String {
        say(
            "Start a script that is known already, by its options of now.",
            "Запустить уже известный скрипт с нынешними параметрами.")
    }
    package var optionEcosystemFile: String { say("An ecosystem file.", "Файл экосистемы.") }
    package var optionInstall: String {
        say("Write the unit instead of printing it.", "Записать службу, а не печатать её.")
    }
    package var optionUnitUser: String {
        say("Whose processes they are; by default yours.", "Чьи это процессы; по умолчанию ваши.")
    }
    package var optionUnitHome: String {
        say(
            "WAMON_HOME; by default .wamon in the user's home folder, or yours.",
            "WAMON_HOME; по умолчанию .wamon в домашней папке пользователя или ваш.")
    }
}
