import Monitor
import Screen
import Supervision
import Testing
import Wording

/// What health changes in the monitor, beyond how it looks.
@Suite struct HealthTests {
    private static let size = (120, 36)

    private func model(_ snapshot: Snapshot = Sample.clinic, words: Language = .english) -> Model {
        Sample.model(120, 36, snapshot: snapshot, words: words)
    }

    private func names(_ filter: String, words: Language = .english) -> [String] {
        var model = model(words: words)
        model.type("/" + filter)
        return model.shown.map(\.name)
    }

    @Test func `a filter asks for health by its word or what begins so, in both languages`() {
        #expect(names("health:unhealthy") == ["chat-worker"])
        #expect(names("health:h") == ["api-server", "mailer", "billing"])
        #expect(names("health:starting") == ["search", "gateway"])
        #expect(names("health:slow") == ["mailer"])
        #expect(names("health:failing") == ["chat-worker", "billing", "gateway"])
        #expect(names("health:none") == ["nextjs-server", "cron"])
        #expect(
            names("!health:none state:online") == [
                "api-server", "chat-worker", "mailer", "billing", "gateway",
            ])
        #expect(names("здоровье:болен", words: .russian) == ["chat-worker"])
        #expect(names("health:медленно", words: .russian) == ["mailer"])
    }

    @Test func `what health cannot be is said, and filters nothing`() {
        var model = model()
        model.type("/health:ill")
        #expect(model.shown.count == 8)
        #expect(model.frame().plain.contains("no health begins with ill"))
    }

    @Test func `by health those that cannot serve come first, then the slowest, and what has none last`() {
        var model = model()
        model.sort = Sort(.health)
        _ = update(&model, .snapshot(Sample.clinic), now: Sample.now)
        #expect(
            model.shown.map(\.name) == [
                "chat-worker", "billing", "search", "gateway", "mailer", "api-server", "nextjs-server",
                "cron",
            ])
    }

    @Test func `the column is there while a spec has a probe, whether or not anything of it is up`() {
        #expect(!model(Sample.snapshot).frame().plain.contains("HEALTH"))
        var down = Sample.probed
        for index in down.processes.indices {
            down.processes[index].health = nil
            down.processes[index].pid = nil
            down.processes[index].status = .stopped
        }
        #expect(model(down).frame().plain.contains("HEALTH"))
    }

    @Test func `where the column has no room, the state says that it is unhealthy`() {
        let narrow = Sample.model(40, 12, snapshot: Sample.clinic)
        #expect(!narrow.frame().plain.contains("unhealthy"))
        var sick = Sample.clinic
        sick.processes[0].health = Sample.health(.unhealthy, .refused, failures: 3)
        #expect(Sample.model(40, 12, snapshot: sick).frame().plain.contains("✗ unhealthy"))
    }

    @Test func `becoming unhealthy is told where it was asked for, and in the title`() {
        var model = model(Sample.probed)
        model.furnish(Settings.parse("bell = notify").0)
        var sick = Sample.probed
        sick.processes[0].health = Sample.health(.unhealthy, .refused, failures: 3)
        sick.events.append(Sample.happening(3, .zero, 0, "api-server", .unhealthy(.refused, failures: 3)))
        #expect(
            update(&model, .snapshot(sick), now: Sample.now)
                == [.alert(.notify, "api-server unhealthy: connection refused, 3 checks in a row")])
        #expect(model.title == "wamon · wa-manager · 1 unhealthy")
        sick.events.append(Sample.happening(4, .zero, 0, "api-server", .recovered(after: .seconds(9))))
        #expect(update(&model, .snapshot(sick), now: Sample.now) == [])
    }

    @Test func `another state of health is news, another latency is a figure`() {
        let model = model()
        var slower = Sample.clinic
        slower.processes[0].health = Sample.health(.healthy, took: .milliseconds(90))
        #expect(!model.hasNews(slower))
        slower.processes[0].health = Sample.health(.unhealthy, .refused, failures: 3)
        #expect(model.hasNews(slower))
    }

    @Test func `the open tab asks for the checks again when there is another one`() {
        var model = model(Sample.probed)
        model.press(.enter, .character("5"))
        let facts = Sample.probedFacts
        let ask = Command.fetch(.details(InstanceID(0)))
        #expect(update(&model, .fetched(.details(InstanceID(0), facts)), now: Sample.now) == [])
        let later = Sample.now.advanced(by: .seconds(30))
        #expect(update(&model, .snapshot(Sample.probed), now: later) == [])
        var newer = Sample.probed
        newer.processes[0].health?.last?.at = later
        #expect(update(&model, .snapshot(newer), now: later) == [ask])
    }

    @Test func `whoever has chosen a check stays with it when another one comes`() {
        var model = model(Sample.probed)
        model.press(.enter, .character("5"))
        var facts = Sample.probedFacts
        _ = update(&model, .fetched(.details(InstanceID(0), facts)), now: Sample.now)
        model.press(.down, .down)
        let chosen = model.press(.character("c"))
        #expect(chosen == [.copy("14:02:17 200 in 71ms", lines: 1)])
        var newer = Sample.probed
        let later = Sample.now.advanced(by: .seconds(30))
        newer.processes[0].health?.last?.at = later
        _ = update(&model, .snapshot(newer), now: later)
        var check = Sample.check(.zero)
        check.at = later
        facts.checks = facts.checks.dropFirst() + [check]
        _ = update(&model, .fetched(.details(InstanceID(0), facts)), now: later)
        #expect(model.press(.character("c"), at: later) == chosen)
    }
}
