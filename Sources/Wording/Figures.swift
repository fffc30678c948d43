/// Numbers as an operator reads them: one style per unit, never wider than the column they belong to.
package enum Figures {
    /// At most five columns, binary units as `max_memory_restart` uses them: `0`, `900K`, `182M`, `1.00G`,
    /// `12.3G`, `128G`.
    package static func bytes(_ count: Int) -> String {
        let count = max(0, count)
        if count < 1 << 10 { return count == 0 ? "0" : "\(count)B" }
        if count < 1000 << 10 { return "\(count >> 10)K" }
        if count < 1000 << 20 { return "\((count + (1 << 19)) >> 20)M" }
        var value = Double(count) / Double(1 << 30)
        var unit = "G"
        if value >= 1000 {
            value /= 1024
            unit = "T"
        }
        return decimals(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + unit
    }

    /// CPU percent of one core, at most five columns: `12.4`, `100.0`, `1600`.
    package static func percent(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return "0.0" }
        return decimals(min(value, 99_999), value < 999.95 ? 1 : 0)
    }

    /// A fixed number of decimals, rounded half up; no locale.
    package static func decimals(_ value: Double, _ places: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "–" }
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + "\(scaled)" }
        let fraction = String(scaled % scale)
        return sign + "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
    }

    /// Wall time of day, `14:03:18`, or with milliseconds `14:03:18.204`.
    /// - Parameter zone: seconds east of UTC.
    package static func clock(_ wall: Duration, zone: Int, milliseconds: Bool = false) -> String {
        let (whole, attoseconds) = wall.components
        let day = ((whole &+ Int64(zone)) % 86_400 + 86_400) % 86_400
        let time = "\(two(day / 3600)):\(two(day / 60 % 60)):\(two(day % 60))"
        guard milliseconds else { return time }
        let thousandths = String(max(0, attoseconds) / 1_000_000_000_000_000)
        return time + "." + String(repeating: "0", count: max(0, 3 - thousandths.count)) + thousandths
    }

    /// With a nought in front.
    static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension Duration {
    /// Whole milliseconds, towards zero.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds.multipliedReportingOverflow(by: 1000).partialValue
            &+ attoseconds / 1_000_000_000_000_000
    }
}

extension Figures {
    /// The day, `2026-11-23`.
    /// - Parameter zone: seconds east of UTC.
    package static func date(_ wall: Duration, zone: Int) -> String {
        let seconds = wall.components.seconds &+ Int64(zone)
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        // The civil calendar from days: eras of 400 years that begin in March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let day = shifted - era * 146_097
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let rest = day - (365 * year + year / 4 - year / 100)
        let month = (5 * rest + 2) / 153
        let date = rest - (153 * month + 2) / 5 + 1
        let number = month < 10 ? month + 3 : month - 9
        return "\(year + era * 400 + (number <= 2 ? 1 : 0))-\(two(number))-\(two(date))"
    }
}
