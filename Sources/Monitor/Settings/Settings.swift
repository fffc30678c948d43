package import Screen
package import Supervision
package import Wording

/// What the user's config file says, and in the same words what is remembered of a screen that was arranged by
/// keys. nil: nothing was said of it.
package struct Settings: Hashable, Sendable {
    /// What tells of a process that ended by itself.
    package enum Alert: String, Hashable, Sendable, CaseIterable {
        case off
        /// BEL.
        case bell
        /// A message of the desktop, by the terminal (OSC 9, OSC 777).
        case notify
    }

    /// The time before a line of output.
    package enum Times: String, Hashable, Sendable, CaseIterable { case clock, relative, off }

    package var theme: String?
    package var language: Language?
    /// Whether what ends something asks first.
    package var confirms: Bool?
    package var mouse: Bool?
    package var bell: Alert?
    /// How often figures are shown anew.
    package var refresh: Duration?
    package var times: Times?
    package var wraps: Bool?
    package var columns: Set<TableColumn>?
    package var sort: Sort?
    package var tree: Bool?
    package var hidden: Set<Model.Panel>?
    /// How long graphs reach back.
    package var span: FigureSpan?
    /// Bytes of output the monitor remembers.
    package var logBuffer: Int?
    package var isReadOnly: Bool?
    /// The keys of an action, instead of the standard ones; none of them unbinds it.
    package var keys: [Action: [Key]] = [:]

    package init() {}

    /// What this says, and where it says nothing what the other one does.
    package func over(_ lower: Settings) -> Settings {
        var merged = self
        merged.theme = theme ?? lower.theme
        merged.language = language ?? lower.language
        merged.confirms = confirms ?? lower.confirms
        merged.mouse = mouse ?? lower.mouse
        merged.bell = bell ?? lower.bell
        merged.refresh = refresh ?? lower.refresh
        merged.times = times ?? lower.times
        merged.wraps = wraps ?? lower.wraps
        merged.columns = columns ?? lower.columns
        merged.sort = sort ?? lower.sort
        merged.tree = tree ?? lower.tree
        merged.hidden = hidden ?? lower.hidden
        merged.span = span ?? lower.span
        merged.logBuffer = logBuffer ?? lower.logBuffer
        merged.isReadOnly = isReadOnly ?? lower.isReadOnly
        merged.keys.merge(lower.keys) { mine, _ in mine }
        return merged
    }
}

// MARK: - The names in the file

extension Settings {
    /// A name of the file: how its value is read and written.
    struct Entry: Sendable {
        var name: String
        /// What may stand there, for a complaint.
        var expects: @Sendable (Language) -> String
        /// false: it cannot be that.
        var read: @Sendable (_ value: String, _ into: inout Settings) -> Bool
        var written: @Sendable (Settings) -> String?
    }

    static let entries: [Entry] =
        [
            Entry(
                name: "theme", expects: { $0.expectsTheme },
                read: {
                    $1.theme = $0
                    return !$0.isEmpty
                }, written: { $0.theme }),
            Entry(
                name: "language", expects: { _ in "en, ru" },
                read: { Settings.take(Language(rawValue: $0), &$1.language) },
                written: { $0.language?.rawValue }),
            Entry(
                name: "confirm", expects: { _ in "always, never" },
                read: {
                    Settings.take(["always": true, "never": false][$0] ?? Settings.truth($0), &$1.confirms)
                },
                written: { $0.confirms.map { $0 ? "always" : "never" } }),
            Entry(
                name: "bell", expects: { _ in Alert.allCases.map(\.rawValue).joined(separator: ", ") },
                read: { Settings.take(Alert(rawValue: $0), &$1.bell) }, written: { $0.bell?.rawValue }),
            Entry(
                name: "refresh", expects: { _ in "1, 2, 5, 10" },
                read: { Settings.take(Refresh.named($0), &$1.refresh) },
                written: { $0.refresh.map(Refresh.name) }),
            Entry(
                name: "time", expects: { _ in Times.allCases.map(\.rawValue).joined(separator: ", ") },
                read: { Settings.take(Times(rawValue: $0), &$1.times) }, written: { $0.times?.rawValue }),
            Entry(
                name: "columns",
                expects: { _ in TableColumn.allCases.map(\.rawValue).joined(separator: ", ") },
                read: { Settings.take(Settings.columns($0), &$1.columns) },
                written: { settings in
                    settings.columns.map { shown in
                        TableColumn.allCases.filter(shown.contains).map(\.rawValue).joined(separator: " ")
                    }
                }),
            Entry(
                name: "sort",
                expects: { _ in TableColumn.allCases.map(\.rawValue).joined(separator: ", ") },
                read: { Settings.take(Sort(named: $0), &$1.sort) }, written: { $0.sort?.name }),
            Entry(
                name: "hidden",
                expects: { _ in Model.Panel.allCases.map { "\($0)" }.joined(separator: ", ") },
                read: { Settings.take(Settings.panels($0), &$1.hidden) },
                written: { settings in
                    settings.hidden.map { hidden in
                        let names = Model.Panel.allCases.filter(hidden.contains).map { "\($0)" }
                        return names.isEmpty ? "none" : names.joined(separator: " ")
                    }
                }),
            Entry(
                name: "span", expects: { _ in FigureSpan.allCases.map(\.name).joined(separator: ", ") },
                read: { value, settings in
                    Settings.take(FigureSpan.allCases.first { $0.name == value }, &settings.span)
                }, written: { $0.span?.name }),
            Entry(
                name: "log_buffer", expects: { $0.expectsSize },
                read: { Settings.take(Settings.size($0), &$1.logBuffer) },
                written: { $0.logBuffer.map { "\($0 >> 20)M" } }),
        ] + [
            Entry.flag("mouse", \.mouse), .flag("wrap", \.wraps), .flag("tree", \.tree),
            .flag("read_only", \.isReadOnly),
        ]

    private static func take<Value>(_ value: Value?, _ place: inout Value?) -> Bool {
        guard let value else { return false }
        place = value
        return true
    }

    static func truth(_ value: String) -> Bool? {
        switch value.lowercased() {
        case "on", "yes", "true", "1": true
        case "off", "no", "false", "0": false
        default: nil
        }
    }

    static func names(in value: String) -> [String] {
        value.split { $0 == " " || $0 == "," || $0 == "\t" }.map(String.init)
    }

    private static func columns(_ value: String) -> Set<TableColumn>? {
        let found = names(in: value).map { TableColumn(rawValue: $0) }
        let columns = Set(found.compactMap(\.self))
        return columns.isEmpty || found.contains(nil) ? nil : columns
    }

    private static func panels(_ value: String) -> Set<Model.Panel>? {
        if value == "none" { return [] }
        let found = names(in: value).map { name in Model.Panel.allCases.first { "\($0)" == name } }
        let panels = Set(found.compactMap(\.self))
        // Something stays on the screen.
        return panels.isEmpty || found.contains(nil) || panels.isSuperset(of: [.processes, .logs])
            ? nil : panels
    }

    /// `4M`, `512K`, `1G`; from 256 KiB to 1 GiB.
    private static func size(_ value: String) -> Int? {
        let units: [Character: Int] = ["K": 10, "M": 20, "G": 30]
        let text = value.uppercased()
        let shift = text.last.flatMap { units[$0] }
        guard let number = Int(shift == nil ? text : String(text.dropLast())), number > 0, number < 1 << 31
        else { return nil }
        let bytes = number << (shift ?? 0)
        return (1 << 18...1 << 30).contains(bytes) ? bytes : nil
    }
}

extension Settings.Entry {
    static func flag(_ name: String, _ path: any WritableKeyPath<Settings, Bool?> & Sendable) -> Self {
        Self(
            name: name, expects: { _ in "on, off" },
            read: { value, settings in
                guard let truth = Settings.truth(value) else { return false }
                settings[keyPath: path] = truth
                return true
            }, written: { $0[keyPath: path].map { $0 ? "on" : "off" } })
    }
}

/// How often figures are shown anew: they are sampled every second.
enum Refresh {
    static let steps: [Duration] = [.seconds(1), .seconds(2), .seconds(5), .seconds(10)]

    static func name(_ step: Duration) -> String { "\(step.components.seconds)" }

    static func named(_ text: String) -> Duration? {
        let bare = text.hasSuffix("s") ? String(text.dropLast()).trimmingBlanks : text
        return steps.first { name($0) == bare }
    }
}

extension FigureSpan {
    /// In the file.
    var name: String {
        switch self {
        case .minute: "1m"
        case .fiveMinutes: "5m"
        case .hour: "1h"
        case .day: "24h"
        }
    }
}

extension Sort {
    /// `mem`; with a minus the other way around than one means when one asks for it.
    init?(named text: String) {
        let isTurned = text.first == "-"
        guard let key = TableColumn(rawValue: isTurned ? String(text.dropFirst()) : text) else { return nil }
        self = isTurned ? Sort(key).inverted : Sort(key)
    }

    var name: String { (self == Sort(key) ? "" : "-") + key.rawValue }
}

extension StringProtocol {
    var trimmingBlanks: String {
        var rest = self[...]
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest.drop(while: \.isWhitespace))
    }
}
