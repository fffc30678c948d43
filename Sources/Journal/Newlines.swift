import Glibc

/// Newlines in raw bytes.
enum Newlines {
    /// How many. Eight bytes at a time: a byte that is a newline leaves a 1 in its place, and up to 255 of
    /// these are summed up side by side before they are added.
    static func count(_ start: UnsafeRawPointer, _ count: Int) -> Int {
        let (newlines, low, ones): (UInt64, UInt64, UInt64) = (
            0x0A0A_0A0A_0A0A_0A0A, 0x7F7F_7F7F_7F7F_7F7F, 0x0101_0101_0101_0101
        )
        var total = 0
        var index = 0
        while count - index >= 8 {
            let end = index + min((count - index) & ~7, 255 * 8)
            var sums: UInt64 = 0
            while index < end {
                let word = (start + index).loadUnaligned(as: UInt64.self) ^ newlines
                // The top bit of each byte that is not 0.
                let others = ((word & low) &+ low) | word
                sums &+= (~others &>> 7) & ones
                index += 8
            }
            let pairs = (sums & 0x00FF_00FF_00FF_00FF) &+ ((sums &>> 8) & 0x00FF_00FF_00FF_00FF)
            total &+= Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) &>> 48)
        }
        while index < count {
            if (start + index).load(as: UInt8.self) == 10 { total += 1 }
            index += 1
        }
        return total
    }

    /// Offset of the first, nil without one.
    static func first(_ start: UnsafeRawPointer, _ count: Int) -> Int? {
        guard count > 0, let hit = memchr(start, 10, count) else { return nil }
        return UnsafeRawPointer(hit) - start
    }

    /// Offset of the last, nil without one.
    static func last(_ start: UnsafeRawPointer, _ count: Int) -> Int? {
        let bytes = start.assumingMemoryBound(to: UInt8.self)
        var index = count
        while index > 0 {
            index -= 1
            if bytes[index] == 10 { return index }
        }
        return nil
    }

    /// How many of the last bytes begin a UTF-8 sequence that is not complete yet: 0…3.
    static func incompleteTail(_ start: UnsafeRawPointer, _ count: Int) -> Int {
        let bytes = start.assumingMemoryBound(to: UInt8.self)
        for back in 1...3 where back <= count {
            let byte = bytes[count - back]
            if byte & 0b1100_0000 == 0b1000_0000 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }
}
