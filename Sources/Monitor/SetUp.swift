package import Screen
import Supervision
import Wording

/// What the user set, by the config file and by keys, beyond what the rest of the model holds.
package struct Preferences: Hashable, Sendable {
    /// What holds of the config file and the command line; the layout of last time below them.
    package var settings = Settings()
    /// The theme that was chosen for good: another one may be shown while one is being chosen.
    package var theme = ""
    /// How often figures are shown anew.
    package var refresh = Duration.seconds(1)
    package var isMouseOn = true
    /// What the terminal can draw.
    package var glyphs = GlyphSet.unicode
    /// The window has the keyboard.
    package var isFocused = true
    /// When somebody was last told of a process's end (CLOCK_MONOTONIC).
    var alertedAt: [InstanceID: Duration] = [:]
}

// How the monitor itself looks and behaves.
extension Model {
    mutating func setUp(_ action: Action) -> [Command] {
        switch action {
        case .theme: return pickTheme()
        case .mouse:
            preferences.isMouseOn.toggle()
            say(preferences.isMouseOn ? words.mouseOurs : words.mouseTheirs)
            return [.useMouse(preferences.isMouseOn)]
        case .faster: refresh(by: -1)
        case .slower: refresh(by: 1)
        default: break
        }
        return []
    }

    private mutating func refresh(by step: Int) {
        let steps = Refresh.steps
        let at = steps.firstIndex(of: preferences.refresh) ?? 0
        preferences.refresh = steps[min(max(0, at + step), steps.count - 1)]
        say(words.refreshed(Int(preferences.refresh.components.seconds)))
    }
}
