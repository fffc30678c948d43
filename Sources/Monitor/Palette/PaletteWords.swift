import Wording

extension Action {
    /// What the palette offers, the most useful first: everything but moving about.
    static let inPalette: [Action] = [
        .restart, .stopOrStart, .rollingRestart, .everything, .signals, .resetCounter, .mark, .open, .logs,
        .graphs,
        .environment, .filter, .tree, .columns, .sortNext, .sortPrevious, .invertSort, .pauseTable, .zoom,
        .follow, .search, .nextMatch, .previousMatch, .onlyMatching, .nextError, .previousError, .stream,
        .level,
        .wrap, .times, .unfold, .markLine, .markRange, .copy, .save, .previousRun,
        .theme, .mouse, .faster, .slower, .help, .redraw, .suspend, .quit,
    ]

    /// As usual as the verb that does the same.
    var usual: Int {
        switch self {
        case .restart: PaletteVerb.restart.usual
        case .stopOrStart: PaletteVerb.stop.usual
        case .logs: PaletteVerb.logs.usual
        default: PaletteVerb.rare
        }
    }
}

extension Language {
    /// An action as a command: as the help has it, where that says one thing.
    func command(_ action: Action, _ binding: Binding) -> String {
        switch action {
        case .sortNext: commandSortNext
        case .sortPrevious: commandSortPrevious
        case .invertSort: commandInvertSort
        case .nextMatch: commandNextMatch
        case .previousMatch: commandPreviousMatch
        case .nextError: commandNextError
        case .previousError: commandPreviousError
        case .markLine: commandMarkLine
        case .markRange: commandMarkRange
        case .faster: commandFaster
        case .slower: commandSlower
        default: binding.text.map { $0(self) } ?? action.rawValue
        }
    }

    func verb(_ verb: PaletteVerb) -> String {
        switch verb {
        case .restart: verbRestart
        case .stop: verbStop
        case .start: verbStart
        case .reload: verbReload
        case .reset: verbReset
        case .signal: verbSignal
        case .scale: verbScale
        case .logs: verbLogs
        case .flush: verbFlush
        case .delete: verbDelete
        case .sort: verbSort
        case .theme: verbTheme
        case .language: verbLanguage
        }
    }

    func about(_ verb: PaletteVerb) -> String {
        switch verb {
        case .restart: aboutRestart
        case .stop: aboutStop
        case .start: aboutStart
        case .reload: aboutReload
        case .reset: aboutReset
        case .signal: aboutSignal
        case .scale: aboutScale
        case .logs: aboutLogs
        case .flush: aboutFlush
        case .delete: aboutDelete
        case .sort: aboutSort
        case .theme: aboutTheme
        case .language: aboutLanguage
        }
    }
}
