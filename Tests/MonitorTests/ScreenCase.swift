import Monitor
import Screen
import Supervision
import Wording

/// Every screen there is, each in the state in which there is most to see of it. Each has goldens at every size
/// and in every language: see ScreenMatrixTests.
enum ScreenCase: String, CaseIterable {
    // The main screen, and the table.
    case main, mainFleet = "main-fleet", mainErrored = "main-errored", mainReadOnly = "main-read-only"
    case health = "main-health", healthPanel = "main-health-panel", spaceLow = "main-space-low"
    case tableHealth = "table-health"
    case rolling = "main-rolling", empty, waiting = "waiting-for-core", lost
    case paused = "table-paused", fleet = "fleet-300", table = "table-alone", tableAll = "table-all-columns"
    case tree = "table-tree", group = "table-group"
    // The bottom line.
    case filterBegun = "filter-begun", filterTyped = "filter-typed", filterBad = "filter-bad"
    case filterKept = "filter-kept", filterNone = "filter-none"
    case toast, toastError = "toast-error"
    // Questions.
    case askRestart = "ask-restart", askRestartMany = "ask-restart-many", askStop = "ask-stop"
    case askBatch = "ask-batch", askKill = "ask-kill", askRolling = "ask-rolling", askScale = "ask-scale"
    case askDelete = "ask-delete", askFlush = "ask-flush", askEverything = "ask-everything"
    case askQuit = "ask-quit", askQuitHosting = "ask-quit-no-background", askKillAll = "ask-kill-all"
    case leaving
    // Menus.
    case signals, columns, palette, paletteVerb = "palette-verb", paletteNothing = "palette-nothing", themes
    case help, helpEnd = "help-end", helpSearch = "help-search"
    // Details.
    case detailsAsked = "details-asked", overview = "details-overview", overviewUp = "details-overview-online"
    case environment = "details-environment", environmentShown = "details-environment-shown"
    case environmentFilter = "details-environment-filter", processTree = "details-tree"
    case tabHealth = "details-health", tabSick = "details-health-sick", tabUnasked = "details-health-none"
    case overviewHealth = "details-overview-health"
    case restarts = "details-restarts", config = "details-config", configWrapped = "details-config-wrapped"
    // Graphs.
    case graphsOne = "graphs-one", graphsHour = "graphs-one-hour", graphsAll = "graphs-all"
    case graphsSingle = "graphs-single", graphsTwelve = "graphs-12", graphsForty = "graphs-40"
    // Logs.
    case logs = "logs-all", logsOne = "logs-one", logsPanel = "logs-panel"
    case logsPaused = "logs-paused", logsOldest = "logs-oldest"
    case logsSearch = "logs-search-typed", logsFound = "logs-search-found", logsSearching = "logs-searching"
    case logsBadPattern = "logs-search-bad", logsOnly = "logs-filter-typed", logsFiltered = "logs-filtered"
    case logsWrapped = "logs-wrapped", logsUnfolded = "logs-json-unfolded", logsMarked = "logs-marked"
    case logsTimeless = "logs-sideways", previousRun = "logs-previous-run"

    func model(_ size: Size, _ words: Language) -> Model {
        switch self {
        case .main, .mainFleet, .mainErrored, .mainReadOnly, .rolling, .empty, .waiting, .lost, .paused,
            .fleet,
            .table, .tableAll, .tree, .group, .filterBegun, .filterTyped, .filterBad, .filterKept,
            .filterNone,
            .toast, .toastError, .health, .healthPanel, .spaceLow, .tableHealth:
            tableModel(size, words)
        case .askRestart, .askRestartMany, .askStop, .askBatch, .askKill, .askRolling, .askScale, .askDelete,
            .askFlush, .askEverything, .askQuit, .askQuitHosting, .askKillAll, .leaving, .signals, .columns,
            .palette, .paletteVerb, .paletteNothing, .themes, .help, .helpEnd, .helpSearch:
            boxModel(size, words)
        case .detailsAsked, .overview, .overviewUp, .environment, .environmentShown, .environmentFilter,
            .processTree, .restarts, .config, .tabHealth, .tabSick, .tabUnasked, .overviewHealth,
            .configWrapped, .graphsOne, .graphsHour, .graphsAll,
            .graphsSingle, .graphsTwelve, .graphsForty:
            detailsModel(size, words)
        case .logs, .logsOne, .logsPanel, .logsPaused, .logsOldest, .logsSearch, .logsFound,
            .logsSearching, .logsBadPattern, .logsOnly, .logsFiltered, .logsWrapped, .logsUnfolded,
            .logsMarked, .logsTimeless, .previousRun:
            logModel(size, words)
        }
    }

    func sample(_ size: Size, _ words: Language, _ snapshot: Snapshot = Sample.snapshot) -> Model {
        Sample.model(size.width, size.height, snapshot: snapshot, words: words)
    }
}
