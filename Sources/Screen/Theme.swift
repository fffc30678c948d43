/// How each role looks.
///
/// Written in btop's grammar (`theme[main_bg]="#1a1b26"`), so any file made for btop works; wamon's own slots fall
/// back to btop's where a file has none (see `ThemeSlots`). Backgrounds are the terminal's own unless the theme
/// names `main_bg`.
package struct Theme: Hashable, Sendable {
    package var name: String
    /// Every role as the theme has it; no background where the theme gives that role none.
    /// Looked up for every part of every frame: arrays by the number of the role, not dictionaries.
    private var styles: [Style?]
    private var ramps: [[Style]]

    /// How a role looks on the screen's own background.
    package subscript(role: Role) -> Style { self[role, on: .background] }

    /// How a role looks on another role's background: a status in the selected row, a key in a dialog.
    package subscript(role: Role, on ground: Role) -> Style {
        var style = styles[role.index] ?? Style()
        guard role != ground, let under = styles[ground.index] else { return style }
        if style.background == nil { style.background = under.background ?? own }
        if ground != .background, under.attributes.contains(.reverse) { style.attributes.insert(.reverse) }
        return style
    }

    /// How full: 0…1, clipped; NaN counts as 0.
    package func gradient(_ gradient: Gradient, _ fraction: Double, on ground: Role = .background) -> Style {
        let ramp = ramps[gradient.index]
        guard let last = ramp.indices.last else { return self[.text, on: ground] }
        let part = fraction > 0 ? min(fraction, 1) : 0
        var style = ramp[Int((part * Double(last)).rounded())]
        style.background = styles[ground.index]?.background ?? own
        if ground != .background, styles[ground.index]?.attributes.contains(.reverse) == true {
            style.attributes.insert(.reverse)
        }
        return style
    }

    /// The screen's own background.
    private var own: Color? { styles[Role.background.index]?.background }

    /// A theme from the slots that were given.
    init(name: String, slots: [String: ThemeValue]) {
        self.name = name
        styles = Role.allCases.map { ThemeSlots.style(of: $0, in: slots) }
        ramps = Gradient.allCases.map { ThemeSlots.ramp(of: $0, in: slots) }
    }

    /// A theme from styles, for tests and for changing one; roles without one look plain.
    package init(name: String, styles: [Role: Style], ramps: [Gradient: [Style]] = [:]) {
        self.name = name
        self.styles = Role.allCases.map { styles[$0] }
        self.ramps = Gradient.allCases.map { ramps[$0] ?? [] }
    }

    package mutating func set(_ role: Role, _ style: Style) { styles[role.index] = style }

    /// This theme where the terminal has colours, `mono` where it has not. Eight have no shade for the selected
    /// row beside the background: there it is reversed.
    package func fitting(colors: Int) -> Theme {
        guard colors >= 8 else { return .mono }
        guard colors < 256 else { return self }
        var theme = self
        if colors < 16 { theme.set(.selection, Style(nil, on: nil, [.reverse, .bold])) }
        theme.partStates(colors: colors)
        return theme
    }

    /// Few colours may make one of two states: then they are the terminal's own green, yellow and red.
    private mutating func partStates(colors: Int) {
        let states: [Role] = [.statusOnline, .statusWaiting, .statusErrored, .statusStopped]
        guard Set(states.map { Palette.shown(self[$0], of: colors) }).count < states.count else { return }
        let isDark = own.map { $0.oklab.lightness < 0.5 } ?? true
        let bright: UInt8 = isDark && colors >= 16 ? 8 : 0
        let groups: [(UInt8, [Role])] = [
            (1, [.statusErrored, .statusCrashLoop, .healthFail]), (2, [.statusOnline, .healthOk]),
            (3, [.statusLaunching, .statusStopping, .statusWaiting, .healthSlow]),
        ]
        for (color, roles) in groups {
            for role in roles { styles[role.index]?.foreground = .palette(color + bright) }
        }
    }
}

/// What is wrong in a theme file, and where.
package struct ThemeProblem: Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package var line: Int
    package var message: String
    package var description: String { "line \(line): \(message)" }
}
