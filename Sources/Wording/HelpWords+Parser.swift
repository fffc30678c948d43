// What the parser of the command line says by itself, in English and nothing else: headings of a help, and what is
// wrong with a call. It is known by its place and its shape; what is not known stays English.
extension HelpWords {
    /// A help as the parser has printed it, or a complaint with the usage below.
    package func said(_ text: String) -> String {
        guard language != .english else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
            .joined(separator: "\n")
    }

    private func line(_ line: String) -> String {
        if let heading = HelpWords.headings[line] { return heading }
        if line.hasSuffix(HelpWords.group), line.first != " " {
            return String(line.dropLast(HelpWords.group.count)) + ":"
        }
        for (english, russian) in HelpWords.beginnings where line.hasPrefix(english) {
            return russian + usage(String(line.dropFirst(english.count)))
        }
        for (english, russian) in [("Error: ", "Ошибка: "), ("   or: ", "  или: ")]
        where line.hasPrefix(english) {
            return russian + complaint(String(line.dropFirst(english.count)))
        }
        for (english, russian) in HelpWords.endings where line.hasSuffix(english) {
            return line.dropLast(english.count) + russian
        }
        for phrase in HelpWords.hints {
            if let hint = phrase.translated(line, { usage($0) }) { return hint }
        }
        return values(line)
    }

    private func complaint(_ sentence: String) -> String {
        for phrase in HelpWords.complaints {
            if let said = phrase.translated(sentence, { alternatives($0) }) { return said }
        }
        return sentence
    }

    /// `'bash', 'zsh' or 'fish'`.
    private func alternatives(_ list: String) -> String {
        guard list.first == "'" else { return list }
        return list.replacing("' or '", with: "' или '").replacing("' and '", with: "' и '")
    }

    private func usage(_ words: String) -> String {
        HelpWords.places.reduce(words) { $0.replacing($1.0, with: $1.1) }
    }

    /// The parser's remarks on a value, behind the sentence about it.
    private func values(_ line: String) -> String {
        HelpWords.remarks.reduce(line) { $0.replacing($1.0, with: $1.1) }
    }

    private static let group = " SUBCOMMANDS:"
    private static let headings = [
        "ARGUMENTS:": "АРГУМЕНТЫ:", "OPTIONS:": "ПАРАМЕТРЫ:", "SUBCOMMANDS:": "КОМАНДЫ:",
    ]
    /// As wide as the English ones where more lines follow below.
    private static let beginnings = [
        ("OVERVIEW: ", "ОБЗОР: "), ("USAGE: ", "ВЫЗОВ: "), ("Usage: ", "Вызов: "), ("Help:  ", "Справка:  "),
    ]
    private static let endings = [
        ("Show help information.", "Показать эту справку."), ("Show the version.", "Показать версию."),
        ("Show subcommand help information.", "Показать справку о команде."),
    ]
    private static let hints = [
        Phrase("  See '{}' for more information.", "  Подробнее: {}"),
        Phrase("  See '{}' for detailed help.", "  Подробнее: {}"),
    ]
    private static let places = [("<options>", "<параметры>"), ("<subcommand>", "<команда>")]
    private static let remarks = [
        // As wide: what stands to the right stays in its column.
        (" (default) ", " (главная) "),
        ("(default as flag: ", "(без значения: "), ("(default: ", "(по умолчанию: "),
        ("(values: ", "(значения: "),
        ("; default as flag: ", "; без значения: "), ("; default: ", "; по умолчанию: "),
    ]

    private static let complaints = [
        Phrase("Unknown option '{}'. Did you mean '{}'?", "параметра {} нет; может быть, {}?"),
        Phrase("Unknown option '{}'", "параметра {} нет"),
        Phrase("Missing value for '{}' in '{}'", "нет значения для {} в {}"),
        Phrase("Missing value for '{}'", "нет значения для {}"),
        Phrase(
            "The option '{}' does not take any value, but '{}' was specified.",
            "у параметра {} не бывает значения, а дано {}"),
        Phrase("Unexpected argument '{}'", "лишнее слово {}"),
        Phrase("{} unexpected arguments: '{}'", "лишние слова, {}: '{}'"),
        Phrase(
            "Value to be set with {} had already been set with {}", "значение из {} уже задано через {}"),
        Phrase("Missing expected argument '{}'", "нет обязательного слова {}"),
        Phrase("Missing one of: '{}'", "нет ни одного из: '{}'"),
        Phrase("Missing required subcommand.", "нет команды"),
        Phrase("Command '{}' is not a parent of the current command.", "команды {} нет"),
        Phrase(
            "The value '{}' is invalid for '{}'. Please provide one of {}.",
            "значение {} не годится для {}; ожидается одно из {}"),
        Phrase("The value '{}' is invalid for '{}': {}", "значение {} не годится для {}: {}"),
        Phrase("The value '{}' is invalid for '{}'", "значение {} не годится для {}"),
        Phrase("The value '{}' is invalid.{}", "значение {} не годится{}"),
        Phrase("Invalid option: {}", "неверный параметр: {}"),
    ]
}
