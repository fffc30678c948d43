/// The help of every verb: what it is for, and what else there is to know.
package struct HelpWords: Chapter {
    let language: Language

    // MARK: - The root

    package var wamon: String {
        say("Keeps processes up and shows them live.", "Держит процессы запущенными и показывает их вживую.")
    }
    package var wamonMore: String {
        say(
            """
            By itself: the monitor of the core that runs here; where none does, it starts the apps of the \
            ecosystem file in this folder and shows them. wamon FILE names another file.

            Exit codes: 0 done, 1 failed, 2 bad usage or file, 3 no core to talk to.
            """,
            """
            Без слов: монитор ядра, которое здесь работает; если его нет, запускает приложения файла экосистемы \
            из этой папки и показывает их. wamon ФАЙЛ задаёт другой файл.

            Коды выхода: 0 сделано, 1 не удалось, 2 неверный вызов или файл, 3 ядро не запущено.
            """)
    }
    package var groupState: String { say("What runs", "Что работает") }
    package var groupActs: String { say("Starting and stopping", "Запуск и останов") }
    package var groupOutput: String { say("Output", "Вывод") }
    package var groupCore: String { say("The core", "Ядро") }
    package var groupFiles: String { say("Files", "Файлы") }

    package var monit: String {
        say(
            "Watch the core that runs here, or start the apps of an ecosystem file and watch them.",
            "Смотреть на работающее здесь ядро или запустить приложения файла экосистемы и смотреть на них.")
    }
    package var monitMore: String {
        say(
            """
            Keys: ? shows them all; r restarts, s stops or starts, q leaves.
            Exit codes: 0 done, 1 failed, 2 bad usage, a bad file or theme, 3 no terminal.
            """,
            """
            Клавиши: ? покажет все; r перезапускает, s останавливает или запускает, q выходит.
            Коды выхода: 0 сделано, 1 не удалось, 2 неверный вызов, файл или тема, 3 нет терминала.
            """)
    }
    package var run: String {
        say(
            "Run the apps of an ecosystem file in the foreground, without a screen.",
            "Запустить приложения файла экосистемы на переднем плане, без экрана.")
    }
    package var runMore: String {
        say(
            """
            What they print goes to standard output and standard error, with their names in front.
            Exit codes: 0 stopped as asked, or all ended by themselves; 1 failed; 2 bad usage or file; \
            70 an app is errored, or nothing is left to run.
            """,
            """
            Их вывод идёт в стандартный вывод и в поток ошибок, с именем в начале строки.
            Коды выхода: 0 остановлено по просьбе или всё закончилось само; 1 не удалось; 2 неверный вызов или \
            файл; 70 у приложения сбой или больше нечего держать.
            """)
    }

    // MARK: - What runs

    package var status: String { say("Show a table of all processes.", "Показать таблицу всех процессов.") }
    package var statusMore: String {
        say(
            """
            On a terminal the table is boxed, coloured and cut to the width; elsewhere it is plain text with \
            every column. For programs there is jlist.
            """,
            """
            На терминале таблица в рамке, цветная и по ширине экрана; иначе это простой текст со всеми \
            столбцами. Для программ есть jlist.
            """)
    }
    package var health: String {
        say("Say whether everything can serve.", "Сказать, всё ли готово к работе.")
    }
    package var healthMore: String {
        say(
            """
            A line for each process: what its probe said last. What has no probe passes while it is online; what \
            is stopped counts only when it is named. For a container's HEALTHCHECK.

            Exit codes: 0 everything that counts is online and its probe passes, 1 anything else, also without \
            a core.
            """,
            """
            По строке на процесс: что ответила его последняя проверка. Без проверки достаточно, что он работает; \
            остановленный учитывается, только если назван. Годится для HEALTHCHECK контейнера.

            Коды выхода: 0 всё, что учитывается, работает и проходит проверку; 1 что угодно другое, в том числе \
            без ядра.
            """)
    }
    package var describe: String {
        say(
            "Show everything known about a process, its exits included.",
            "Показать всё, что известно о процессе, вместе с его завершениями.")
    }
    package var describeMore: String {
        say(
            """
            State, command, restart policy, log files, names of its variables, the last exits, and the last \
            lines of the last run that failed.
            """,
            """
            Состояние, команда, правила перезапуска, файлы журналов, имена переменных, последние завершения и \
            последние строки последнего неудачного запуска.
            """)
    }
    package var jlist: String {
        say("Print everything about all processes as JSON.", "Напечатать всё обо всех процессах в JSON.")
    }
    package var jlistMore: String {
        say(
            "The shape is that of pm2 jlist: pid, name, pm_id, monit, pm2_env.",
            "В том же виде, что pm2 jlist: pid, name, pm_id, monit, pm2_env.")
    }
    package var prettylist: String {
        say("Print what jlist prints, to be read by people.", "Напечатать то же, что jlist, но для людей.")
    }
    package var prettylistMore: String {
        say(
            "The shape is that of Node's util.inspect: key: 'value'.",
            "В том же виде, что util.inspect в Node: key: 'value'.")
    }
    package var env: String {
        say(
            "Print the environment a process was launched with.",
            "Напечатать окружение, с которым запущен процесс.")
    }
    package var envMore: String {
        say(
            "One variable a line: its name, a colon, its value.",
            "По переменной на строку: имя, двоеточие, значение.")
    }
    package var pid: String {
        say("Print the pids of processes, one a line.", "Напечатать pid процессов, по одному на строку.")
    }
    package var pidMore: String { say("What does not run has 0.", "У того, что не работает, это 0.") }
    package var id: String { say("Print the ids of processes.", "Напечатать id процессов.") }
    package var idMore: String { say("As a list: [ 0, 1 ]", "Списком: [ 0, 1 ]") }

    // MARK: - Starting and stopping

    package var start: String {
        say(
            "Start processes that are known, the apps of an ecosystem file, or a script.",
            "Запустить известные процессы, приложения файла экосистемы или скрипт.")
    }
    package var startUsage: String {
        say(
            "wamon start [<options>] [<what> ...] [-- <args> ...]",
            "wamon start [<параметры>] [<что> ...] [-- <аргументы> ...]")
    }
    package var startMore: String {
        say(
            """
            A word is a process that is known, else an ecosystem file, else a script; without one it is the \
            ecosystem file of this folder. What is online is restarted, with the environment it was first started \
            with unless --update-env is given. Where no core runs, one is put in the background. Returns when \
            everything is online.

            Everything after -- are the script's arguments: wamon start app.js --name web -- --port 80
            """,
            """
            Слово — это известный процесс, иначе файл экосистемы, иначе скрипт; без слов — файл экосистемы этой \
            папки. Что уже работает, перезапускается с тем окружением, с каким было запущено впервые, если не дан \
            --update-env. Если ядра нет, оно запускается в фоне. Возвращается, когда всё работает.

            Всё после -- — аргументы скрипта: wamon start app.js --name web -- --port 80
            """)
    }
    package var startOrReload: String {
        say(
            "Start the apps of an ecosystem file; those that are up one after the other.",
            "Запустить приложения файла экосистемы; работающие — по одному.")
    }
    package var stop: String {
        say("Stop processes; they stay in the list.", "Остановить процессы; они остаются в списке.")
    }
    package var stopMore: String {
        say(
            """
            Returns when their whole trees are gone: after the stop signal, and SIGKILL after kill_timeout. \
            A second stop kills at once.
            """,
            """
            Возвращается, когда завершены их деревья целиком: после сигнала останова, а через kill_timeout — \
            SIGKILL. Второй stop убивает сразу.
            """)
    }
    package var restart: String { say("Restart processes.", "Перезапустить процессы.") }
    package var restartMore: String {
        say(
            """
            Stops them and starts them again, all at once. An ecosystem file is read anew: its apps go on as it \
            says now, and new ones are started. Returns when they are online.
            """,
            """
            Останавливает и запускает снова, все разом. Файл экосистемы читается заново: его приложения работают \
            дальше так, как он говорит теперь, новые запускаются. Возвращается, когда все работают.
            """)
    }
    package var reload: String {
        say("Restart processes one after the other.", "Перезапустить процессы по одному.")
    }
    package var reloadMore: String {
        say(
            """
            Each is online before the next is stopped. An ecosystem file is read anew: its apps go on as it says \
            now, and new ones are started.
            """,
            """
            Каждый уже работает, прежде чем остановлен следующий. Файл экосистемы читается заново: его приложения \
            работают дальше так, как он говорит теперь, новые запускаются.
            """)
    }
    package var delete: String { say("Stop processes and forget them.", "Остановить процессы и забыть их.") }
    package var deleteMore: String {
        say(
            "Returns when they are gone. Their log files stay.",
            "Возвращается, когда их больше нет. Файлы журналов остаются.")
    }
    package var scale: String {
        say("Set how many instances of an app run.", "Задать, сколько экземпляров приложения работает.")
    }
    package var scaleMore: String { "wamon scale worker 4, wamon scale worker +2, wamon scale worker -1" }
    package var reset: String {
        say("Set the restart counters of processes to 0.", "Обнулить счётчики перезапусков.")
    }
    package var signal: String {
        say("Send a signal to the root of processes.", "Послать сигнал корню процессов.")
    }
    package var signalMore: String {
        say(
            "wamon signal KILL api-server shows what a crash does.",
            "wamon signal KILL api-server покажет, что бывает при падении.")
    }

    // MARK: - Output

    package var logs: String {
        say(
            "Print the last lines of processes, and follow them.",
            "Напечатать последние строки процессов и следить за новыми.")
    }
    package var logsMore: String {
        say(
            """
            On a terminal names have colours, and control characters do no harm; into a pipe or file bytes go as
            they are. Ctrl-C ends it.
            """,
            """
            На терминале имена цветные, а управляющие символы безвредны; в канал или файл байты идут как есть.
            Ctrl-C заканчивает.
            """)
    }
    package var flush: String {
        say("Empty the log files of processes.", "Очистить файлы журналов процессов.")
    }
    package var reloadLogs: String {
        say(
            "Open the log files anew, after something else has moved them.",
            "Открыть файлы журналов заново, после того как их переместил кто-то другой.")
    }
}
