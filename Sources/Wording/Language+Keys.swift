// What keys do: in the help, and in a word or two in the row of hints.
extension Language {
    package var groupMove: String { say("MOVE", "ДВИЖЕНИЕ") }
    package var groupProcess: String { say("PROCESS", "ПРОЦЕСС") }
    package var groupLogs: String { say("LOGS", "ЖУРНАЛ") }
    package var groupTable: String { say("TABLE", "ТАБЛИЦА") }
    package var groupView: String { say("VIEW", "ВИД") }

    package var keyUp: String { say("select, scroll", "выбор, прокрутка") }
    package var keyPage: String { say("page", "страница") }
    package var keyTop: String { say("top / bottom", "начало / конец") }
    package var keyLeft: String { say("tab, scroll sideways", "вкладка, прокрутка вбок") }
    package var keyPanels: String { say("next / previous panel", "следующая / прежняя панель") }
    package var keyPanel: String { say("jump to panel; again hides it", "к панели; ещё раз – убрать") }
    package var keyTab: String { say("tab of the details", "вкладка подробностей") }
    package var keyZoom: String { say("zoom panel", "панель на весь экран") }
    package var keyOpen: String { say("details of the selected", "подробности о выбранном") }
    package var keyBack: String { say("back", "назад") }

    package var keyRestart: String { say("restart", "перезапустить") }
    package var keyStop: String { say("stop or start", "остановить или запустить") }
    package var keySignals: String { say("signal…", "сигнал…") }
    package var keyReset: String { say("reset restart counter", "обнулить счётчик") }
    package var keyRolling: String { say("rolling restart, all or marked", "перезапуск всех по одному") }
    package var keyEverything: String { say("start or stop all…", "запустить или остановить все…") }
    package var keyMark: String { say("mark; actions go to all marks", "отметить; действия – для всех") }

    package var keyLogs: String { say("full-screen logs; again: all", "журнал; ещё раз – всех") }
    package var keyFollow: String { say("follow on / off", "следить / не следить") }
    package var keySearch: String { say("search", "поиск") }
    package var keyMatches: String { say("match above / below", "совпадение выше / ниже") }
    package var keyOnly: String { say("show only matching lines", "только подходящие строки") }
    package var keyErrors: String { say("error above / below", "ошибка выше / ниже") }
    package var keyStream: String { say("stream: out, err", "поток: out, err") }
    package var keyLevel: String { say("least level shown", "наименьший уровень") }
    package var keyWrap: String { say("wrap long lines", "перенос длинных строк") }
    package var keyTimes: String { say("time: absolute, relative, off", "время: часы, давность, нет") }
    package var keyUnfold: String { say("unfold JSON", "развернуть JSON") }
    package var keyMarkLine: String { say("mark line / range", "отметить строку / до строки") }
    package var keyCopy: String { say("copy marks or line", "копировать отмеченное") }
    package var keySave: String { say("save what is shown", "сохранить показанное") }
    package var keyPrevious: String { say("last lines of the previous run", "конец прошлого запуска") }

    package var keyFilter: String { say("filter table", "фильтр таблицы") }
    package var keySort: String { say("sort column, invert", "столбец и порядок") }
    package var keyTree: String { say("tree by namespace", "дерево по группам") }
    package var keyColumns: String { say("choose columns", "выбрать столбцы") }
    package var keyEnvironment: String { say("environment", "окружение") }
    package var keyPause: String { say("pause the table", "остановить таблицу") }

    package var keyGraphs: String { say("graphs; again: of all", "графики; ещё раз – всех") }
    package var keyPalette: String { say("command palette", "команды") }
    package var keyTheme: String { say("theme", "тема") }
    package var keyMouse: String { say("mouse on / off", "мышь вкл / выкл") }
    package var keyFaster: String { say("refresh rate; span of graphs", "частота; отрезок графиков") }
    package var keyHelp: String { say("this help", "эта справка") }
    package var keyRedraw: String { say("redraw", "перерисовать") }
    package var keySuspend: String { say("suspend", "приостановить") }
    package var keyQuit: String { say("quit", "выйти") }
}

// MARK: - Hints

extension Language {
    package var hintUp: String { say("scroll", "листать") }
    package var hintBottom: String { say("end", "конец") }
    package var hintLeft: String { say("tab", "вкладка") }
    package var hintPanels: String { say("focus", "панель") }
    package var hintZoom: String { say("zoom", "крупно") }
    package var hintOpen: String { say("details", "подробно") }
    package var hintBack: String { say("back", "назад") }

    package var hintRestart: String { say("restart", "перезапуск") }
    package var hintStop: String { say("stop/start", "стоп/пуск") }
    package var hintSignals: String { say("signal", "сигнал") }
    package var hintReset: String { say("reset", "обнулить") }
    package var hintRolling: String { say("restart all", "все по одному") }
    package var hintEverything: String { say("all", "все") }
    package var hintMark: String { say("mark", "отметить") }

    package var hintLogs: String { say("logs", "журнал") }
    package var hintLogsOfAll: String { say("of all", "всех") }
    package var hintLogsOfOne: String { say("of one", "одного") }
    package var hintUnmark: String { say("unmark", "снять метки") }
    package var hintFollow: String { say("follow", "следить") }
    package var hintSearch: String { say("search", "поиск") }
    package var hintMatches: String { say("match", "далее") }
    package var hintOnly: String { say("only", "только") }
    package var hintErrors: String { say("error", "ошибка") }
    package var hintStream: String { say("stream", "поток") }
    package var hintLevel: String { say("level", "уровень") }
    package var hintWrap: String { say("wrap", "перенос") }
    package var hintTimes: String { say("time", "время") }
    package var hintUnfold: String { say("json", "json") }
    package var hintMarkLine: String { say("mark", "метка") }
    package var hintCopy: String { say("copy", "копия") }
    package var hintSave: String { say("save", "в файл") }
    package var hintPrevious: String { say("last run", "прошлый") }

    package var hintFilter: String { say("filter", "фильтр") }
    package var hintTree: String { say("tree", "дерево") }
    package var hintColumns: String { say("columns", "столбцы") }
    package var hintEnvironment: String { say("env", "окружение") }
    package var hintPause: String { say("pause", "пауза") }

    package var hintGraphs: String { say("graphs", "графики") }
    package var hintPalette: String { say("cmd", "команды") }
    package var hintTheme: String { say("theme", "тема") }
    package var hintMouse: String { say("mouse", "мышь") }
    package var hintFaster: String { say("span", "отрезок") }
    package var hintHelp: String { say("help", "справка") }
    package var hintQuit: String { say("quit", "выход") }
}
