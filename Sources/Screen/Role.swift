/// What a piece of the screen means. A view names roles, never colours; a theme says how each looks.
/// The raw value is its place among all of them.
package enum Role: UInt8, Hashable, Sendable, CaseIterable {
    /// The empty screen.
    case background
    case text, dim
    /// Titles in rules, the focused rule, table headings, letters that are keys.
    case title, border, borderFocused, header, key
    case selection
    case statusOnline, statusLaunching, statusStopping, statusWaiting, statusErrored, statusStopped
    case statusCrashLoop
    case healthOk, healthSlow, healthFail
    /// `▲n` behind a growing restart counter; a figure that changed in the last two seconds.
    case restartRising, changed
    case logText, logTime, logWarn, logError, logEvent
    case logName1, logName2, logName3, logName4, logName5, logName6, logName7, logName8
    case match, matchCurrent, marked
    case dialog, dialogBorder, dialogTitle, button, buttonFocused, danger
    case toast, toastError
    case hint, hintKey
    /// Axes and captions of graphs, the empty part of a bar, the scroll bar, the tab that is open.
    case graphText, meterEmpty, scrollbar, tabActive

    /// Where a theme keeps it.
    var index: Int { Int(rawValue) }

    /// The colour of a name in the logs: the same name has the same one always.
    package static func logName(_ name: some StringProtocol) -> Role {
        // FNV-1a, because Swift's own hash differs from run to run.
        var hash: UInt32 = 2_166_136_261
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let names: [Role] = [
            .logName1, .logName2, .logName3, .logName4, .logName5, .logName6, .logName7, .logName8,
        ]
        return names[Int((hash ^ (hash >> 15)) % 8)]
    }
}

/// Colours that say how much, from none to all.
package enum Gradient: UInt8, Hashable, Sendable, CaseIterable {
    case cpu
    /// Memory used, of the machine or container.
    case memory
    /// Memory held against a process's own limit.
    case limit

    /// Where a theme keeps it.
    var index: Int { Int(rawValue) }
}
