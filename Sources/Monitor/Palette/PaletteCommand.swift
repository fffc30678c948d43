package import Supervision
package import Wording

/// What the palette can have done.
package enum PaletteCommand: Hashable, Sendable {
    /// What a key does.
    case perform(Action)
    case act(Deed, Aim)
    case signal(Signal, Aim)
    case scale(name: String, to: Int)
    /// Its logs, full-screen.
    case logs(InstanceID)
    /// Select it in the table.
    case show(InstanceID)
    case sort(TableColumn)
    /// Write `dump.json`.
    case save
    /// The screen into a file.
    case dump
    case theme(String)
    case language(Language)
    /// Settings and theme from their files.
    case reloadSettings

    package enum Deed: String, Hashable, Sendable, CaseIterable {
        case restart, stop, start, reload, reset, delete, flush
    }
}

/// A line of the palette.
package struct PaletteEntry: Hashable, Sendable {
    /// In the language of the screen; what Tab writes.
    package var text: String
    /// The same in English, which is understood as well.
    package var english: String?
    /// Said behind it.
    package var note = ""
    /// The key that does the same.
    package var key = ""
    /// Of what is named equally well, the smallest comes first.
    var usual = PaletteVerb.rare
    /// nil: something must be said behind it.
    package var command: PaletteCommand?

    init(
        _ text: String, english: String? = nil, note: String = "", key: String = "",
        usual: Int = PaletteVerb.rare, _ command: PaletteCommand?
    ) {
        self.text = text
        self.english = english == text ? nil : english
        self.note = note
        self.key = key
        self.usual = usual
        self.command = command
    }
}

/// A word of the palette that something is said behind.
enum PaletteVerb: String, CaseIterable {
    case restart, stop, start, reload, reset, signal, scale, logs, flush, delete, sort, theme, language

    var deed: PaletteCommand.Deed? { PaletteCommand.Deed(rawValue: rawValue) }

    /// What is typed most often, of words that begin alike: before all the rest.
    var usual: Int { [.restart, .stop, .start, .logs].firstIndex(of: self) ?? PaletteVerb.rare }
    static let rare = 4

    /// It changes something.
    var acts: Bool {
        switch self {
        case .logs, .sort, .theme, .language: false
        default: true
        }
    }
}
