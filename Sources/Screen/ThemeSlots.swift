/// Which slots of a theme file make up a role, first to last: wamon's own, then btop's it falls back to.
enum ThemeSlots {
    /// The look of a role by the slots given; what the theme does not say is the terminal's own, but what must be
    /// told apart (selection, matches, toasts) is reversed then.
    static func style(of role: Role, in slots: [String: ThemeValue]) -> Style {
        let recipe = recipe(role)
        let fore = recipe.foreground.lazy.compactMap { slots[$0] }.first
        let back = recipe.background.lazy.compactMap { slots[$0] }.first
        var style = Style(fore?.color, on: back?.color, recipe.attributes)
        style.attributes.formUnion(fore?.attributes ?? [])
        if style.background == nil, !style.attributes.contains(.reverse) {
            style.attributes.formUnion(recipe.withoutBackground)
        }
        return style
    }

    /// A hundred and one steps from nothing to all.
    static func ramp(of gradient: Gradient, in slots: [String: ThemeValue]) -> [Style] {
        let names: [String] =
            switch gradient {
            case .cpu: ["cpu"]
            case .memory: ["used"]
            case .limit: ["limit", "used"]
            }
        func value(_ part: String) -> ThemeValue? { names.lazy.compactMap { slots["\($0)_\(part)"] }.first }
        let stops = [value("start"), value("mid"), value("end")].compactMap(\.self)
        guard !stops.isEmpty else { return [Style()] }
        let labs = stops.map { $0.color.flatMap { $0.isFixed ? $0.oklab : nil } }
        return (0...100).map { step in
            let place = Double(step) / 100 * Double(stops.count - 1)
            let low = min(Int(place), max(0, stops.count - 2))
            let part = place - Double(low)
            if stops.count > 1, let start = labs[low], let end = labs[low + 1] {
                let nearer = stops[part < 0.5 ? low : low + 1]
                if part == 0 || part == 1 { return Style(nearer.color, on: nil, nearer.attributes) }
                let (red, green, blue) = start.blended(with: end, part).rgb
                return Style(.rgb(red, green, blue), on: nil, nearer.attributes)
            }
            // Named colours have no values to blend: each stop gets its share.
            let stop = stops[min(step * stops.count / 101, stops.count - 1)]
            return Style(stop.color, on: nil, stop.attributes)
        }
    }

    /// Whether a slot means something to wamon or to btop.
    static func isKnown(_ slot: String) -> Bool {
        known.contains(slot)
            || [
                "temp", "free", "cached", "available", "download", "upload", "process", "cpu", "used",
                "limit",
            ].contains { name in ["_start", "_mid", "_end"].contains { slot == name + $0 } }
    }

    private static let known: Set<String> = Set(
        Role.allCases.flatMap { recipe($0).foreground + recipe($0).background } + ["proc_misc", "meter_bg"]
    )

    // MARK: - Recipes

    private struct Recipe {
        var foreground: [String]
        var background: [String] = []
        var attributes: Attributes = []
        /// Added where no background sets it off.
        var withoutBackground: Attributes = []
    }

    private static func recipe(_ role: Role) -> Recipe {
        switch role {
        case .background: Recipe(foreground: ["main_fg"], background: ["main_bg"])
        case .text, .logText: Recipe(foreground: ["main_fg"])
        case .dim: Recipe(foreground: ["inactive_fg"])
        case .title: Recipe(foreground: ["title"], attributes: .bold)
        case .border: Recipe(foreground: ["div_line"])
        case .borderFocused: Recipe(foreground: ["border_focused", "hi_fg"])
        case .header: Recipe(foreground: ["header_fg", "title"], background: ["header_bg"])
        case .key: Recipe(foreground: ["key_fg", "hi_fg"])
        case .selection, .tabActive, .buttonFocused:
            Recipe(
                foreground: ["selected_fg"], background: ["selected_bg"], attributes: .bold,
                withoutBackground: .reverse)
        case .restartRising: Recipe(foreground: ["restart_rising", "hi_fg"], attributes: .bold)
        case .changed: Recipe(foreground: ["changed_fg", "main_fg"], attributes: .bold)
        case .match, .matchCurrent, .marked: highlight(role)
        case .dialog, .dialogBorder, .dialogTitle, .button, .danger: dialog(role)
        case .toast: Recipe(foreground: ["toast_fg"], background: ["toast_bg"], withoutBackground: .reverse)
        case .toastError:
            Recipe(
                foreground: ["toast_error_fg", "process_end"], background: ["toast_error_bg", "toast_bg"],
                attributes: .bold, withoutBackground: .reverse)
        case .hint: Recipe(foreground: ["hint_fg", "inactive_fg"])
        case .hintKey: Recipe(foreground: ["key_fg", "hi_fg"], attributes: .bold)
        case .graphText: Recipe(foreground: ["graph_text", "inactive_fg"])
        case .meterEmpty: Recipe(foreground: ["meter_bg", "div_line"])
        case .scrollbar: Recipe(foreground: ["scrollbar", "div_line"])
        case .statusOnline, .statusLaunching, .statusStopping, .statusWaiting, .statusErrored,
            .statusStopped, .statusCrashLoop, .healthOk, .healthSlow, .healthFail:
            status(role)
        case .logTime, .logWarn, .logError, .logEvent, .logName1, .logName2, .logName3, .logName4,
            .logName5, .logName6, .logName7, .logName8:
            log(role)
        }
    }

    private static func status(_ role: Role) -> Recipe {
        switch role {
        case .statusOnline: Recipe(foreground: ["status_online", "process_start"])
        case .statusLaunching: Recipe(foreground: ["status_launching", "process_mid"])
        case .statusStopping: Recipe(foreground: ["status_stopping", "process_mid"])
        case .statusWaiting: Recipe(foreground: ["status_waiting", "process_mid"])
        case .statusErrored: Recipe(foreground: ["status_errored", "process_end"])
        case .statusCrashLoop: Recipe(foreground: ["status_crashloop", "process_end"], attributes: .bold)
        case .healthOk: Recipe(foreground: ["health_ok", "cpu_start"])
        case .healthSlow: Recipe(foreground: ["health_slow", "cpu_mid"])
        case .healthFail: Recipe(foreground: ["health_fail", "cpu_end"])
        default: Recipe(foreground: ["status_stopped", "inactive_fg"])
        }
    }

    private static func log(_ role: Role) -> Recipe {
        switch role {
        case .logWarn: Recipe(foreground: ["log_warn", "process_mid"])
        case .logError: Recipe(foreground: ["log_err", "process_end"])
        case .logEvent: Recipe(foreground: ["log_event", "hi_fg"])
        case .logName1: Recipe(foreground: ["log_name_1", "cpu_box"])
        case .logName2: Recipe(foreground: ["log_name_2", "mem_box"])
        case .logName3: Recipe(foreground: ["log_name_3", "net_box"])
        case .logName4: Recipe(foreground: ["log_name_4", "proc_box"])
        case .logName5: Recipe(foreground: ["log_name_5", "download_mid"])
        case .logName6: Recipe(foreground: ["log_name_6", "upload_mid"])
        case .logName7: Recipe(foreground: ["log_name_7", "title"])
        case .logName8: Recipe(foreground: ["log_name_8", "hi_fg"])
        default: Recipe(foreground: ["log_time", "inactive_fg"])
        }
    }

    private static func highlight(_ role: Role) -> Recipe {
        switch role {
        case .match:
            Recipe(
                foreground: ["match_fg", "selected_fg"], background: ["match_bg", "selected_bg"],
                withoutBackground: .reverse)
        case .matchCurrent:
            Recipe(
                foreground: ["match_current_fg", "hi_fg"], background: ["match_current_bg"],
                attributes: .bold, withoutBackground: [.reverse, .underline])
        default: Recipe(foreground: ["marked_fg", "hi_fg"], background: ["marked_bg"], attributes: .bold)
        }
    }

    private static func dialog(_ role: Role) -> Recipe {
        let ground = ["dialog_bg", "main_bg"]
        return switch role {
        case .dialogBorder: Recipe(foreground: ["dialog_border", "hi_fg"], background: ground)
        case .dialogTitle:
            Recipe(foreground: ["dialog_title", "title"], background: ground, attributes: .bold)
        case .danger: Recipe(foreground: ["danger_fg", "process_end"], background: ground, attributes: .bold)
        case .button: Recipe(foreground: ["dialog_fg", "main_fg"], background: ground)
        default: Recipe(foreground: ["dialog_fg", "main_fg"], background: ground)
        }
    }
}
