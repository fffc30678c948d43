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

    /// By name: `default`, `dark`, `light`, `mono`.
    package static func builtin(_ name: String) -> Theme? { builtins.first { $0.name == name } }

    package static let builtins = [standard, dark, light, mono]
}

/// The text of the themes.
enum BuiltinThemes {
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

    static let dark = """
        # For dark rooms. Every colour is one of the 256 of an xterm, so it looks the same everywhere.

        theme[main_bg]="#1c1c1c"
        theme[main_fg]="#d0d0d0"
        theme[title]="#eeeeee"
        theme[hi_fg]="#ffaf5f"
        theme[selected_bg]="#303030"
        theme[selected_fg]="#ffffff"
        theme[inactive_fg]="#9e9e9e"
        theme[div_line]="#6c6c6c"

        theme[border_focused]="#ffaf5f"
        theme[header_fg]="#eeeeee"
        theme[key_fg]="#ffaf5f"
        theme[changed_fg]="#eeeeee"
        theme[graph_text]="#9e9e9e"
        theme[meter_bg]="#6c6c6c"
        theme[scrollbar]="#6c6c6c"
        theme[hint_fg]="#9e9e9e"

        theme[process_start]="#87d787"
        theme[process_mid]="#ffd75f"
        theme[process_end]="#ff8787"

        theme[status_online]="#87d787"
        theme[status_launching]="#ffd75f"
        theme[status_stopping]="#ffd75f"
        theme[status_waiting]="#ffd75f"
        theme[status_errored]="#ff8787"
        theme[status_crashloop]="#ff8787 bold"
        theme[status_stopped]="#9e9e9e"

        theme[health_ok]="#87d787"
        theme[health_slow]="#ffd75f"
        theme[health_fail]="#ff8787"
        theme[restart_rising]="#ffaf5f"

        theme[cpu_start]="#87d787"
        theme[cpu_mid]="#ffd75f"
        theme[cpu_end]="#ff5f5f"
        theme[used_start]="#87d7ff"
        theme[used_mid]="#afafff"
        theme[used_end]="#ff87d7"
        theme[limit_start]="#87d787"
        theme[limit_mid]="#ffd75f"
        theme[limit_end]="#ff5f5f"

        theme[log_time]="#9e9e9e"
        theme[log_warn]="#ffd75f"
        theme[log_err]="#ff8787"
        theme[log_event]="#ffaf5f"

        theme[log_name_1]="#87d7ff"
        theme[log_name_2]="#afd787"
        theme[log_name_3]="#d7afff"
        theme[log_name_4]="#ffaf87"
        theme[log_name_5]="#5fd7d7"
        theme[log_name_6]="#ffd787"
        theme[log_name_7]="#ff87af"
        theme[log_name_8]="#afafff"

        theme[match_fg]="#1c1c1c"
        theme[match_bg]="#d7af5f"
        theme[match_current_fg]="#1c1c1c"
        theme[match_current_bg]="#ffd75f"
        theme[marked_fg]="#ffaf5f"

        theme[dialog_fg]="#d0d0d0"
        theme[dialog_bg]="#262626"
        theme[dialog_border]="#ffaf5f"
        theme[dialog_title]="#eeeeee"
        theme[danger_fg]="#ff8787"

        theme[toast_fg]="#1c1c1c"
        theme[toast_bg]="#87d7ff"
        theme[toast_error_fg]="#1c1c1c"
        theme[toast_error_bg]="#ff8787"

        """

    static let light = """
        # For bright rooms. Every colour is one of the 256 of an xterm, so it looks the same everywhere.

        theme[main_bg]="#ffffff"
        theme[main_fg]="#262626"
        theme[title]="#000000"
        theme[hi_fg]="#8700af"
        theme[selected_bg]="#e4e4e4"
        theme[selected_fg]="#000000"
        theme[inactive_fg]="#626262"
        theme[div_line]="#8a8a8a"

        theme[border_focused]="#8700af"
        theme[header_fg]="#000000"
        theme[key_fg]="#8700af"
        theme[changed_fg]="#000000"
        theme[graph_text]="#626262"
        theme[meter_bg]="#8a8a8a"
        theme[scrollbar]="#8a8a8a"
        theme[hint_fg]="#626262"

        theme[process_start]="#005f00"
        theme[process_mid]="#875f00"
        theme[process_end]="#af0000"

        theme[status_online]="#005f00"
        theme[status_launching]="#875f00"
        theme[status_stopping]="#875f00"
        theme[status_waiting]="#875f00"
        theme[status_errored]="#af0000"
        theme[status_crashloop]="#af0000 bold"
        theme[status_stopped]="#626262"

        theme[health_ok]="#005f00"
        theme[health_slow]="#875f00"
        theme[health_fail]="#af0000"
        theme[restart_rising]="#8700af"

        theme[cpu_start]="#008700"
        theme[cpu_mid]="#af8700"
        theme[cpu_end]="#d70000"
        theme[used_start]="#0087af"
        theme[used_mid]="#5f5fd7"
        theme[used_end]="#af00af"
        theme[limit_start]="#008700"
        theme[limit_mid]="#af8700"
        theme[limit_end]="#d70000"

        theme[log_time]="#626262"
        theme[log_warn]="#875f00"
        theme[log_err]="#af0000"
        theme[log_event]="#8700af"

        theme[log_name_1]="#005faf"
        theme[log_name_2]="#005f00"
        theme[log_name_3]="#5f0087"
        theme[log_name_4]="#875f00"
        theme[log_name_5]="#005f5f"
        theme[log_name_6]="#af005f"
        theme[log_name_7]="#0000af"
        theme[log_name_8]="#87005f"

        theme[match_fg]="#000000"
        theme[match_bg]="#ffd787"
        theme[match_current_fg]="#000000"
        theme[match_current_bg]="#ffaf00"
        theme[marked_fg]="#8700af"

        theme[dialog_fg]="#262626"
        theme[dialog_bg]="#eeeeee"
        theme[dialog_border]="#8700af"
        theme[dialog_title]="#000000"
        theme[danger_fg]="#af0000"

        theme[toast_fg]="#ffffff"
        theme[toast_bg]="#005faf"
        theme[toast_error_fg]="#ffffff"
        theme[toast_error_bg]="#af0000"

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
}
