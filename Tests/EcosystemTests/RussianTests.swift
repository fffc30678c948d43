import Ecosystem
import Testing
import Wording

/// Remarks on a file, to whoever reads Russian.
@Suite struct RussianTests {
    private static func remarks(_ text: String) -> [String] {
        do {
            return try Bench.load(text).warnings.map { $0.rendered(in: .russian) }
        } catch {
            return error.diagnostics.map { $0.rendered(in: .russian) }
        }
    }

    @Test func `the same remarks as in English, word for word at the same places`() {
        #expect(
            Self.remarks(
                """
                {"apps": [
                  {"script": "app.js", "kill_timeout": "10 sec", "max_restart": 5},
                  {"script": "nix.js", "name": "all", "instances": [], "depends_on": "wbe"},
                  {"script": "app.js", "name": "web", "watch": true, "vizion": true, "autorestart": "no"},
                  {"script": "app.js", "name": "web", "env": {"A B": 1}}
                ]}
                """) == [
                    "ecosystem.json:2:40: ошибка: kill_timeout: \"10 sec\" — не длительность; ожидается: миллисекунды или число с s, m или h",
                    "ecosystem.json:2:50: предупреждение: неизвестный ключ \"max_restart\"; может быть, \"max_restarts\"?",
                    "ecosystem.json:3:14: ошибка: script: \"nix.js\" — не файл в \"/app\" и не команда из PATH",
                    "ecosystem.json:3:32: предупреждение: name: \"all\" в командной строке значит другое; выберите другое имя",
                    "ecosystem.json:3:52: ошибка: instances: здесь пустой массив, ожидается: целое число до 1000, \"max\" или отрицательное число, чтобы оставить процессоры свободными",
                    "ecosystem.json:3:70: ошибка: depends_on: нет приложения \"wbe\"; может быть, \"web\"?",
                    "ecosystem.json:4:39: предупреждение: watch: wamon этого пока не умеет",
                    "ecosystem.json:4:54: заметка: vizion: это нужно только самому PM2; wamon этого не читает",
                    "ecosystem.json:4:85: ошибка: autorestart: здесь \"no\", ожидается: true или false",
                    "ecosystem.json:5:32: ошибка: name: \"web\" — уже имя приложения в строке 4; ожидается своё имя",
                    "ecosystem.json:5:47: ошибка: env: \"A B\" — не имя переменной",
                ])
    }

    @Test func `where health is served is asked for in Russian, too`() {
        #expect(
            Self.remarks(#"{"script": "app.js", "wamon": {"http": "x"}}"#) == [
                "ecosystem.json:1:40: ошибка: wamon.http: здесь \"x\", ожидается: порт (\"9209\", на loopback) или IP-адрес и порт (\"0.0.0.0:9209\", \"[::]:9209\")"
            ])
    }

    @Test(arguments: [
        ("", "ecosystem.json:1:1: ошибка: файл пуст; ожидается объект или массив"),
        ("{\"a\" 1}", "ecosystem.json:1:6: ошибка: здесь \"1\", ожидается: \":\" после ключа \"a\""),
        ("[1", "ecosystem.json:1:3: ошибка: здесь конец файла, ожидается: \",\" или \"]\""),
        (
            "module.exports = {}",
            "ecosystem.json:1:1: ошибка: здесь \"module\", ожидается: значение; это JavaScript, он читается из файла с именем на .config.js"
        ),
    ])
    func `what cannot be read is said`(text: String, remark: String) {
        #expect(Self.remarks(text) == [remark])
    }

    @Test func `every sentence has both languages, whatever the file`() {
        let texts = [
            "", "{", "[]", "{}", "7", "{\"apps\": 7}", "{\"apps\": []}", "[7]", "{\"script\": 7}",
            "{\"appps\": []}", "{\"script\": \"app.js\", \"port\": 80, \"instances\": 3}",
            "{\"script\": \"app.js\", \"env\": {\"PORT\": 80}, \"instances\": 3}",
            "{\"script\": \"app.js\", \"cwd\": \"nix\"}",
            "{\"script\": \"app.js\", \"exec_mode\": \"cluster\"}",
            "{\"script\": \"app.js\", \"depends_on\": \"app\"}", "{\"script\": \"app.js\", \"args\": \"'\"}",
            "{\"script\": \"app.js\", \"min_uptime\": 10, \"max_memory_restart\": 400}", "\"\\q\"", "/*",
            "\"a",
        ]
        for text in texts {
            let (english, russian) = (Bench.remarks(text), Self.remarks(text))
            #expect(english.count == russian.count && !english.isEmpty, "\(text)")
            for (one, other) in zip(english, russian) {
                #expect(one != other)
                #expect(other.contains { ("а"..."я").contains($0) }, "\(other)")
            }
        }
    }

    @Test func `a first file has its comments in the language that was asked for`() throws {
        let text = EcosystemFile.template(for: "/app", in: .russian, files: FakeFiles(entries: Bench.system))
        #expect(text.contains("// столько таких подряд: сбой"))
        #expect(try Bench.load(text).specs.count == 1)
    }
}
