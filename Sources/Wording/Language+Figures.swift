// Figures that are read differently: units of time are letters of the language, never wider.
extension Language {
    /// Thousands apart: `12,480`.
    package func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        guard digits.count > 3 else { return "\(value)" }
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += say(",", " ") }
            text.append(digit)
        }
        return text
    }

    /// How long something has been so, at most eight columns: `0s`, `59s`, `4m 05s`, `2h 11m`, `3d 04:12`,
    /// `120d 04h`.
    package func uptime(_ duration: Duration) -> String {
        let two = Figures.two
        let seconds = max(0, duration.components.seconds)
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
        if seconds < 60 { return "\(seconds)\(s)" }
        if seconds < 3600 { return "\(minutes)\(m) \(two(seconds % 60))\(s)" }
        if days == 0 { return "\(hours)\(h) \(two(minutes))\(m)" }
        if days < 100 { return "\(days)\(d) \(two(hours)):\(two(minutes))" }
        return days < 1000 ? "\(days)\(d) \(two(hours))\(h)" : "\(days)\(d)"
    }

    /// How long something took or will take: `85ms`, `4.1s`, `42s`, then as ``uptime(_:)``.
    package func span(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.milliseconds)
        if milliseconds < 100 { return "\(milliseconds)" + say("ms", "мс") }
        let tenths = (milliseconds + 50) / 100
        if milliseconds < 9_950 { return "\(tenths / 10).\(tenths % 10)\(s)" }
        if milliseconds < 59_500 { return "\((milliseconds + 500) / 1000)\(s)" }
        return uptime(duration + .milliseconds(500))
    }

    /// What is left until a deadline, to the tenth below a minute so that it is seen to run: `3.2s`, `59.9s`,
    /// `4m 05s`. Rounded up: `0.0s` only when it is due.
    package func countdown(_ duration: Duration) -> String {
        let tenths = (max(0, duration.milliseconds) + 99) / 100
        return tenths < 600 ? "\(tenths / 10).\(tenths % 10)\(s)" : uptime(duration)
    }

    private var s: String { say("s", "с") }
    private var m: String { say("m", "м") }
    private var h: String { say("h", "ч") }
    private var d: String { say("d", "д") }
}
