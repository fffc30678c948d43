// Themes, settings, the mouse.
extension Language {
    // MARK: - Themes

    package var themeTitle: String { say("Theme", "Тема") }
    package var themeFoot: String { say("↵ keeps · Esc as before", "↵ оставить · Esc вернуть") }
    package var noColoursHere: String { say("this terminal has no colours", "у этого терминала нет цветов") }

    package func themeKept(_ name: String) -> String { say("theme \(name)", "тема \(name)") }

    package func themeUntilLeft(_ name: String, configured: String) -> String {
        say(
            "theme \(name) until you leave: the config file says \(configured)",
            "тема \(name) до выхода: в файле настроек \(configured)")
    }

    /// What a theme is like, in a line; empty for one that is not ours.
    package func about(theme: String) -> String {
        switch theme {
        case "default":
            say("the terminal's own colours, on any background", "цвета самого терминала, на любом фоне")
        case "sixteen":
            say(
                "the terminal's sixteen colours, for a dark background",
                "шестнадцать цветов терминала, для тёмного фона")
        case "dark": say("grey and orange, for dark rooms", "серая с оранжевым, для тёмной комнаты")
        case "harbour": say("calm and blue, night over water", "спокойная синяя, ночь над водой")
        case "forest": say("dark greens, moss and bark", "тёмно-зелёная, мох и кора")
        case "ember": say("warm and dark, what a fire leaves", "тёплая тёмная, угли костра")
        case "graphite": say("grey, colour where something happens", "серая, цвет там, где что-то происходит")
        case "dusk": say("soft, little contrast, for evenings", "мягкая, мало контраста, для вечера")
        case "amber": say("one colour, told apart by brightness", "один цвет, различия в яркости")
        case "light": say("white and violet, for bright rooms", "белая с лиловым, для светлой комнаты")
        case "paper": say("light and warm, ink on paper", "светлая тёплая, чернила на бумаге")
        case "frost": say("light and cool, snow and sky", "светлая холодная, снег и небо")
        case "contrast-dark": say("high contrast on black, 7:1", "высокий контраст на чёрном, 7:1")
        case "contrast-light": say("high contrast on white, 7:1", "высокий контраст на белом, 7:1")
        case "blue-orange":
            say("for eyes that mix up red and green", "если глаза путают красный с зелёным")
        case "red-teal":
            say("for eyes that mix up blue and yellow", "если глаза путают синий с жёлтым")
        case "mono": say("no colour: bold, dim, underlined", "без цвета: жирный, тусклый, черта")
        default: say("a theme of your own", "ваша собственная тема")
        }
    }

    package func themeBroken(_ name: String, _ problem: String) -> String {
        say("theme \(name), \(problem)", "тема \(name), \(problem)")
    }

    package func themeGone(_ name: String) -> String {
        say("there is no theme \(name) any more", "темы \(name) больше нет")
    }

    // MARK: - Mouse, refresh

    package var mouseOurs: String { say("the mouse is wamon's", "мышь у wamon") }
    package var mouseTheirs: String {
        say("the mouse is the terminal's; F2 takes it back", "мышь у терминала; F2 вернёт")
    }
    package var mouseBadge: String { say("mouse off", "без мыши") }

    /// In the header.
    package func every(_ seconds: Int) -> String { say("every \(seconds)s", "раз в \(seconds)с") }

    package func refreshed(_ seconds: Int) -> String {
        say("figures every \(seconds) s", "цифры раз в \(seconds) с")
    }

    // MARK: - The title

    package func up(_ count: Int, of all: Int) -> String {
        say("\(count) of \(all) up", "работают \(count) из \(all)")
    }

    // MARK: - Settings

    package var expectsTheme: String { say("the name of a theme", "имя темы") }
    package var expectsSize: String { say("256K to 1G", "от 256K до 1G") }

    package func settingLine(_ line: Int, _ text: String) -> String {
        say("line \(line): \(text)", "строка \(line): \(text)")
    }
    package var settingNoValue: String { say("expected name = value", "нужно имя = значение") }
    package var settingUnclosed: String { say("the quote is not closed", "кавычка не закрыта") }
    package func settingUnknown(_ name: String, meant: String?) -> String {
        say("unknown setting \(name)", "неизвестная настройка \(name)") + didYouMean(meant)
    }
    package func settingUnknownAction(_ name: String, meant: String?) -> String {
        say("unknown action \(name)", "неизвестное действие \(name)") + didYouMean(meant)
    }
    private func didYouMean(_ meant: String?) -> String {
        meant.map { say("; is it \($0)?", "; может быть, \($0)?") } ?? ""
    }
    package func settingValue(_ value: String, of name: String, expected: String) -> String {
        say(
            "\(name) cannot be \"\(value)\"; it is one of: \(expected)",
            "\(name) не может быть \"\(value)\"; возможно: \(expected)")
    }
    package func settingUnknownKey(_ name: String) -> String {
        say("there is no key \(name)", "нет клавиши \(name)")
    }
    package func settingForbidden(_ key: String) -> String {
        say(
            "\(key) is how Docker's terminal is left, and cannot be used",
            "\(key) занята терминалом Docker, её не назначить")
    }
    package func settingTaken(_ key: String, by action: String) -> String {
        say("\(key) belongs to \(action) already", "\(key) уже у \(action)")
    }
    package func settingOrphan(_ key: String, of action: String) -> String {
        say(
            "\(key) was the only key of \(action): give that another, or none",
            "\(key) была единственной у \(action): дайте другую или none")
    }
    package func settingNeeded(_ action: String) -> String {
        say("\(action) needs a key", "\(action) нужна клавиша")
    }
    package func settingAgain(_ name: String) -> String {
        say("\(name) was set before; this one holds", "\(name) уже было; действует это")
    }
    package func inFile(_ name: String, _ text: String, more: Int) -> String {
        more == 0 ? "\(name), \(text)" : "\(name), \(text)" + say(" (and \(more) more)", " (и ещё \(more))")
    }
    package var settingsReloaded: String {
        say("settings and theme read again", "настройки и тема перечитаны")
    }
    package func layoutNotSaved(_ reason: String) -> String {
        say("the layout is not remembered: \(reason)", "раскладка не запомнена: \(reason)")
    }
}
