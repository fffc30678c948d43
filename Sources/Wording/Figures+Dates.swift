extension Figures {
    /// The day of a wall time, `2026-11-23`.
    /// - Parameters:
    ///   - wall: CLOCK_REALTIME since 1970.
    ///   - zone: seconds east of UTC.
    package static func date(_ wall: Duration, zone: Int) -> String {
        let seconds = wall.components.seconds &+ Int64(zone)
        let days = (seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400
        // Counted in years that begin in March, so that a leap day is the last of its year.
        let shifted = days &+ 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        return "\(year + era * 400 + (calendarMonth <= 2 ? 1 : 0))-\(two(calendarMonth))-\(two(day))"
    }
}
