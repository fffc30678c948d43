package import Supervision

/// Figures out of the text of /proc and cgroup files, without a String. Any bytes whatever are safe:
/// what is not there is nil.
extension Span where Element == UInt8 {
    /// The digits at `index`, blanks before them skipped; leaves `index` behind them. Nil where there are
    /// none, or too many for 64 bits.
    package func number(at index: inout Int) -> UInt64? {
        skipBlanks(at: &index)
        var value: UInt64 = 0
        let first = index
        while index < count, case let digit = self[index] &- 48, digit < 10 {
            let (tenfold, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLargeNow) = tenfold.addingReportingOverflow(UInt64(digit))
            if tooLarge || tooLargeNow { return nil }
            value = sum
            index += 1
        }
        return index > first ? value : nil
    }

    /// The first number of the line that begins with `key`, which must be followed by a blank.
    package func value(of key: StaticString) -> UInt64? {
        guard var index = end(of: key) else { return nil }
        return number(at: &index)
    }

    /// Where the text after `key` begins, in the first line that begins with it and a blank.
    package func end(of key: StaticString) -> Int? {
        var line = 0
        while line < count {
            let end = line + key.utf8CodeUnitCount
            if end < count, isBlank(self[end]), has(key, at: line) { return end }
            line = endOfLine(from: line) + 1
        }
        return nil
    }

    /// The index of the newline at or after `index`, or the end.
    package func endOfLine(from index: Int) -> Int {
        var index = index
        while index < count, self[index] != 10 { index += 1 }
        return index
    }

    package func skipBlanks(at index: inout Int) {
        while index < count, isBlank(self[index]) { index += 1 }
    }

    /// To the blank or newline that ends this word.
    package func skipWord(at index: inout Int) {
        while index < count, !isBlank(self[index]), self[index] != 10 { index += 1 }
    }

    package func has(_ word: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + word.utf8CodeUnitCount <= count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where self[index + offset] != word.utf8Start[offset] {
            return false
        }
        return true
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}

/// What `/proc/PID/stat` says (proc_pid_stat(5)).
package struct ProcStat: Hashable, Sendable {
    package var state = UInt8(ascii: "?")
    package var parent: PID = 0
    package var session: PID = 0
    /// Clock ticks in user and kernel mode.
    package var ticks: UInt64 = 0
    /// The same of its children that have ended and been waited for, and theirs.
    package var childTicks: UInt64 = 0
    package var threads = 0
    /// Clock ticks since boot.
    package var start: UInt64 = 0

    package init() {}

    /// Nil when the text is not whole.
    package init?(_ text: Span<UInt8>) {
        // The name in parentheses may hold anything, parentheses and newlines included; none follow it.
        var index = text.count - 1
        while index >= 0, text[index] != UInt8(ascii: ")") { index -= 1 }
        guard index >= 0 else { return nil }
        index += 1
        text.skipBlanks(at: &index)
        guard index < text.count else { return nil }
        state = text[index]
        index += 1
        for field in 4...22 {
            text.skipBlanks(at: &index)
            let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
            if isNegative { index += 1 }
            guard let digits = text.number(at: &index) else { return nil }
            let value = isNegative ? 0 : digits
            switch field {
            case 4: parent = PID(truncatingIfNeeded: value)
            case 6: session = PID(truncatingIfNeeded: value)
            case 14, 15: ticks = ticks &+ value
            case 16, 17: childTicks = childTicks &+ value
            case 20: threads = Int(clamping: min(value, 1 << 22))  // PID_MAX_LIMIT
            case 22: start = value
            default: break
            }
        }
    }

    /// Ended, and waiting to be reaped. A leader whose other threads go on looks like a zombie but is none.
    package var isZombie: Bool {
        (state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")) && threads <= 1
    }
}
