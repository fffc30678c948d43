/// The units of the file's numbers.
enum Units {
    /// Longer than this is a mistake, and would overflow a timer.
    static let longest = Duration.seconds(366 * 86400)

    /// Milliseconds from a number or a numeric string, or "500ms", "10s", "5m", "1h", "2d" (PM2: s, m, h).
    /// Nil when it is none, or negative.
    static func duration(_ content: Value.Content) -> Duration? {
        switch content {
        case .number(let number): return number.integer.flatMap { milliseconds($0, times: 1) }
        case .text(let text):
            guard let (count, unit) = split(text) else { return nil }
            let factors = ["": 1, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
            return factors[unit.lowercased()].flatMap { milliseconds(count, times: $0) }
        default: return nil
        }
    }

    /// Bytes from a number or a numeric string, or "512K", "400M", "1G" (powers of 1024, as PM2).
    /// Nil when it is none, or negative, or does not fit.
    static func size(_ content: Value.Content) -> Int? {
        switch content {
        case .number(let number): return number.integer.flatMap { $0 < 0 ? nil : $0 }
        case .text(let text):
            guard let (count, unit) = split(text),
                let shift = ["": 0, "k": 10, "m": 20, "g": 30][unit.lowercased()]
            else { return nil }
            let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << shift)
            return overflow ? nil : bytes
        default: return nil
        }
    }

    /// A whole number from a number or a numeric string.
    static func integer(_ content: Value.Content) -> Int? {
        switch content {
        case .number(let number): number.integer
        case .text(let text): Int(text)
        default: nil
        }
    }

    private static func milliseconds(_ count: Int, times factor: Int) -> Duration? {
        let (value, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow || value < 0 ? nil : .milliseconds(value)
    }

    /// Digits and what follows them.
    private static func split(_ text: String) -> (Int, String)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        return Int(digits).map { ($0, String(text.dropFirst(digits.count))) }
    }
}
