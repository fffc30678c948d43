import Glibc

/// `log_date_format`: a moment in the letters of moment.js and Day.js, in local time.
///
/// Known: YYYY YY Y, Q, MMMM MMM MM M Mo, DDDD DDD DD D Do, dddd ddd dd d E, HH H hh h kk k, mm m, ss s,
/// S…SSSSSSSSS, A a, Z ZZ, X x, and `[literal]`. Everything else stands for itself.
struct DateFormat: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text([UInt8])
        case field(String)
    }
    let parts: [Part]
    /// The same all through a second.
    let isPerSecond: Bool

    init(_ format: String) {
        var parts: [Part] = []
        var isPerSecond = true
        var text: [UInt8] = []
        var rest = Substring(format)
        while let first = rest.first {
            if first == "[", let end = rest.firstIndex(of: "]") {
                text += rest[rest.index(after: rest.startIndex)..<end].utf8
                rest = rest[rest.index(after: end)...]
            } else if let field = DateFormat.fields.first(where: { rest.hasPrefix($0) }) {
                if !text.isEmpty { parts.append(.text(text)) }
                text = []
                parts.append(.field(field))
                if field.hasPrefix("S") || field == "x" { isPerSecond = false }
                rest = rest.dropFirst(field.count)
            } else {
                text += first.utf8
                rest = rest.dropFirst()
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
        self.isPerSecond = isPerSecond
    }

    /// Appends the moment `wall` (since 1970).
    func render(_ wall: Duration, into bytes: inout [UInt8]) {
        let (seconds, attoseconds) = wall.components
        var time = time_t(seconds)
        var local = tm()
        localtime_r(&time, &local)
        let nanoseconds = Int(attoseconds / 1_000_000_000)
        for part in parts {
            switch part {
            case .text(let text): bytes += text
            case .field(let name):
                bytes += DateFormat.value(name, local, Int(seconds), nanoseconds).utf8
            }
        }
    }

    // MARK: - Fields

    /// The longest first among those that share a beginning.
    private static let fields = [
        "YYYY", "YY", "Y", "Q", "MMMM", "MMM", "MM", "Mo", "M", "DDDD", "DDD", "DD", "Do", "D", "dddd", "ddd",
        "dd", "d", "E", "HH", "H", "hh", "h", "kk", "k", "mm", "m", "ss", "s", "SSSSSSSSS", "SSSSSSSS",
        "SSSSSSS", "SSSSSS", "SSSSS", "SSSS", "SSS", "SS", "S", "A", "a", "ZZ", "Z", "X", "x",
    ]
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
    static let days = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    private static func value(_ name: String, _ local: tm, _ seconds: Int, _ nanoseconds: Int) -> String {
        let year = Int(local.tm_year) + 1900
        let month = Int(local.tm_mon)
        let day = Int(local.tm_mday)
        let hour = Int(local.tm_hour)
        let twelve = hour % 12 == 0 ? 12 : hour % 12
        let weekday = Int(local.tm_wday)
        switch name {
        case "YYYY": return padded(year, 4)
        case "YY": return padded(year % 100, 2)
        case "Y": return "\(year)"
        case "Q": return "\(month / 3 + 1)"
        case "MMMM": return months[month]
        case "MMM": return String(months[month].prefix(3))
        case "MM": return padded(month + 1, 2)
        case "Mo": return ordinal(month + 1)
        case "M": return "\(month + 1)"
        case "DDDD": return padded(Int(local.tm_yday) + 1, 3)
        case "DDD": return "\(local.tm_yday + 1)"
        case "DD": return padded(day, 2)
        case "Do": return ordinal(day)
        case "D": return "\(day)"
        case "dddd": return days[weekday]
        case "ddd": return String(days[weekday].prefix(3))
        case "dd": return String(days[weekday].prefix(2))
        case "d": return "\(weekday)"
        case "E": return "\(weekday == 0 ? 7 : weekday)"
        case "HH": return padded(hour, 2)
        case "H": return "\(hour)"
        case "hh": return padded(twelve, 2)
        case "h": return "\(twelve)"
        case "kk": return padded(hour == 0 ? 24 : hour, 2)
        case "k": return "\(hour == 0 ? 24 : hour)"
        case "mm": return padded(Int(local.tm_min), 2)
        case "m": return "\(local.tm_min)"
        case "ss": return padded(Int(local.tm_sec), 2)
        case "s": return "\(local.tm_sec)"
        case "A": return hour < 12 ? "AM" : "PM"
        case "a": return hour < 12 ? "am" : "pm"
        case "ZZ", "Z": return zone(local.tm_gmtoff, colon: name == "Z")
        case "X": return "\(seconds)"
        case "x": return "\(seconds * 1000 + nanoseconds / 1_000_000)"
        default: return String(padded(nanoseconds, 9).prefix(name.count))
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func zone(_ offset: Int, colon: Bool) -> String {
        let minutes = abs(offset) / 60
        return (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + (colon ? ":" : "")
            + padded(minutes % 60, 2)
    }

    private static func ordinal(_ number: Int) -> String {
        switch (number % 10, number % 100) {
        case (1, let rest) where rest != 11: "\(number)st"
        case (2, let rest) where rest != 12: "\(number)nd"
        case (3, let rest) where rest != 13: "\(number)rd"
        default: "\(number)th"
        }
    }
}
