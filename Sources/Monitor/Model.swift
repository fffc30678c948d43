package import Screen
package import Supervision
package import Wording

/// Everything the screen is drawn from. Changed by ``update(_:_:now:)`` only.
package struct Model: Sendable {
    package enum Panel: Int, Hashable, Sendable, CaseIterable { case processes = 1, details, logs }

    /// Which screen is shown.
    package enum Place: Hashable, Sendable {
        case main
        /// One panel on the whole screen.
        case zoom(Panel)
        case logs(LogScope)
        case graphs
    }

    package enum LogScope: Hashable, Sendable {
        case all
        case one(InstanceID)
    }

    /// What lies over the screen and takes the keys.
    package enum Overlay: Hashable, Sendable {
        case help(HelpPage)
        case dialog(Dialog)
        case signals(SignalMenu)
        case columns(ColumnPicker)
        case palette(Palette)
        case themes(ThemePicker)
    }

    /// A short message in place of the hint bar.
    package struct Toast: Hashable, Sendable {
        package var text: String
        package var isError: Bool
        /// CLOCK_MONOTONIC.
        package var until: Duration
        package init(text: String, isError: Bool, until: Duration) {
            self.text = text
            self.isError = isError
            self.until = until
        }
    }

    // MARK: Handed in

    /// This process holds the core: leaving the screen is leaving it.
    package let isHosting: Bool
    /// The core can go on without the terminal.
    package let canDetach: Bool
    /// Keys that change something are not there.
    package let isReadOnly: Bool
    /// Seconds east of UTC, for wall times.
    package var zone: Int
    /// Shown in the help.
    package internal(set) var themeName: String
    package internal(set) var words: Language
    package internal(set) var preferences = Preferences()
    var pointer = PointerState()
    package internal(set) var keymap: Keymap { didSet { editions.keymap += 1 } }
    package var colors: Int

    /// Where the user's settings are; shown in the help.
    package var configPath = ""
    /// What hurts asks first.
    package var asks = true

    // MARK: The world

    package var snapshot = Snapshot()
    /// Why there is nobody to ask at the moment.
    package var lost: String?
    /// The time of the last message.
    package var now = Moment.zero
    package var size: Size

    // MARK: What the user made of it

    package var place = Place.main
    package var focus = Panel.processes
    package var hidden: Set<Panel> = []
    package var overlay: Overlay?
    package var toast: Toast?
    package var selection: InstanceID?
    package var sort = Sort()
    package var filter = ""
    package var isEditingFilter = false
    /// How the table is arranged.
    package var table = TableState()
    /// The logs of all, in the panel and full-screen.
    package var logs: LogPane { didSet { editions.logs += 1 } }
    /// The logs of one, full-screen.
    package var scoped: LogPane?
    /// Lines that lie over the screen.
    package var page: TextPage?
    var awaitedPage: AwaitedPage?
    /// What is being typed into the logs.
    var logEditor: LogEditor?
    var manner = LogManner()
    /// The search through the files that is under way, and the number of the last one.
    var fileSearch: FileSearch?
    var lastSearch = 0
    /// A page of the files that takes long.
    var fileReading: FileSearch?
    package internal(set) var details = DetailsState()
    package internal(set) var graphs = GraphsState()
    /// What the core was asked for what is shown, and when.
    var asked: [Fetch: Asked] = [:]

    /// What was done by the palette, the newest first.
    var paletteHistory: [PaletteEntry] = []
    /// The themes there are, as far as they are known.
    var themeNames = Theme.builtinNames

    // MARK: Derived, kept by `update`

    /// The table's rows, filtered and sorted.
    package internal(set) var rows: [TableRow] = []
    /// The row of the selection, and the first one shown.
    package internal(set) var selectedRow = 0
    package internal(set) var topRow = 0
    /// What `rows` was made for.
    var areRowsStale = true
    var shownFilter = ""
    var shownSort = Sort()
    /// Columns of the longest name.
    package internal(set) var nameWidth = 0
    /// Characters that all names end with.
    var sharedSuffix = 0
    /// Stop all was chosen; the screen stays until the core has ended.
    package internal(set) var isLeaving = false
    /// When a cell changed (CLOCK_MONOTONIC), for as long as it is shown as new.
    var changes: [Change: Duration] = [:]

    struct Change: Hashable {
        enum Cell { case status, restarts, health }
        var instance: InstanceID
        var cell: Cell
    }
    static let freshness = Duration.seconds(2)

    /// As it was written last.
    var help: Help?

    /// Grow whenever what they stand for may have changed: it is too much, or nothing, to compare.
    private(set) var editions = Editions()

    struct Editions: Equatable {
        var keymap = 0
        var logs = 0
    }

    /// - Parameter logLimit: bytes of output the monitor remembers.
    package init(
        size: Size, isHosting: Bool, canDetach: Bool = false, isReadOnly: Bool = false, zone: Int = 0,
        themeName: String = "", colors: Int = 256, words: Language = .english, keymap: Keymap = .standard,
        logLimit: Int = 4 << 20
    ) {
        self.size = size
        self.isHosting = isHosting
        self.canDetach = canDetach
        self.isReadOnly = isReadOnly
        self.zone = zone
        self.themeName = themeName
        preferences.theme = themeName
        self.colors = colors
        self.words = words
        self.keymap = keymap
        logs = LogPane(limit: logLimit)
    }
}

// MARK: - Looking things up

extension Model {
    package func process(_ id: InstanceID) -> ProcessSnapshot? { snapshot.process(id) }

    func changedLately(_ instance: InstanceID, _ cell: Change.Cell) -> Bool {
        changes[Change(instance: instance, cell: cell)].map { now.monotonic - $0 < Model.freshness } ?? false
    }

    package var selected: ProcessSnapshot? { selection.flatMap { process($0) } }

    /// The one that keys act on: the process whose logs fill the screen, else the selected one; none where the
    /// selection cannot be seen.
    package var target: ProcessSnapshot? {
        if page != nil { return nil }
        return switch place {
        case .logs(.one(let id)): process(id)
        case .logs(.all), .zoom(.logs): nil
        case .main, .zoom, .graphs: selected
        }
    }

    /// A name where there is little room: without what all names end with (`api`, `nextjs` of `…-server`).
    func shortName(_ name: String) -> String { String(name.dropLast(sharedSuffix)) }

    /// Where the keys go.
    package var keyPlace: KeyPlace {
        if page != nil { return .logs }
        return switch place {
        case .main: focus == .logs && !hidden.contains(.logs) ? .logs : .table
        case .zoom(.processes): .table
        case .zoom(.details): .details
        case .zoom(.logs), .logs: .logs
        case .graphs: .graphs
        }
    }

    /// The log that is on the screen.
    package var shownLog: LogPane {
        if let page { return page.pane }
        return if case .logs(.one) = place { scoped ?? logs } else { logs }
    }
}

extension Snapshot {
    /// The process of an id, of which the list is in order.
    func process(_ id: InstanceID) -> ProcessSnapshot? {
        // Mostly an id is its own index.
        if processes.indices.contains(id.raw), processes[id.raw].id == id { return processes[id.raw] }
        var low = 0
        var high = processes.count
        while low < high {
            let middle = (low + high) / 2
            if processes[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < processes.count && processes[low].id == id ? processes[low] : nil
    }
}
