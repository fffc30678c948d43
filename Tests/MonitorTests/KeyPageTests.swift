import Glibc
import Monitor
import Testing
import Wording

/// `docs/monitor.md` shows the keys there are.
@Suite struct KeyPageTests {
    /// A Markdown table in the order of the help.
    private var table: String {
        var lines = ["| key | does |", "|---|---|"]
        for group in Binding.Group.allCases {
            for binding in Keymap.standard.table where binding.group == group {
                guard let text = binding.text else { continue }
                let keys = Keymap.standard.label(binding).split(separator: " ").map { "`\($0)`" }
                lines.append("| \(keys.joined(separator: " ")) | \(text(.english)) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func `the table of keys is the one in docs`() throws {
        let root = "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
        let path = root + "/docs/monitor.md"
        let text = try #require(contents(of: path))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(lines.firstIndex { $0.hasPrefix("<!-- keys") })
        let end = try #require(lines.firstIndex { $0.hasPrefix("<!-- /keys") })
        let printed = (lines[...begin] + ["", table[...]] + lines[end...]).joined(separator: "\n")
        if getenv("WAMON_RECORD").map({ String(cString: $0) }) == "1" {
            let file = try #require(fopen(path, "w"))
            defer { fclose(file) }
            try #require(fputs(printed, file) >= 0)
        } else {
            #expect(text == printed, "WAMON_RECORD=1 swift test --filter KeyPageTests prints it anew")
        }
    }

    private func contents(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
