package import Screen
import Wording

extension Model {
    /// Takes in what the user set, and below it what is remembered of last time.
    package mutating func furnish(_ settings: Settings, layout: Settings = Settings()) {
        preferences.settings = settings
        let all = settings.over(layout)
        keymap = Keymap.standard.remapped(all.keys)
        words = all.language ?? words
        asks = all.confirms ?? true
        if let refresh = all.refresh { preferences.refresh = refresh }
        if let isOn = all.mouse { preferences.isMouseOn = isOn }
        asks = all.confirms ?? true
        if let sort = all.sort { self.sort = sort }
        if let columns = all.columns { table.columns = columns }
        if let isTree = all.tree { table.isTree = isTree }
        if let times = all.times { manner.times = LogManner.Times(times) }
        if let wraps = all.wraps { manner.wraps = wraps }
        if let span = all.span, span != graphs.span { show(span) }
        areRowsStale = true
        if let hidden = all.hidden {
            self.hidden = hidden
            if hidden.contains(focus) { focus = Panel.allCases.first { !hidden.contains($0) } ?? .processes }
        }
        settle()
    }

    /// What the terminal can draw.
    package mutating func use(_ glyphs: GlyphSet) { preferences.glyphs = glyphs }

    /// What is arranged by keys, in the words of the settings: to be remembered.
    package var arrangement: Settings {
        var now = Settings()
        now.theme = preferences.theme
        now.refresh = preferences.refresh
        now.sort = sort
        now.hidden = hidden
        now.columns = table.columns
        now.tree = table.isTree
        now.times = Settings.Times(manner.times)
        now.wraps = manner.wraps
        now.span = graphs.span
        return now
    }

    /// The config file has been read again, and the theme is on its way.
    mutating func noteSettings(_ settings: Settings, _ problems: [Settings.Problem]) {
        furnish(settings)
        if problems.isEmpty { say(words.settingsReloaded) } else { complain(problems) }
    }

    /// What is wrong with what the screen was to look like.
    package mutating func complain(_ sentence: String) { say(sentence, isError: true) }

    /// What is wrong in the config file: the first, and how many there are.
    package mutating func complain(_ problems: [Settings.Problem]) {
        guard let first = problems.first else { return }
        say(words.inFile("config", first.sentence(words), more: problems.count - 1), isError: true)
    }
}

extension Settings {
    /// What is not as it was.
    package func changed(since before: Settings) -> Settings {
        var changed = Settings()
        if theme != before.theme { changed.theme = theme }
        if refresh != before.refresh { changed.refresh = refresh }
        if times != before.times { changed.times = times }
        if wraps != before.wraps { changed.wraps = wraps }
        if columns != before.columns { changed.columns = columns }
        if sort != before.sort { changed.sort = sort }
        if tree != before.tree { changed.tree = tree }
        if hidden != before.hidden { changed.hidden = hidden }
        if span != before.span { changed.span = span }
        return changed
    }
}

extension LogManner.Times {
    init(_ times: Settings.Times) {
        self =
            switch times {
            case .clock: .absolute
            case .relative: .relative
            case .off: .off
            }
    }
}

extension Settings.Times {
    init(_ times: LogManner.Times) {
        self =
            switch times {
            case .absolute: .clock
            case .relative: .relative
            case .off: .off
            }
    }
}
