import Glibc

/// Reads back what ``DateFormat`` writes: a moment, as far as its letters say one.
struct DateReader: Sendable {
    private enum Step: Sendable {
        case text([UInt8])
        /// So many digits at least and at most.
        case number(Part, Int, Int)
        case name(Part, [[UInt8]])
        case ordinal(Part)
        case zone(colon: Bool)
    }
    private enum Part: Sendable {
        case year, shortYear, month, day, yearDay, hour, half, minute, second, fraction(Int), epoch,
            milliseconds
        case nothing
    }
    private struct Fields {
        var (year, month, day, yearDay): (Int?, Int?, Int?, Int?)
        var (hour, minute, second, nanoseconds) = (0, 0, 0, 0)
        var isAfternoon: Bool?
        var (zone, epoch): (Int?, Duration?)
    }
    /// What local time is behind or before UTC, of the hour last asked for: looking it up is slow.
    private struct Offset: Sendable {
        var hour = Int.min
        var seconds = 0
    }

    private let steps: [Step]
    private var offset = Offset()

    private let isUTC: Bool

    /// - Parameter isUTC: what has no zone of its own is not local time.
    init(_ format: DateFormat, isUTC: Bool = false) {
        steps = format.parts.map(DateReader.step)
        self.isUTC = isUTC
    }

    /// How many bytes at the beginning are a date of this format, and when that is; nil where there is none.
    mutating func read(_ bytes: UnsafeRawBufferPointer) -> (count: Int, at: Duration?)? {
        var at = 0
        var fields = Fields()
        for step in steps {
            switch step {
            case .text(let text):
                guard DateReader.begins(bytes, at, with: text) else { return nil }
                at += text.count
            case .number(let part, let least, let most):
                guard let value = DateReader.number(bytes, &at, least, most) else { return nil }
                DateReader.put(value, part, into: &fields)
            case .name(let part, let names):
                guard let index = names.firstIndex(where: { DateReader.begins(bytes, at, with: $0) }) else {
                    return nil
                }
                at += names[index].count
                // Months count from 1, halves of a day from 0.
                DateReader.put(names.count == 12 ? index + 1 : index, part, into: &fields)
            case .ordinal(let part):
                guard let value = DateReader.number(bytes, &at, 1, 3), at + 2 <= bytes.count else {
                    return nil
                }
                at += 2
                DateReader.put(value, part, into: &fields)
            case .zone(let hasColon):
                guard let zone = DateReader.zone(bytes, &at, hasColon) else { return nil }
                fields.zone = zone
            }
        }
        return (at, moment(fields))
    }

    // MARK: - Steps

    private static func step(_ part: DateFormat.Part) -> Step {
        guard case .field(let field) = part else {
            if case .text(let text) = part { return .text(text) }
            return .text([])
        }
        func names(_ all: [String], _ count: Int) -> [[UInt8]] { all.map { Array($0.prefix(count).utf8) } }
        switch field {
        case "YYYY": return .number(.year, 4, 4)
        case "YY": return .number(.shortYear, 2, 2)
        case "Y": return .number(.year, 1, 6)
        case "MMMM": return .name(.month, names(DateFormat.months, 99))
        case "MMM": return .name(.month, names(DateFormat.months, 3))
        case "MM": return .number(.month, 2, 2)
        case "M": return .number(.month, 1, 2)
        case "Mo": return .ordinal(.month)
        case "DDDD": return .number(.yearDay, 3, 3)
        case "DDD": return .number(.yearDay, 1, 3)
        case "DD": return .number(.day, 2, 2)
        case "D": return .number(.day, 1, 2)
        case "Do": return .ordinal(.day)
        case "dddd": return .name(.nothing, names(DateFormat.days, 99))
        case "ddd": return .name(.nothing, names(DateFormat.days, 3))
        case "dd": return .name(.nothing, names(DateFormat.days, 2))
        case "d", "E", "Q": return .number(.nothing, 1, 1)
        case "HH", "hh", "kk": return .number(.hour, 2, 2)
        case "H", "h", "k": return .number(.hour, 1, 2)
        case "mm": return .number(.minute, 2, 2)
        case "m": return .number(.minute, 1, 2)
        case "ss": return .number(.second, 2, 2)
        case "s": return .number(.second, 1, 2)
        case "A": return .name(.half, names(["AM", "PM"], 2))
        case "a": return .name(.half, names(["am", "pm"], 2))
        case "Z", "ZZ": return .zone(colon: field == "Z")
        case "X": return .number(.epoch, 1, 12)
        case "x": return .number(.milliseconds, 1, 15)
        default: return .number(.fraction(field.count), field.count, field.count)
        }
    }

    private static func begins(_ bytes: UnsafeRawBufferPointer, _ at: Int, with text: [UInt8]) -> Bool {
        guard at + text.count <= bytes.count else { return false }
        for index in text.indices where bytes[at + index] != text[index] { return false }
        return true
    }

    private static func number(
        _ bytes: UnsafeRawBufferPointer, _ at: inout Int, _ least: Int, _ most: Int
    ) -> Int? {
        var value = 0
        let begin = at
        while at < bytes.count, at - begin < most, bytes[at] &- 48 < 10 {
            value = value * 10 + Int(bytes[at] - 48)
            at += 1
        }
        return at - begin >= least ? value : nil
    }

    /// Seconds east of UTC.
    private static func zone(_ bytes: UnsafeRawBufferPointer, _ at: inout Int, _ hasColon: Bool) -> Int? {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") else {
            return nil
        }
        let sign = bytes[at] == UInt8(ascii: "-") ? -1 : 1
        at += 1
        guard let hours = number(bytes, &at, 2, 2) else { return nil }
        if hasColon {
            guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
            at += 1
        }
        guard let minutes = number(bytes, &at, 2, 2) else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func put(_ value: Int, _ part: Part, into fields: inout Fields) {
        switch part {
        case .year: fields.year = value
        case .shortYear: fields.year = value + 2000
        case .month: fields.month = value
        case .day: fields.day = value
        case .yearDay: fields.yearDay = value
        case .hour: fields.hour = value
        case .half: fields.isAfternoon = value == 1
        case .minute: fields.minute = value
        case .second: fields.second = value
        case .fraction(let digits):
            fields.nanoseconds = (digits..<9).reduce(value) { value, _ in value * 10 }
        case .epoch: fields.epoch = .seconds(value)
        case .milliseconds: fields.epoch = .milliseconds(value)
        case .nothing: break
        }
    }

    // MARK: - The moment

    private mutating func moment(_ fields: Fields) -> Duration? {
        if let epoch = fields.epoch { return epoch + .nanoseconds(fields.nanoseconds) }
        guard let year = fields.year else { return nil }
        var days: Int
        if let yearDay = fields.yearDay {
            days = DateReader.days(year, 1, 1) + yearDay - 1
        } else {
            guard let month = fields.month, let day = fields.day, 1...12 ~= month else { return nil }
            days = DateReader.days(year, month, day)
        }
        var hour = fields.hour
        if let isAfternoon = fields.isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        if hour == 24 { hour = 0 }
        let seconds = days * 86_400 + hour * 3600 + fields.minute * 60 + fields.second
        let zone = fields.zone ?? (isUTC ? 0 : localOffset(of: seconds))
        return .seconds(seconds - zone) + .nanoseconds(fields.nanoseconds)
    }

    /// Of a local time, in seconds since 1970 as if it were UTC.
    private mutating func localOffset(of seconds: Int) -> Int {
        // Offsets change at full quarters of an hour.
        let hour = seconds / 900
        if offset.hour != hour {
            var date = tm()
            var time = time_t(seconds)
            gmtime_r(&time, &date)
            date.tm_isdst = -1
            offset = Offset(hour: hour, seconds: seconds - Int(mktime(&date)))
        }
        return offset.seconds
    }

    /// Since 1970-01-01, by the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let ofEra = shifted - era * 400
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
