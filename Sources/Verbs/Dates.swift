import Glibc

/// Wall time as people write it.
enum Dates {
    /// `2026-11-23 14:03:22`.
    /// - Parameters:
    ///   - wall: CLOCK_REALTIME since 1970.
    ///   - zone: seconds east of UTC.
    static func local(_ wall: Duration, zone: Int) -> String {
        var seconds = time_t(wall.components.seconds) + zone
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "?" }
        return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + " \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }

    private static func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
