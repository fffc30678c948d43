import Supervision
import Testing
import Wording

@Suite struct FiguresTests {
    private static let sizes: [(Int, String)] = [
        (0, "0"), (512, "512B"), (1_048_576, "1M"), (921_600, "900K"), (190_840_832, "182M"),
        (1_047_527_424, "999M"), (1_073_741_824, "1.00G"), (5_452_595_200, "5.08G"), (1_072_693_248, "1.00G"),
        (12_884_901_888, "12.0G"), (137_438_953_472, "128G"), (2_199_023_255_552, "2.00T"), (-5, "0"),
    ]

    @Test(arguments: sizes)
    func `bytes take at most five columns`(_ bytes: Int, _ text: String) {
        #expect(Figures.bytes(bytes) == text)
        #expect(Figures.bytes(bytes).count <= 5)
    }

    @Test(arguments: [
        (0.0, "0.0"), (12.44, "12.4"), (99.97, "100.0"), (999.97, "1000"), (.nan, "0.0"), (-1, "0.0"),
    ])
    func `CPU percent has one decimal`(_ value: Double, _ text: String) {
        #expect(Figures.percent(value) == text)
    }

    private static let uptimes: [(Int, String)] = [
        (5, "5s"), (65, "1m 05s"), (7_860, "2h 11m"), (274_320, "3d 04:12"), (10_382_400, "120d 04h"),
        (-1, "0s"),
    ]

    @Test(arguments: uptimes)
    func `uptimes take at most eight columns`(_ seconds: Int, _ text: String) {
        #expect(Language.english.uptime(.seconds(seconds)) == text)
        #expect(text.count <= 8)
    }

    @Test(arguments: [
        (50, "50ms"), (4100, "4.1s"), (9_949, "9.9s"), (9_960, "10s"), (42_000, "42s"), (61_000, "1m 01s"),
    ])
    func `spans are as precise as they matter`(_ milliseconds: Int, _ text: String) {
        #expect(Language.english.span(.milliseconds(milliseconds)) == text)
    }

    @Test(arguments: [
        (3200, "3.2s"), (3101, "3.2s"), (1, "0.1s"), (0, "0.0s"), (-40, "0.0s"), (65_000, "1m 05s"),
    ])
    func `a countdown is zero only when it is due`(_ milliseconds: Int, _ text: String) {
        #expect(Language.english.countdown(.milliseconds(milliseconds)) == text)
    }

    @Test func `the clock is that of the zone handed in`() {
        #expect(Figures.clock(.seconds(1_795_442_602) + .milliseconds(800), zone: 0) == "14:03:22")
        #expect(
            Figures.clock(.seconds(1_795_442_602) + .milliseconds(800), zone: -5 * 3600, milliseconds: true)
                == "09:03:22.800")
        #expect(Figures.clock(.seconds(3600), zone: -2 * 3600) == "23:00:00")
    }
}

@Suite struct LanguageTests {
    private func exit(
        _ status: Supervision.ExitStatus, _ verdict: Verdict, cause: Cause = .crash, unstable: Int = 0
    ) -> ExitRecord {
        ExitRecord(
            run: RunID(1), status: status, cause: cause, at: .zero, ran: .milliseconds(4100),
            verdict: verdict,
            unstableExits: unstable)
    }

    @Test func `an ending says how, after how long, and what comes now`() {
        #expect(
            Language.english.ending(
                exit(.exited(1), .restart(after: .milliseconds(6400)), unstable: 3), allowed: 10)
                == "exited code 1 after 4.1s → restart in 6.4s (crash 3 of 10 in a row)")
        #expect(
            Language.english.ending(exit(.signalled(.kill, coreDumped: false), .restart(after: .zero)))
                == "ended by signal 9 (SIGKILL) after 4.1s → restart at once")
        #expect(
            Language.english.ending(exit(.exited(1), .giveUp(.tooManyUnstableExits(10)), unstable: 10))
                == "exited code 1 after 4.1s → errored: 10 unstable exits in a row")
        #expect(
            Language.english.ending(
                exit(.notSpawned(errno: 2, stage: "exec"), .giveUp(.cannotSpawn(errno: 2, stage: "exec"))))
                == "cannot exec: No such file or directory → errored")
        #expect(
            Language.english.ending(exit(.exited(0), .stay, cause: .manual))
                == "exited code 0 after 4.1s, as asked")
        #expect(
            Language.english.ending(
                exit(.signalled(.int, coreDumped: false), .restart(after: .zero), cause: .memory))
                == "ended by signal 2 (SIGINT) after 4.1s, over its memory limit → restart at once")
    }

    @Test func `every happening is a sentence`() {
        let sentences: [(Happening.Kind, String)] = [
            (.launched(pid: 4121), "launched, pid 4121"), (.online, "online"), (.stopped, "stopped"),
            (.killed, "did not stop in time: SIGKILL sent"),
            (.stuck, "cannot be killed: still there after SIGKILL"),
            (
                .memoryOverLimit(used: 540 << 20, limit: 512 << 20),
                "memory 540M over its limit of 512M → restart"
            ),
            (
                .linesLost(1200, reason: "No space left on device"),
                "1,200 lines of output lost: No space left on device"
            ),
            (.linesLost(0, reason: "/logs/a: it is a FIFO"), "output is held back: /logs/a: it is a FIFO"),
            (.linesResumed(lost: 1), "output is written again, 1 line lost"),
            (.leftoversSwept(3), "3 processes left by the last run ended"), (.note("hello"), "hello"),
        ]
        for (kind, sentence) in sentences { #expect(Language.english.sentence(kind) == sentence) }
    }
}

@Suite struct RussianTests {
    @Test func `nouns agree with their numbers`() {
        let numbers = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 1_002]
        #expect(
            numbers.map { Language.russian.lines($0) } == [
                "0 строк", "1 строка", "2 строки", "4 строки", "5 строк", "11 строк", "12 строк", "14 строк",
                "21 строка", "22 строки", "25 строк", "101 строка", "111 строк", "1 002 строки",
            ])
    }

    @Test(arguments: [
        (["LANG": "ru_RU.UTF-8"], Language.russian), (["LANG": "ru_RU.UTF-8", "LC_MESSAGES": "C"], .english),
        (["LC_ALL": "ru", "LC_MESSAGES": "en_GB", "LANG": "de_DE"], .russian),
        (["LC_ALL": "", "LANG": "ru"], .russian),
        (["LANG": "de_DE.UTF-8"], .english), ([:], .english),
    ])
    func `the locale decides`(_ environment: [String: String], _ language: Language) {
        #expect(Language(environment: environment) == language)
    }
}
