import Glibc

/// Newlines in raw bytes.
enum Newlines {
    /// How many. In blocks of 255 so that a byte can count: the compiler makes it a vector loop.
    static func count(_ start: UnsafeRawPointer, _ count: Int) -> Int {
        let bytes = start.assumingMemoryBound(to: UInt8.self)
        let needle = SIMD32<UInt8>(repeating: 10)
        var total = 0
        var index = 0
        while index + 32 <= count {
            var sums = SIMD32<UInt8>()
            var blocks = min((count - index) / 32, 255)
            while blocks > 0 {
                let block = UnsafeRawPointer(bytes + index).loadUnaligned(as: SIMD32<UInt8>.self)
                sums.replace(with: sums &+ 1, where: block .== needle)
                index += 32
                blocks -= 1
            }
            total += SIMD16<UInt16>(truncatingIfNeeded: sums.lowHalf).total
            total += SIMD16<UInt16>(truncatingIfNeeded: sums.highHalf).total
        }
        while index < count {
            if bytes[index] == 10 { total += 1 }
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

extension SIMD16<UInt16> {
    fileprivate var total: Int { Int(wrappedSum()) }
}
