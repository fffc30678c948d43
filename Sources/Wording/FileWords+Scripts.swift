// What is said of scripts, their interpreters, and of a configuration in JavaScript.
extension FileWords {
    // MARK: - The script

    package func isAFolder(_ script: String) -> String {
        say("\(script) is a folder; expected a file", "\(script) — папка; ожидается файл")
    }
    package func notThere(_ script: String, _ path: String) -> String {
        say("\(script) is not there: no file \(path)", "\(script) нет: нет файла \(path)")
    }
    package func neitherFileNorCommand(_ script: String, _ folder: String) -> String {
        say(
            "\(script) is neither a file in \(folder) nor a command in PATH",
            "\(script) — не файл в \(folder) и не команда из PATH")
    }
    package func needsShell(_ script: String) -> String {
        say(
            "\(script) needs bash or sh, and neither is in PATH",
            "для \(script) нужен bash или sh, а в PATH нет ни того, ни другого")
    }
    package func runnerMissing(_ script: String, _ runner: String) -> String {
        say(
            "\(script) is run by \(runner), which is not in PATH; install it or give \"interpreter\"",
            "\(script) запускает \(runner), которого нет в PATH; установите его или задайте \"interpreter\"")
    }
    package func notExecutable(_ script: String) -> String {
        say(
            "\(script) is not executable; run \"chmod +x\" on it or give \"interpreter\"",
            "\(script) — не исполняемый файл; сделайте \"chmod +x\" или задайте \"interpreter\"")
    }
    package func runWithNode(_ script: String) -> String {
        say(
            "\(script) is not executable and has no known extension; it is run with node, as PM2 does",
            "\(script) — не исполняемый файл без известного расширения; его запускает node, как в PM2")
    }

    // MARK: - The interpreter

    package func cannotBeRun(_ interpreter: String, _ why: String) -> String {
        say("\(interpreter) cannot be run: \(why)", "\(interpreter) не запускается: \(why)")
    }
    package func isNotExecutable(_ path: String) -> String {
        say("\(path) is not executable", "\(path) — не исполняемый файл")
    }
    package var noSuchFile: String { say("no such file", "нет такого файла") }
    package func notInPath(_ interpreter: String, holdsArguments: Bool) -> String {
        say("\(interpreter) is not in PATH", "\(interpreter) нет в PATH")
            + (holdsArguments
                ? say(
                    "; its arguments belong into \"interpreter_args\"",
                    "; его аргументам место в \"interpreter_args\"") : "")
    }
    package func needsNVM(_ interpreter: String) -> String {
        say(
            "\(interpreter) needs nvm, and NVM_DIR is not set",
            "для \(interpreter) нужен nvm, а NVM_DIR не задан")
    }
    package func versionMissing(_ interpreter: String, _ path: String, _ version: String) -> String {
        say(
            "\(interpreter) is not installed: no \(path); run \"nvm install \(version)\"",
            "\(interpreter) не установлен: нет \(path); выполните \"nvm install \(version)\"")
    }
    package var interpreterArgsUseless: String {
        say(
            "interpreter_args have no effect: there is no interpreter",
            "interpreter_args не действуют: интерпретатора нет")
    }

    // MARK: - JavaScript

    package func needsNode(_ conversion: String) -> String {
        say(
            "JavaScript needs node, and there is none in PATH; convert it where there is one: \(conversion)",
            "для JavaScript нужен node, а в PATH его нет; преобразуйте файл там, где node есть: \(conversion)"
        )
    }
    package func nodeNotStarted(_ errno: Int32, stage: String) -> String {
        say("node cannot be started", "node не запускается") + ": \(reason(errno)) (\(stage))"
    }
    package var nodeLate: String {
        say(
            "node did not come to an end within 10 s; expected a file that only exports its apps",
            "node не закончил за 10 с; ожидается файл, который только экспортирует приложения")
    }
    package var nodeTalkative: String {
        say(
            "it gives more than 1 MiB; an ecosystem file is far smaller",
            "он выдаёт больше 1 МиБ; файл экосистемы куда меньше")
    }
    package func exportUnusable(_ sentence: String) -> String {
        say("what it exports cannot be used: \(sentence)", "то, что он экспортирует, не годится: \(sentence)")
    }
    package func exported(_ kind: String) -> String {
        say(
            "found \(kind == "undefined" ? kind : "a \(kind)") as what it exports, expected an object with \"apps\"",
            "он экспортирует \(kind), ожидается объект с \"apps\"")
    }
    package var exportsNothing: String {
        say(
            "it exports nothing; expected module.exports = {apps: […]}",
            "он ничего не экспортирует; ожидается module.exports = {apps: […]}")
    }
    package func throwsValue(_ value: String) -> String { say("it throws \(value)", "он бросает \(value)") }
    package var wordlessError: String { say("an error without a word", "ошибка без единого слова") }
    /// - Parameter last: the last line it printed.
    package func nodeSilent(_ ending: String, last: String?) -> String {
        say(
            "node ended (\(ending)) before the file had exported anything",
            "node завершился (\(ending)), прежде чем файл что-либо экспортировал")
            + (last.map { say(", its last words: \($0)", ", последняя строка: \($0)") } ?? "")
    }
    package func exitCode(_ code: Int32) -> String { say("exit code \(code)", "код выхода \(code)") }
    package func signal(_ number: Int32) -> String { say("signal \(number)", "сигнал \(number)") }
}
