/// Who the simulated accounts are and what happens to them: invented names, no real numbers.
enum Script {
    static let accounts: [(id: String, name: String, chats: [String])] = [
        ("wa-17", "Анна", ["Семья", "Книжный клуб", "Zahnarzt Weber"]),
        ("wa-21", "Lager Nord", ["Schichtplan", "Склад № 4", "Lieferungen"]),
        ("wa-33", "Support", ["Kunde 1042", "Kunde 1077", "Клиент 1093", "お客様 1101"]),
        ("wa-48", "Иван Петров", ["Дача", "Werkstatt"]),
    ]

    static let messages = [
        "Привет! Ты где?", "Буду через 10 минут", "Заказ готов, можно забирать 📦", "Спасибо большое 🙏",
        "The parcel has arrived", "Can you call me back?", "See you at 18:30", "Rechnung ist bezahlt",
        "[photo, 214 kB]", "[voice message, 0:12]", "ありがとうございます",
    ]

    static let reasons = [
        "stream error (515)", "connection closed (428)", "ping timed out (408)",
        "сервер закрыл соединение (503)", "нет ответа на ping (408)",
    ]
}
