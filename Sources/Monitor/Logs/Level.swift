package import Supervision

/// How grave a line is: what colours it.
package enum Level: UInt8, Hashable, Comparable, Sendable {
    /// For who wrote the program.
    case debug
    /// Nothing said about it.
    case plain
    case info, warning, error

    package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

    /// What a log line says of itself in its first 160 bytes: a JSON `level` (a word, or pino's number), or
    /// the first level word that stands alone ("ERROR", "[warn]", "warn:", "level=info"). Lower case words
    /// count only where punctuation marks them as a level; "an error occurred" is prose.
    package init(of text: String) {
        var text = text
        self = text.withUTF8 { Level(of: $0) }
    }

    /// How grave a happening is for who reads it.
    package init(of kind: Happening.Kind) {
        switch kind {
        case .stuck, .linesLost, .unhealthy, .portTaken: self = .error
        case .ended(let exit):
            switch exit.verdict {
            case .giveUp: self = .error
            case .restart: self = exit.cause == .manual ? .plain : .warning
            case .stay: self = .plain
            }
        case .killed, .memoryOverLimit, .leftoversSwept, .spaceLow, .hookFailed, .hooksDropped:
            self = .warning
        case .launched, .online, .stopped, .linesResumed, .note, .recovered, .spaceRegained: self = .plain
        }
    }

    init(of bytes: UnsafeBufferPointer<UInt8>) {
        self = Level.scan(UnsafeBufferPointer(rebasing: bytes.prefix(160)))
    }
}

// MARK: - Scanning

extension Level {
    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Level {
        if bytes.first == UInt8(ascii: "{"), let level = json(bytes) { return level }
        var start = 0
        while start < bytes.count {
            // A level word may be coloured.
            if bytes[start] == 0x1B, start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") {
                start += 2
                while start < bytes.count, !isLetter(bytes[start]) { start += 1 }
                start += 1
                continue
            }
            guard isLetter(bytes[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < bytes.count, isLetter(bytes[end]) { end += 1 }
            if let level = word(bytes, start, end) { return level }
            start = end
        }
        return .plain
    }

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Level? {
        guard end - start <= 8, let level = named(bytes[start..<end]) else { return nil }
        let before = start > 0 ? bytes[start - 1] : UInt8(ascii: " ")
        let after = end < bytes.count ? bytes[end] : UInt8(ascii: " ")
        if isNamePart(before) || isNamePart(after) { return nil }
        if bytes[start + 1] < 0x60 { return level }
        // "TypeError" is one word and never gets here; "Error: …" and "warn: …" are marked by the colon.
        return after == UInt8(ascii: ":") || after == UInt8(ascii: "]") || before == UInt8(ascii: "=")
            || after == UInt8(ascii: "|") || after == UInt8(ascii: ">") ? level : nil
    }

    /// `"level":"warn"` or `"level":40`, also `"severity"`.
    private static func json(_ bytes: UnsafeBufferPointer<UInt8>) -> Level? {
        for key in ["\"level\":", "\"severity\":"] {
            guard var at = index(of: Array(key.utf8), in: bytes) else { continue }
            at += key.utf8.count
            while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x22 { at += 1 }
            var end = at
            while end < bytes.count, isLetter(bytes[end]) { end += 1 }
            if end > at { return named(bytes[at..<end]) ?? .info }
            var number = 0
            while end < bytes.count, (0x30...0x39).contains(bytes[end]), end - at < 4 {
                number = number * 10 + Int(bytes[end] - 0x30)
                end += 1
            }
            if end > at {
                return number >= 50 ? .error : number >= 40 ? .warning : number >= 30 ? .info : .debug
            }
        }
        return nil
    }

    private static func named(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Level? {
        func matches(_ name: StaticString) -> Bool {
            guard word.count == name.utf8CodeUnitCount else { return false }
            for (index, byte) in word.enumerated() where byte | 0x20 != name.utf8Start[index] { return false }
            return true
        }
        if matches("error") || matches("fatal") || matches("critical") || matches("panic") || matches("err") {
            return .error
        }
        if matches("warn") || matches("warning") { return .warning }
        if matches("info") || matches("notice") { return .info }
        if matches("debug") || matches("trace") || matches("verbose") { return .debug }
        return nil
    }

    private static func index(of key: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes.count >= key.count else { return nil }
        for start in 0...(bytes.count - key.count)
        where bytes[start] == key[0] && (1..<key.count).allSatisfy({ bytes[start + $0] == key[$0] }) {
            return start
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// A neighbour that makes it a part of a name, not a word: `error_count`, `error.js`, `/errors`.
    private static func isNamePart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "'") || (0x30...0x39).contains(byte)
            || byte >= 0x80
    }
}
