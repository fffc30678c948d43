/// The themes that are always there, as the files in `themes/` have them (a test compares them).
extension Theme {
    /// The terminal's own colours.
    package static let standard = parse(BuiltinThemes.standard, named: "default").0
    /// For dark rooms.
    package static let dark = parse(BuiltinThemes.dark, named: "dark").0
    /// For bright rooms.
    package static let light = parse(BuiltinThemes.light, named: "light").0
    /// No colour at all.
    package static let mono = parse(BuiltinThemes.mono, named: "mono").0

    /// By name; read when it is asked for, so that a start reads one of them only.
    package static func builtin(_ name: String) -> Theme? {
        switch name {
        case "default": standard
        case "dark": dark
        case "light": light
        case "mono": mono
        default: BuiltinThemes.all.first { $0.name == name }.map { parse($0.text, named: name).0 }
        }
    }

    /// In the order they are offered: the terminal's own, dark ones, light ones, those for other eyes, none.
    package static let builtinNames = BuiltinThemes.all.map(\.name)
}

/// The text of the themes.
enum BuiltinThemes {
    static let all: [(name: String, text: String)] = [
        ("default", standard), ("sixteen", sixteen), ("dark", dark), ("harbour", harbour), ("forest", forest),
        ("ember", ember), ("graphite", graphite), ("dusk", dusk), ("amber", amber), ("light", light),
        ("paper", paper), ("frost", frost), ("contrast-dark", contrastDark),
        ("contrast-light", contrastLight), ("blue-orange", blueOrange), ("red-teal", redTeal),
        ("mono", mono),
    ]

    static let standard = """
        # The terminal's own colours: fits any background.

        theme[main_bg]="default"
        theme[main_fg]="default"
        theme[title]="default"
        theme[hi_fg]="cyan"
        theme[selected_bg]="default"
        theme[selected_fg]="default reverse"
        theme[inactive_fg]="default dim"
        theme[div_line]="default dim"

        theme[border_focused]="cyan"
        theme[header_fg]="default"
        theme[key_fg]="cyan"
        theme[changed_fg]="default"
        theme[graph_text]="default dim"
        theme[meter_bg]="default dim"
        theme[scrollbar]="default dim"
        theme[hint_fg]="default dim"

        theme[process_start]="green"
        theme[process_mid]="yellow"
        theme[process_end]="red"

        theme[status_online]="green"
        theme[status_launching]="yellow"
        theme[status_stopping]="yellow"
        theme[status_waiting]="yellow"
        theme[status_errored]="red"
        theme[status_crashloop]="red bold"
        theme[status_stopped]="default dim"

        theme[health_ok]="green"
        theme[health_slow]="yellow"
        theme[health_fail]="red"
        theme[restart_rising]="cyan"

        theme[cpu_start]="green"
        theme[cpu_mid]="yellow"
        theme[cpu_end]="red"
        theme[used_start]="cyan"
        theme[used_mid]="yellow"
        theme[used_end]="red"
        theme[limit_start]="green"
        theme[limit_mid]="yellow"
        theme[limit_end]="red"

        theme[log_time]="default dim"
        theme[log_warn]="yellow"
        theme[log_err]="red"
        theme[log_event]="cyan"

        theme[log_name_1]="cyan"
        theme[log_name_2]="green"
        theme[log_name_3]="magenta"
        theme[log_name_4]="yellow"
        theme[log_name_5]="cyan bold"
        theme[log_name_6]="green bold"
        theme[log_name_7]="magenta bold"
        theme[log_name_8]="default bold"

        theme[match_fg]="black"
        theme[match_bg]="yellow"
        theme[match_current_fg]="black"
        theme[match_current_bg]="cyan"
        theme[marked_fg]="cyan"

        theme[dialog_fg]="default"
        theme[dialog_bg]="default"
        theme[dialog_border]="cyan"
        theme[dialog_title]="default"
        theme[danger_fg]="red"

        theme[toast_fg]="default reverse"
        theme[toast_bg]="default"
        theme[toast_error_fg]="red reverse"
        theme[toast_error_bg]="default"

        """

    static let mono = """
        # No colour at all: bold, dim, underlined and reversed only.

        theme[main_bg]="default"
        theme[main_fg]="default"
        theme[title]="default"
        theme[hi_fg]="default bold"
        theme[selected_bg]="default"
        theme[selected_fg]="default reverse"
        theme[inactive_fg]="default dim"
        theme[div_line]="default dim"

        theme[border_focused]="default bold"
        theme[header_fg]="default"
        theme[key_fg]="default bold"
        theme[changed_fg]="default"
        theme[graph_text]="default dim"
        theme[meter_bg]="default dim"
        theme[scrollbar]="default dim"
        theme[hint_fg]="default dim"

        theme[process_start]="default"
        theme[process_mid]="default underline"
        theme[process_end]="default bold"

        theme[status_online]="default"
        theme[status_launching]="default underline"
        theme[status_stopping]="default underline"
        theme[status_waiting]="default underline"
        theme[status_errored]="default bold"
        theme[status_crashloop]="default bold underline"
        theme[status_stopped]="default dim"

        theme[health_ok]="default"
        theme[health_slow]="default underline"
        theme[health_fail]="default bold"
        theme[restart_rising]="default bold"

        theme[cpu_start]="default"
        theme[cpu_mid]="default"
        theme[cpu_end]="default bold"
        theme[used_start]="default"
        theme[used_mid]="default"
        theme[used_end]="default bold"
        theme[limit_start]="default"
        theme[limit_mid]="default"
        theme[limit_end]="default bold"

        theme[log_time]="default dim"
        theme[log_warn]="default underline"
        theme[log_err]="default bold"
        theme[log_event]="default bold"

        theme[log_name_1]="default"
        theme[log_name_2]="default"
        theme[log_name_3]="default"
        theme[log_name_4]="default"
        theme[log_name_5]="default"
        theme[log_name_6]="default"
        theme[log_name_7]="default"
        theme[log_name_8]="default"

        theme[match_fg]="default underline"
        theme[match_bg]="default"
        theme[match_current_fg]="default reverse"
        theme[match_current_bg]="default"
        theme[marked_fg]="default bold"

        theme[dialog_fg]="default"
        theme[dialog_bg]="default"
        theme[dialog_border]="default bold"
        theme[dialog_title]="default"
        theme[danger_fg]="default bold"

        theme[toast_fg]="default reverse"
        theme[toast_bg]="default"
        theme[toast_error_fg]="default bold reverse"
        theme[toast_error_bg]="default"

        """

    static let sixteen = """
        # The sixteen colours of the terminal itself, whatever they are set to; for a dark background.

        theme[main_bg]="default"
        theme[main_fg]="default"
        theme[title]="bright_white"
        theme[hi_fg]="bright_cyan"
        theme[selected_bg]="blue"
        theme[selected_fg]="bright_white"
        theme[inactive_fg]="default dim"
        theme[div_line]="default dim"

        theme[border_focused]="bright_cyan"
        theme[header_fg]="bright_white"
        theme[key_fg]="bright_cyan"
        theme[changed_fg]="bright_white"
        theme[graph_text]="default dim"
        theme[meter_bg]="default dim"
        theme[scrollbar]="default dim"
        theme[hint_fg]="default dim"

        theme[process_start]="bright_green"
        theme[process_mid]="bright_yellow"
        theme[process_end]="bright_red"

        theme[status_online]="bright_green"
        theme[status_launching]="bright_magenta"
        theme[status_stopping]="bright_magenta"
        theme[status_waiting]="bright_yellow"
        theme[status_errored]="bright_red"
        theme[status_crashloop]="bright_red bold"
        theme[status_stopped]="default dim"

        theme[health_ok]="bright_green"
        theme[health_slow]="bright_yellow"
        theme[health_fail]="bright_red"
        theme[restart_rising]="bright_cyan"

        theme[cpu_start]="bright_green"
        theme[cpu_mid]="bright_yellow"
        theme[cpu_end]="bright_red"
        theme[used_start]="bright_cyan"
        theme[used_mid]="bright_magenta"
        theme[used_end]="bright_red"
        theme[limit_start]="bright_green"
        theme[limit_mid]="bright_yellow"
        theme[limit_end]="bright_red"

        theme[log_time]="default dim"
        theme[log_warn]="bright_yellow"
        theme[log_err]="bright_red"
        theme[log_event]="bright_cyan"

        theme[log_name_1]="bright_cyan"
        theme[log_name_2]="bright_green"
        theme[log_name_3]="bright_magenta"
        theme[log_name_4]="bright_yellow"
        theme[log_name_5]="cyan"
        theme[log_name_6]="green"
        theme[log_name_7]="magenta"
        theme[log_name_8]="bright_white"

        theme[match_fg]="black"
        theme[match_bg]="bright_yellow"
        theme[match_current_fg]="black"
        theme[match_current_bg]="bright_cyan"
        theme[marked_fg]="bright_cyan"

        theme[dialog_fg]="default"
        theme[dialog_bg]="default"
        theme[dialog_border]="bright_cyan"
        theme[dialog_title]="bright_white"
        theme[danger_fg]="bright_red"

        theme[toast_fg]="black"
        theme[toast_bg]="bright_cyan"
        theme[toast_error_fg]="bright_white"
        theme[toast_error_bg]="red"

        """
}
