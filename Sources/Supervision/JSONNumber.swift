/// A number as JSON writes it (RFC 8259, section 6), as far as it can be read without rounding.
package struct JSONNumber: Sendable {
    package private(set) var isNegative = false
    /// All its digits as one integer, where they fit and there is no exponent.
    package private(set) var digits = UInt64.zero
    /// How many of them stand behind the point.
    package private(set) var decimals = 0
    package private(set) var isExact = true
    package private(set) var place = 0..<0

    /// Which begins there; nil: none does.
    init?(_ bytes: [UInt8], at start: Int) {
        var position = start
        func sign() -> UInt8 { position < bytes.count ? bytes[position] : 0 }
        func isDigit() -> Bool { (48...57).contains(sign()) }

        if sign() == UInt8(ascii: "-") {
            isNegative = true
            position += 1
        }
        guard isDigit() else { return nil }
        let isNought = sign() == UInt8(ascii: "0")
        let first = position
        while isDigit() {
            take(sign())
            position += 1
        }
        if isNought, position > first + 1 { return nil }
        if sign() == UInt8(ascii: ".") {
            position += 1
            let point = position
            while isDigit() {
                take(sign())
                position += 1
            }
            decimals = position - point
            if decimals == 0 { return nil }
        }
        if sign() | 0x20 == UInt8(ascii: "e") {
            isExact = false
            position += 1
            if sign() == UInt8(ascii: "+") || sign() == UInt8(ascii: "-") { position += 1 }
            guard isDigit() else { return nil }
            while isDigit() { position += 1 }
        }
        place = start..<position
    }

    private mutating func take(_ digit: UInt8) {
        let (tens, isOver) = digits.multipliedReportingOverflow(by: 10)
        let (sum, isOverToo) = tens.addingReportingOverflow(UInt64(digit - 48))
        digits = sum
        if isOver || isOverToo { isExact = false }
    }

    /// One division of two doubles that are exact is rounded as the whole number would be; nil where it takes
    /// more than that.
    package var double: Double? {
        guard isExact, digits <= 1 << 53, decimals < JSONNumber.powers.count else { return nil }
        let value = Double(digits) / JSONNumber.powers[decimals]
        return isNegative ? -value : value
    }

    /// As a duration; nil where a double might be off by a microsecond, and would have to be looked at.
    package var milliseconds: Duration? {
        guard isExact, decimals <= 3, digits < 1 << 51 else { return nil }
        var microseconds = Int64(digits)
        for _ in decimals..<3 { microseconds *= 10 }
        guard microseconds < 1 << 51 else { return nil }
        return .microseconds(isNegative ? -microseconds : microseconds)
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19, 1e20, 1e21, 1e22,
    ]
}
