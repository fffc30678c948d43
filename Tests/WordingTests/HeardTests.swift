import Supervision
import Testing
import Wording

/// What comes in English, from the core and from the parser of the command line.
@Suite struct HeardTests {
    @Test(arguments: [
        ("wamon is shutting down", "wamon завершается"),
        ("no process is called web", "процесса web нет"),
        (
            "web runs this script already, as process 3; restart it, or start it with --force",
            "web уже выполняет этот скрипт, процесс 3; перезапустите его или запустите с --force"
        ),
        (
            "api ended with code 3; it is tried again in 4 s",
            "api завершился с кодом 3; новая попытка через 4 с"
        ),
        (
            "api is errored: exec: No such file or directory",
            "у api сбой: запуск программы: нет такого файла или папки"
        ),
        ("api was deleted; web cannot be killed", "api удалён; web не удаётся убить"),
        ("cannot listen on /run/x: Permission denied", "не удаётся слушать /run/x: нет прав"),
        ("Permission denied", "нет прав"),
        ("something nobody has foreseen", "something nobody has foreseen"), ("", ""),
    ])
    func `a sentence of the core is known by its shape`(english: String, russian: String) {
        #expect(Language.russian.heard(english) == russian)
        #expect(Language.english.heard(english) == english)
    }

    @Test func `a note of the core is said in the reader's language`() {
        let note = Happening.Kind.note("/srv/ecosystem.json is read anew")
        #expect(Language.russian.sentence(note) == "/srv/ecosystem.json прочитан заново")
    }

    @Test func `a sentence with very many others in it ends`() {
        let tower = Array(repeating: "x: y; ", count: 20_000).joined() + "z"
        #expect(!Language.russian.heard(tower).isEmpty)
    }

    @Test func `the headings of a help are translated, and what stands beside them stays in its column`() {
        let help = """
            OVERVIEW: Показать таблицу.

            USAGE: wamon status [<options>] <subcommand>

            ARGUMENTS:
              <процесс>               Кто. (default: 15)

            OPTIONS:
              -h, --help              Show help information.

            THE CORE SUBCOMMANDS:
              monit (default)         Смотреть.

              See 'wamon help <subcommand>' for detailed help.
            """
        #expect(
            Language.russian.help.said(help) == """
                ОБЗОР: Показать таблицу.

                ВЫЗОВ: wamon status [<параметры>] <команда>

                АРГУМЕНТЫ:
                  <процесс>               Кто. (по умолчанию: 15)

                ПАРАМЕТРЫ:
                  -h, --help              Показать эту справку.

                THE CORE:
                  monit (главная)         Смотреть.

                  Подробнее: wamon help <команда>
                """)
        #expect(Language.english.help.said(help) == help)
    }

    @Test(arguments: [
        ("Unknown option '--foo'", "параметра --foo нет"),
        ("Unknown option '--out-'. Did you mean '--out'?", "параметра --out- нет; может быть, --out?"),
        ("Missing value for '--lines <строки>'", "нет значения для --lines <строки>"),
        ("Missing expected argument '<процесс> ...'", "нет обязательного слова <процесс> ..."),
        ("Unexpected argument 'x'", "лишнее слово x"),
        ("2 unexpected arguments: 'x', 'y'", "лишние слова, 2: 'x', 'y'"),
        (
            "The value 'tcsh' is invalid for '<shell>'. Please provide one of 'bash', 'zsh' or 'fish'.",
            "значение tcsh не годится для <shell>; ожидается одно из 'bash', 'zsh' или 'fish'"
        ),
        ("Something new", "Something new"),
    ])
    func `a complaint of the parser is known by its shape`(english: String, russian: String) {
        #expect(Language.russian.help.said("Error: \(english)") == "Ошибка: \(russian)")
    }
}

@Suite struct NumberTests {
    @Test func `a noun goes with its number`() {
        let counts = [0, 1, 2, 4, 5, 11, 14, 21, 22, 25, 101, 111]
        #expect(
            counts.map { Language.russian.processes($0) } == [
                "0 процессов", "1 процесс", "2 процесса", "4 процесса", "5 процессов", "11 процессов",
                "14 процессов", "21 процесс", "22 процесса", "25 процессов", "101 процесс", "111 процессов",
            ])
    }
}
