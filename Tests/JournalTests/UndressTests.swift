import Glibc
import Supervision
import Testing

@testable import Journal

@Suite struct UndressTests {
    private static let wall = Duration.seconds(1_795_428_245) + .milliseconds(7)

    private func there(_ change: (inout LogSpec) -> Void, _ text: String) -> (LineUndress.Label, String) {
        var logs = LogSpec()
        change(&logs)
        let dress = LineDress(logs, name: "api \"1\"", instance: InstanceID(7), stream: .error)
        var bytes: [UInt8] = []
        Array(text.utf8).withUnsafeBytes { dress.append($0, at: Self.wall, to: &bytes) }
        bytes.removeLast()
        var undress = LineUndress(logs)
        return bytes.withUnsafeBytes { line in
            undress.read(line) { ($1, String(decoding: $0, as: UTF8.self)) }
        }
    }

    /// In a process of its own: the time zone is that of all threads.
    @Test func `a date is read back as far as its letters say it, in any time zone`() async {
        await #expect(processExitsWith: .success) {
            let formats = [
                ("YYYY-MM-DD HH:mm:ss Z", 0), ("YYYY-MM-DDTHH:mm:ss.SSS", 7), ("YY M D H m s SSS ZZ", 7),
                ("D MMMM YYYY, h:mm:ss.SSSSSS a", 7), ("dddd Do MMM Y kk:mm:ss", 0), ("X", 0), ("x", 7),
                ("YYYY DDDD HH mm ss", 0), ("[on] YYYY/Mo/DD [at] hh mm ss A", 0),
            ]
            for zone in ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"] {
                setenv("TZ", zone, 1)
                tzset()
                for (letters, milliseconds) in formats {
                    let (label, text) = UndressTests().there({ $0.dateFormat = letters }, "a: line")
                    #expect(text == "a: line")
                    let at = Duration.seconds(1_795_428_245) + .milliseconds(milliseconds)
                    #expect(label.at == at, "\(letters) in \(zone)")
                }
            }
        }
    }

    @Test func `a format without a day dates nothing and comes off all the same`() {
        let (label, text) = there({ $0.dateFormat = "HH:mm:ss" }, "a line")
        #expect(text == "a line")
        #expect(label == LineUndress.Label())
    }

    @Test func `a line in another dress is text altogether`() {
        var logs = LogSpec()
        logs.dateFormat = "YYYY-MM-DD HH:mm:ss"
        for line in ["", "2026", "no date", "2026-11-23 10:04:05 no colon", "2026-1a-23 10:04:05: x"] {
            for json in [false, true] {
                logs.json = json
                var undress = LineUndress(logs)
                let text = Array(line.utf8).withUnsafeBytes { line in
                    undress.read(line) { text, _ in String(decoding: text, as: UTF8.self) }
                }
                #expect(text == line)
            }
        }
    }

    @Test func `an object says its text, its time and whose it is`() {
        for text in ["plain", "\"quoted\" \\ back\\slashed", "tab\tand\u{1}", "ошибка 🙂", ""] {
            for format in [nil, "YYYY-MM-DD HH:mm:ss.SSS"] {
                let (label, found) = there(
                    {
                        $0.json = true
                        $0.dateFormat = format
                    }, text)
                #expect(found == text)
                #expect(label.at == Self.wall)
                #expect(label.instance == InstanceID(7))
                #expect(label.stream == .error)
            }
        }
    }
}
