import Monitor
import Screen
import Supervision
import Testing

/// What details and graphs ask of the core, when, and what becomes of the answers.
@Suite struct DetailsFetchTests {
    private let web = InstanceID(1)

    private func snapshot(
        _ model: inout Model, after seconds: Double, _ change: (inout Snapshot) -> Void = { _ in }
    )
        -> [Command]
    {
        var snapshot = Sample.snapshot
        change(&snapshot)
        return update(&model, .snapshot(snapshot), now: Sample.now.advanced(by: .seconds(seconds)))
    }

    @Test func `nothing is asked for what is not shown`() {
        var model = Sample.model(120, 36)
        #expect(snapshot(&model, after: 1) == [])
        #expect(model.type("jkz") == [])
        #expect(snapshot(&model, after: 2) == [])
    }

    @Test func `opening asks at once, news ask again at most once a second`() {
        var model = Sample.model(120, 36)
        model.press(.down)
        let asked = model.press(.enter)
        #expect(
            asked == [
                .fetch(.details(web)), .fetch(.figures(web, .fiveMinutes)), .fetch(.history(web)),
            ])
        model.answer(asked)
        // A figure every two seconds is asked for every two seconds.
        #expect(snapshot(&model, after: 1) == [])
        #expect(snapshot(&model, after: 2) == [.fetch(.figures(web, .fiveMinutes))])
        model.answer([.fetch(.figures(web, .fiveMinutes))])
        #expect(snapshot(&model, after: 3) == [])
        #expect(model.type("jjkk") == [])
        #expect(model.press(.escape) == [])
        #expect(snapshot(&model, after: 9) == [])
    }

    @Test func `the tree is asked for once a second while it is shown`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.enter)
        let asked = model.type("3")
        #expect(asked == [.fetch(.members(InstanceID(0)))])
        model.answer(asked)
        #expect(snapshot(&model, after: 0.5) == [])
        #expect(snapshot(&model, after: 1) == [.fetch(.members(InstanceID(0)))])
        // Not again before there is an answer, or no hope of one.
        #expect(snapshot(&model, after: 3) == [])
        #expect(snapshot(&model, after: 6.1) == [.fetch(.members(InstanceID(0)))])
        model.type("2")
        #expect(snapshot(&model, after: 12) == [])
    }

    @Test func `a new exit has the history asked again, and then what that run wrote`() {
        var model = Sample.model(120, 36)
        model.press(.down)
        model.pressAnswered(.enter, .character("4"))
        #expect(snapshot(&model, after: 1) == [])
        var exit = Sample.crash(4)
        exit.run = RunID(10)
        #expect(snapshot(&model, after: 2) { $0.processes[1].lastExit = exit } == [.fetch(.history(web))])
        let answer = Fetched.history(web, Sample.history + [exit])
        #expect(update(&model, .fetched(answer), now: Sample.now) == [.fetch(.lastLines(RunID(10)))])
    }

    @Test func `an answer about another process is dropped`() {
        var model = Sample.model(120, 36)
        let asked = model.press(.enter)
        #expect(asked.first == .fetch(.details(InstanceID(0))))
        model.press(.escape, .down)
        model.press(.enter)
        for fetch in [Fetch.details(InstanceID(0)), .history(InstanceID(0)), .members(InstanceID(0))] {
            _ = update(&model, .fetched(Sample.answer(fetch)), now: Sample.now)
        }
        #expect(model.details.instance == web)
        #expect(model.details.facts == nil)
        #expect(model.details.history == nil)
        #expect(model.details.members == nil)
    }

    @Test func `an answer of another span is dropped`() {
        var model = Sample.model(120, 36)
        model.type("v")
        #expect(model.type("-") == [.fetch(.figures(InstanceID(0), .hour))])
        _ = update(
            &model, .fetched(Sample.answer(.figures(InstanceID(0), .fiveMinutes))), now: Sample.now)
        #expect(model.graphs.series.isEmpty)
        model.answer([.fetch(.figures(InstanceID(0), .hour))])
        #expect(model.graphs.series[InstanceID(0)]?.span == .hour)
        // The longest stays the longest.
        #expect(model.type("--") == [.fetch(.figures(InstanceID(0), .day))])
        #expect(model.graphs.span == .day)
        #expect(model.type("++++").last == .fetch(.figures(InstanceID(0), .minute)))
        #expect(model.graphs.span == .minute)
    }

    @Test func `a screen full of graphs is asked for bit by bit`() {
        var model = Sample.model(200, 50, snapshot: Sample.fleet(100))
        model.type("v")
        let asked = model.type("v")
        #expect(asked.count == 7)
        // Each answer lets another question go.
        let more = update(&model, .fetched(Sample.answer(.figures(nil, .fiveMinutes))), now: Sample.now)
        #expect(more.count == 1)
        model.answer(asked + more)
        #expect(model.graphs.series.count > 20)
        #expect(model.graphs.series.count < 100)
    }

    @Test func `another core is asked anew`() {
        var model = Sample.model(120, 36)
        model.press(.down)
        model.pressAnswered(.enter)
        let asked = snapshot(&model, after: 1) { $0.core.startedAt = Sample.now }
        #expect(asked.contains(.fetch(.details(web))))
        #expect(model.details.history == nil)
    }
}

/// Tabs, rows, secrets, and the shortest way to why something restarted.
@Suite struct DetailsKeyTests {
    @Test func `three keys show why it restarted, four why it did the time before`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.down, .enter, .enter)
        let page = model.frame().plain
        #expect(page.contains("run that exited code 1 after 4.1s"))
        #expect(page.contains("TypeError: Cannot read properties of undefined (reading 'map')"))
        model.press(.escape)
        #expect(model.place == .zoom(.details))
        model.pressAnswered(.down, .enter)
        #expect(model.frame().plain.contains("run that exited code 1 after 3.9s"))
    }

    @Test func `lines that are on their way are shown when they come`() {
        var model = Sample.model(120, 36)
        model.press(.down)
        let asked = model.press(.enter)
        for case .fetch(.history(let id)) in asked {
            _ = update(&model, .fetched(Sample.answer(.history(id))), now: Sample.now)
        }
        #expect(model.press(.enter) == [])
        #expect(model.page == nil)
        _ = update(&model, .fetched(Sample.answer(.lastLines(RunID(9)))), now: Sample.now)
        #expect(model.page != nil)
    }

    @Test func `digits, Tab and arrows turn to the tabs, and around`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.enter)
        var seen: [DetailsState.Tab] = []
        for key in [Key.character("6"), .right, .left, .tab, .backTab, .left, .character("2")] {
            model.press(key)
            seen.append(model.details.tab)
        }
        #expect(seen == [.config, .overview, .config, .overview, .config, .health, .environment])
        #expect(model.place == .zoom(.details))
    }

    @Test func `e opens the environment, and again shows its secrets until one leaves`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.character("e"))
        #expect(model.details.tab == .environment)
        #expect(!model.frame().plain.contains("s3cret"))
        model.type("e")
        let shown = model.frame().plain
        #expect(shown.contains("postgres://app:s3cret@db:5432/chats"))
        #expect(shown.contains("ey-very-secret"))
        model.type("12")
        #expect(!model.frame().plain.contains("ey-very-secret"))
        model.type("e")
        model.press(.escape)
        model.pressAnswered(.character("e"))
        #expect(!model.frame().plain.contains("ey-very-secret"))
    }

    @Test func `what is masked is neither copied nor found`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.character("e"), .character("/"))
        model.type("JWT")
        #expect(model.press(.enter) == [])
        #expect(model.type("c") == [.copy("JWT_SECRET=••••••", lines: 1)])
        model.type("e")
        #expect(model.type("c") == [.copy("JWT_SECRET=ey-very-secret", lines: 1)])
        // Esc gives up the filter first.
        model.press(.escape)
        #expect(model.place == .zoom(.details))
        model.type("e/ey-very")
        #expect(model.frame().plain.contains("0 found"))
        model.press(.escape, .escape)
        #expect(model.place == .main)
    }

    @Test func `the chosen exit stays chosen when a newer one comes`() {
        var model = Sample.model(120, 36)
        model.press(.down)
        model.pressAnswered(.enter, .down, .down)
        #expect(model.details.row == 2)
        var exit = Sample.crash(4)
        exit.run = RunID(10)
        var snapshot = Sample.snapshot
        snapshot.processes[1].lastExit = exit
        _ = update(&model, .snapshot(snapshot), now: Sample.now.advanced(by: .seconds(1)))
        _ = update(&model, .fetched(.history(InstanceID(1), Sample.history + [exit])), now: Sample.now)
        #expect(model.details.row == 3)
    }

    @Test func `details of what is deleted are left`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.enter)
        var snapshot = Sample.snapshot
        snapshot.processes.removeFirst()
        _ = update(&model, .snapshot(snapshot), now: Sample.now)
        #expect(model.place == .main)
        #expect(model.details.instance == nil)
    }

    @Test func `long values go on below when asked to`() {
        var model = Sample.model(80, 24)
        model.pressAnswered(.character("e"))
        #expect(!model.frame().plain.contains("/opt/yarn/bin"))
        model.type("w")
        #expect(model.frame().plain.contains("yarn/bin"))
        model.type("G")
        #expect(model.frame().plain.contains("▌TZ"))
    }

    @Test func `graphs go from one to the next, to all, and to its details`() {
        var model = Sample.model(120, 36)
        model.pressAnswered(.character("v"))
        #expect(model.frame().plain.contains("Graphs ▸ api-server"))
        model.pressAnswered(.right)
        #expect(model.frame().plain.contains("Graphs ▸ nextjs-server"))
        model.pressAnswered(.character("v"))
        #expect(model.frame().plain.contains("Graphs ▸ all"))
        model.pressAnswered(.enter, .enter)
        #expect(model.place == .zoom(.details))
        #expect(model.details.instance == InstanceID(1))
    }
}
