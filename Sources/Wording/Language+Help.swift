// The help, but for the keys themselves.
extension Language {
    package var helpTitle: String { say("Help", "Справка") }
    package var typeToSearch: String { say("type to search", "поиск – просто пишите") }
    package var helpNothing: String { say("no key does that", "такой клавиши нет") }
    package var restartsLately: String { say("restarts in 10 min", "перезапусков за 10 мин") }
    package var hurtsAsks: String {
        say(
            "What hurts asks first; Cancel is the default, the same key again confirms.",
            "Опасное сначала спросит: по умолчанию отмена, та же клавиша ещё раз – да.")
    }
    package func themeIs(_ name: String) -> String { say("theme \(name)", "тема \(name)") }
    /// - Parameter count: below 8 there are none.
    package func colours(_ count: Int) -> String {
        if count < 8 { return say("no colours", "без цвета") }
        if count > 256 { return say("true colour", "полный цвет") }
        return say("\(count) colours", "\(count) \(Language.form(count, "цвет", "цвета", "цветов"))")
    }
    package var helpMore: String { say("↓ more", "↓ ещё") }
    package var escCloses: String { say("Esc closes", "Esc – закрыть") }
}
