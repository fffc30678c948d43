// What `start` can be told of a script.
extension HelpWords {
    package var scriptName: String { say("What it is called.", "Как он называется.") }
    package var scriptNamespace: String { say("The group it belongs to.", "Группа, к которой он относится.") }
    package var scriptInstances: String {
        say("How many of it; max: one a processor.", "Сколько экземпляров; max: по одному на процессор.")
    }
    package var scriptFolder: String { say("The folder it runs in.", "Папка, в которой он работает.") }
    package var scriptInterpreter: String {
        say("What runs it; none: it runs itself.", "Что его выполняет; none: он сам.")
    }
    package var scriptInterpreterArgs: String {
        say("Arguments of the interpreter.", "Аргументы интерпретатора.")
    }
    package var scriptPort: String { say("Its port, in PORT.", "Его порт, в PORT.") }
    package var scriptUser: String { say("Run it as this user.", "Запускать от этого пользователя.") }
    package var scriptGroup: String { say("Run it with this group.", "Запускать с этой группой.") }
    package var scriptNoAutorestart: String {
        say("Leave it down when it ends.", "Не запускать снова, когда он завершится.")
    }
    package var scriptMinUptime: String {
        say("An exit sooner is unstable.", "Завершение раньше — нестабильное.")
    }
    package var scriptMaxRestarts: String {
        say("So many unstable exits in a row: errored.", "Столько нестабильных подряд: сбой.")
    }
    package var scriptRestartDelay: String {
        say("Wait before each restart.", "Ждать перед каждым перезапуском.")
    }
    package var scriptBackoff: String {
        say(
            "The first wait, half as long again each time.", "Первая пауза, каждый раз в полтора раза дольше."
        )
    }
    package var scriptStopExitCodes: String {
        say(
            "Codes after which it stays down, with commas between.",
            "Коды, после которых он не запускается снова, через запятую.")
    }
    package var scriptMemory: String {
        say("Restart it over so much memory.", "Перезапускать, если память больше.")
    }
    package var scriptKillTimeout: String {
        say("From the stop signal to SIGKILL.", "От сигнала останова до SIGKILL.")
    }
    package var scriptKillSignal: String { say("The stop signal.", "Сигнал останова.") }
    package var scriptNoTreekill: String {
        say("Stop the root alone, not the tree.", "Останавливать только корень, не дерево.")
    }
    package var scriptMessage: String {
        say("Stop it by the message \"shutdown\".", "Останавливать сообщением \"shutdown\".")
    }
    package var scriptWaitReady: String {
        say("It is online when it says so.", "Он работает, когда сам об этом сообщит.")
    }
    package var scriptListenTimeout: String { say("How long that may take.", "Сколько это может длиться.") }
    package var scriptOutput: String {
        say("The file of its standard output.", "Файл его стандартного вывода.")
    }
    package var scriptError: String { say("The file of its standard error.", "Файл его потока ошибок.") }
    package var scriptLog: String { say("A file of both.", "Файл для обоих.") }
    package var scriptDate: String {
        say(
            "A date before each line, in moment.js's letters.",
            "Дата перед каждой строкой, буквами moment.js.")
    }
    package var scriptLogType: String {
        say("json: a JSON object a line.", "json: по объекту JSON на строку.")
    }
    package var scriptTime: String {
        say("The date and time before each line.", "Дата и время перед каждой строкой.")
    }
    package var scriptMergeLogs: String {
        say("One file for all its instances.", "Один файл на все его экземпляры.")
    }
    package var scriptNoLogs: String { say("No log files.", "Без файлов журналов.") }
    package var scriptPidFile: String { say("The file of its pid.", "Файл с его pid.") }
    package var scriptWatch: String {
        say(
            "Restart when files change; not done yet, said in a warning.",
            "Перезапускать при изменении файлов; пока не умеет, о чём предупреждает.")
    }
    package var scriptIgnoreWatch: String { say("What watch leaves out.", "Что watch не отслеживает.") }
    package var scriptCron: String {
        say(
            "Restart by a pattern; not done yet, said in a warning.",
            "Перезапускать по расписанию; пока не умеет, о чём предупреждает.")
    }
}
