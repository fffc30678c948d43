import Screen
import Supervision
import Testing
import Verbs
import WamonTesting
import Wording

/// What the verbs say to whoever reads Russian.
@Suite struct RussianTests {
    private static func look(_ width: Int?) -> Look {
        var look = Look()
        look.language = .russian
        look.isTerminal = width != nil
        look.width = width ?? 80
        return look
    }

    private static func table(_ width: Int?, _ dialect: Dialect = .wamon) -> [String] {
        StatusTable(Sample.snapshot, now: Sample.now, look: look(width), dialect: dialect).lines
    }

    private static func bench() -> Bench {
        Bench(
            FakeClient(Sample.snapshot) {
                $0.details = Sample.details
                $0.history = [Sample.crash]
            })
    }

    @Test(arguments: [40, 80, 120, 160])
    func `the table has the columns that fit`(width: Int) {
        let lines = Self.table(width)
        #expect(Golden.difference("status-ru-\(width)", lines.joined(separator: "\n")) == nil)
        #expect(lines.allSatisfy { GlyphWidth.columns(of: $0) <= width })
    }

    @Test func `piped it is aligned, under either name`() {
        #expect(Golden.difference("status-ru-piped", Self.table(nil).joined(separator: "\n")) == nil)
        #expect(Golden.difference("status-ru-pm2", Self.table(nil, .pm2).joined(separator: "\n")) == nil)
    }

    @Test func `describe tells everything`() async throws {
        let bench = Self.bench()
        try await bench.desk { $0.look.language = .russian }.describe(["api-server", "nextjs-server"])
        #expect(Golden.difference("describe-ru", bench.out.joined(separator: "\n")) == nil)
    }

    @Test func `what programs read is the same in every language`() async throws {
        let (russian, english) = (Self.bench(), Self.bench())
        let desk = russian.desk { $0.look.language = .russian }
        for desk in [desk, english.desk()] {
            try await desk.jlist()
            try await desk.prettylist()
            try await desk.pids(["all"])
            try await desk.ids(["all"])
            try await desk.ping()
        }
        #expect(russian.out == english.out)
    }

    @Test func `what is done is said`() async throws {
        let bench = Self.bench()
        let desk = bench.desk { $0.look.language = .russian }
        try await desk.act(.restart, on: ["0"])
        try await desk.act(.signal(.kill), on: ["0"])
        try await desk.save()
        #expect(
            bench.out == [
                "перезапущен api-server (0)", "послан SIGKILL: api-server (0)",
                "сохранено: 4 процесса в /home/me/.wamon/dump.json",
            ])
    }

    @Test func `what the core refuses is said in it, too`() async throws {
        let bench = Bench(
            FakeClient(Sample.snapshot) { $0.effect = { _, _ in .refused("wamon is shutting down") } })
        let desk = bench.desk { $0.look.language = .russian }
        await #expect(throws: Refused.failed("wamon завершается")) { try await desk.act(.stop, on: ["0"]) }
    }

    @Test(arguments: [
        (Refused.unknown("x"), "wamon: процесса x нет; список покажет wamon status"),
        (.empty, "wamon: процессов нет; их запускает wamon start ФАЙЛ"),
        (.noCore(nil), "wamon: wamon не запущен"),
        (.remarks("a.json:1:2: ошибка: y"), "a.json:1:2: ошибка: y"), (.failed("y"), "wamon: y"),
    ])
    func `a refusal is one sentence`(why: Refused, sentence: String) {
        #expect(why.sentence(in: .wamon, .russian) == sentence)
    }

    @Test func `called as pm2 its sentences are in it, too`() {
        #expect(
            Refused.unknown("x").sentence(in: .pm2, .russian)
                == "[PM2][ERROR] процесс или группа x не найдены")
        #expect(Refused.absent("x").sentence(in: .pm2, .russian) == "[PM2][WARN] x не существует")
        #expect(Refused.empty.sentence(in: .pm2, .russian) == "[PM2][WARN] процессов нет")
    }
}

@Suite struct LanguageWishTests {
    @Test func `the language may be asked for anywhere before the script's own arguments`() {
        func wish(_ line: String) -> [String] {
            let (named, rest) = Calling.language(in: line.split(separator: " ").map(String.init))
            return [named ?? "-"] + rest
        }
        #expect(wish("status") == ["-", "status"])
        #expect(wish("--lang ru") == ["ru"])
        #expect(wish("status --lang ru -s") == ["ru", "status", "-s"])
        #expect(wish("--lang=en status") == ["en", "status"])
        #expect(wish("--lang en --lang=ru status") == ["ru", "status"])
        #expect(wish("start a.js -- --lang de") == ["-", "start", "a.js", "--", "--lang", "de"])
        #expect(wish("status --lang") == ["-", "status", "--lang"])
    }
}
