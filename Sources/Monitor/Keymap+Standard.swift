import Screen
import Wording

extension Keymap {
    /// The keys as they are unless the user's settings change them.
    package static let standard = Keymap(
        moving + acting + reading + arranging + looking)

    private static let moving = [
        Binding(.up, [.up, .character("k")], { $0.keyUp }, hint: { $0.hintUp }, .move, with: [.down]),
        Binding(.down, [.down, .character("j")], nil, .move),
        Binding(.pageUp, [.pageUp], { $0.keyPage }, .move, with: [.pageDown]),
        Binding(.pageDown, [.pageDown], nil, .move),
        Binding(.pageDown, [.character(" ")], nil, .move, in: [.logs]),
        Binding(.top, [.character("g"), .home], { $0.keyTop }, .move, with: [.bottom]),
        Binding(.bottom, [.character("G"), .end], nil, hint: { $0.hintBottom }, .move),
        Binding(.left, [.left], { $0.keyLeft }, hint: { $0.hintLeft }, .move, with: [.right]),
        Binding(.right, [.right], nil, .move),
        Binding(.nextPanel, [.tab], { $0.keyPanels }, hint: { $0.hintPanels }, .move, with: [.previousPanel]),
        Binding(.previousPanel, [.backTab], nil, .move),
        Binding(
            .processesPanel, [.character("1")], { $0.keyPanel }, .move, in: [.table, .logs, .graphs],
            with: [.detailsPanel, .logsPanel]),
        Binding(.detailsPanel, [.character("2")], nil, .move, in: [.table, .logs, .graphs]),
        Binding(.logsPanel, [.character("3")], nil, .move, in: [.table, .logs, .graphs]),
        Binding(
            .tab,
            [
                .character("1"), .character("2"), .character("3"), .character("4"), .character("5"),
                .character("6"),
            ],
            { $0.keyTab }, .move, in: [.details]),
        Binding(.zoom, [.character("z")], { $0.keyZoom }, hint: { $0.hintZoom }, .move),
        Binding(.open, [.enter, .character("d")], { $0.keyOpen }, hint: { $0.hintOpen }, .move),
        Binding(.back, [.escape], { $0.keyBack }, hint: { $0.hintBack }, .move),
    ]

    private static let acting = [
        Binding(
            .restart, [.character("r")], { $0.keyRestart }, hint: { $0.hintRestart }, .process, acts: true),
        Binding(.stopOrStart, [.character("s")], { $0.keyStop }, hint: { $0.hintStop }, .process, acts: true),
        Binding(
            .signals, [.character("K"), .function(9)], { $0.keySignals }, hint: { $0.hintSignals }, .process,
            acts: true),
        Binding(
            .resetCounter, [.character("x")], { $0.keyReset }, hint: { $0.hintReset }, .process, acts: true),
        Binding(
            .rollingRestart, [.character("R")], { $0.keyRolling }, hint: { $0.hintRolling }, .process,
            acts: true),
        Binding(
            .everything, [.character("S")], { $0.keyEverything }, hint: { $0.hintEverything }, .process,
            acts: true),
        Binding(
            .mark, [.character(" ")], { $0.keyMark }, hint: { $0.hintMark }, .process, in: [.table]),
    ]

    private static let reading = [
        Binding(.logs, [.character("l")], { $0.keyLogs }, hint: { $0.hintLogs }, .logs),
        Binding(
            .follow, [.character("f"), .character("F")], { $0.keyFollow }, hint: { $0.hintFollow }, .logs),
        Binding(
            .search, [.character("/")], { $0.keySearch }, hint: { $0.hintSearch }, .logs,
            in: [.logs, .details]),
        Binding(
            .nextMatch, [.character("n")], { $0.keyMatches }, hint: { $0.hintMatches }, .logs,
            in: [.logs, .details],
            with: [.previousMatch]),
        Binding(.previousMatch, [.character("N")], nil, .logs, in: [.logs, .details]),
        Binding(.onlyMatching, [.character("&")], { $0.keyOnly }, hint: { $0.hintOnly }, .logs, in: [.logs]),
        Binding(
            .nextError, [.character("e")], { $0.keyErrors }, hint: { $0.hintErrors }, .logs, in: [.logs],
            with: [.previousError]),
        Binding(.previousError, [.character("E")], nil, .logs, in: [.logs]),
        Binding(.stream, [.character("o")], { $0.keyStream }, hint: { $0.hintStream }, .logs, in: [.logs]),
        Binding(.level, [.character("L")], { $0.keyLevel }, hint: { $0.hintLevel }, .logs, in: [.logs]),
        Binding(
            .wrap, [.character("w")], { $0.keyWrap }, hint: { $0.hintWrap }, .logs, in: [.logs, .details]),
        Binding(.times, [.character("t")], { $0.keyTimes }, hint: { $0.hintTimes }, .logs, in: [.logs]),
        Binding(.unfold, [.character("p")], { $0.keyUnfold }, hint: { $0.hintUnfold }, .logs, in: [.logs]),
        Binding(
            .markLine, [.character("m")], { $0.keyMarkLine }, hint: { $0.hintMarkLine }, .logs, in: [.logs],
            with: [.markRange]),
        Binding(.markRange, [.character("M")], nil, .logs, in: [.logs]),
        Binding(
            .copy, [.character("c"), .character("y")], { $0.keyCopy }, hint: { $0.hintCopy }, .logs,
            in: [.logs, .details]),
        Binding(.save, [.control("s")], { $0.keySave }, hint: { $0.hintSave }, .logs, in: [.logs]),
        Binding(.previousRun, [.character("P")], { $0.keyPrevious }, hint: { $0.hintPrevious }, .logs),
    ]

    private static let arranging = [
        Binding(
            .filter, [.character("/"), .character("\\"), .function(4)], { $0.keyFilter },
            hint: { $0.hintFilter },
            .table, in: [.table]),
        Binding(
            .sortPrevious, [.character("<")], { $0.keySort }, .table, in: [.table],
            with: [.sortNext, .invertSort]),
        Binding(.sortNext, [.character(">")], nil, .table, in: [.table]),
        Binding(.invertSort, [.character("I")], nil, .table, in: [.table]),
        Binding(.tree, [.character("t")], { $0.keyTree }, hint: { $0.hintTree }, .table, in: [.table]),
        Binding(
            .columns, [.character("C")], { $0.keyColumns }, hint: { $0.hintColumns }, .table, in: [.table]),
        Binding(
            .environment, [.character("e")], { $0.keyEnvironment }, hint: { $0.hintEnvironment }, .table,
            in: [.table, .details]),
        Binding(
            .pauseTable, [.character("Z")], { $0.keyPause }, hint: { $0.hintPause }, .table, in: [.table]),
    ]

    private static let looking = [
        Binding(.graphs, [.character("v")], { $0.keyGraphs }, hint: { $0.hintGraphs }, .view),
        Binding(.palette, [.character(":")], { $0.keyPalette }, hint: { $0.hintPalette }, .view),
        Binding(.theme, [.character("T")], { $0.keyTheme }, hint: { $0.hintTheme }, .view),
        Binding(.mouse, [.function(2)], { $0.keyMouse }, hint: { $0.hintMouse }, .view),
        Binding(
            .faster, [.character("+")], { $0.keyFaster }, hint: { $0.hintFaster }, .view, with: [.slower]),
        Binding(.slower, [.character("-")], nil, .view),
        Binding(.help, [.character("?"), .function(1)], { $0.keyHelp }, hint: { $0.hintHelp }, .view),
        Binding(.redraw, [.control("l")], { $0.keyRedraw }, .view),
        Binding(.suspend, [.control("z")], { $0.keySuspend }, .view),
        Binding(.quit, [.character("q"), .control("c")], { $0.keyQuit }, hint: { $0.hintQuit }, .view),
    ]

    /// Keys of the hint bar, the most useful first; the last of them are dropped where there is no room.
    package static func hints(in place: KeyPlace) -> [Action] {
        switch place {
        case .table:
            [
                .open, .logs, .restart, .stopOrStart, .signals, .filter, .palette, .mark, .nextPanel, .zoom,
                .graphs, .tree, .columns, .rollingRestart, .resetCounter,
            ]
        case .logs:
            [
                .follow, .search, .nextMatch, .logs, .nextError, .onlyMatching, .stream, .level, .wrap,
                .times,
                .unfold, .markLine, .copy, .restart, .stopOrStart,
            ]
        case .details:
            [
                .left, .restart, .stopOrStart, .resetCounter, .signals, .logs, .environment, .faster, .search,
                .wrap, .copy,
            ]
        case .graphs: [.faster, .graphs, .open, .logs, .restart, .stopOrStart]
        }
    }
}
