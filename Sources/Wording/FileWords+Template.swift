// The comments in the file that `wamon init` writes; they stand in columns.
extension FileWords {
    package var templateHead: String {
        say(
            "What wamon keeps up. Every field: docs/ecosystem.md; \"wamon check\" says what this comes to.",
            "Что держит wamon. Все поля: docs/ecosystem.md; что из этого выходит, скажет \"wamon check\".")
    }
    package var templateUnknownScript: String {
        say("your program: there is none wamon knows here", "ваша программа: знакомых wamon здесь нет")
    }
    package var templateInterpreter: String {
        say("by its extension, else its first line", "по расширению, иначе по первой строке")
    }
    package var templateEnvironment: String { say("with --env production", "при --env production") }
    package var templateMinUptime: String {
        say("an exit sooner than that is unstable", "завершение раньше этого — нестабильное")
    }
    package var templateMaxRestarts: String {
        say("so many of those in a row: errored", "столько таких подряд: сбой")
    }
    package var templateRestartDelay: String { say("milliseconds, or \"1s\"", "миллисекунды, или \"1s\"") }
    package var templateKillTimeout: String { say("from SIGINT to SIGKILL", "от SIGINT до SIGKILL") }
    package var templateMemory: String { say("of the whole process tree", "на всё дерево процессов") }
    package var templateReady: String {
        say(
            "online when it says so: process.send('ready'), sd_notify",
            "работает, когда сам сообщит: process.send('ready'), sd_notify")
    }
    package var templateOutFile: String { say("by default below ~/.wamon/logs", "иначе в ~/.wamon/logs") }
}
