import Glibc
import Supervision
import Testing

@testable import Journal

@Suite struct FormatTests {
    init() { setenv("TZ", "UTC", 1) }

    @Test(
        "a date format reads as in moment.js",
        arguments: [
            ("YYYY-MM-DD HH:mm:ss Z", "2026-11-23 10:04:05 +00:00"),
            ("YYYY-MM-DDTHH:mm:ss", "2026-11-23T10:04:05"),
            ("YY M D H m s SSS ZZ", "26 11 23 10 4 5 007 +0000"),
            ("hh:mm A", "10:04 AM"),
            ("h a", "10 am"),
            ("dddd ddd dd d E", "Monday Mon Mo 1 1"),
            ("MMMM MMM Do Mo Q", "November Nov 23rd 11th 4"),
            ("DDD DDDD", "327 327"),
            ("S SS SSSSSS", "0 00 007000"),
            ("X x", "1795428245 1795428245007"),
            ("kk k", "10 10"),
            ("[at] YYYY [[x] é", "at 2026 [x é"),
            ("", ""),
        ])
    func format(_ letters: String, _ expected: String) {
        var bytes: [UInt8] = []
        DateFormat(letters).render(.seconds(1_795_428_245) + .milliseconds(7), into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test func `a JSON timestamp is ISO 8601 in UTC`() {
        #expect(JSONText.timestamp(.seconds(1_795_428_245) + .milliseconds(7)) == "2026-11-23T10:04:05.007Z")
        #expect(JSONText.timestamp(.seconds(951_782_400)) == "2000-02-29T00:00:00.000Z")
    }

    @Test func `an incomplete character is told from a whole one`() {
        func tail(_ slice: some Sequence<UInt8>) -> Int {
            let bytes = Array(slice)
            return bytes.withUnsafeBytes { Newlines.incompleteTail($0.baseAddress!, bytes.count) }
        }
        #expect(tail(Array("é".utf8)) == 0)
        #expect(tail(Array("aé".utf8).dropLast()) == 1)
        #expect(tail(Array("🙂".utf8).dropLast()) == 3)
        #expect(tail(Array("🙂".utf8).dropLast(2)) == 2)
        #expect(tail([0x80, 0x80, 0x80, 0x80]) == 0)
    }
}
