import Glibc

/// A text that is kept in a file, `Tests/Goldens/TARGET/NAME.txt`, and compared with on every run.
///
///     #expect(Golden.difference("main-80x24", canvas.plain) == nil)
///
/// `WAMON_RECORD=1` writes the files anew, on purpose only; then look at what changed.
package enum Golden {
    /// nil if the text is what the file holds, else what differs, line by line, and how to record it.
    package static func difference(
        _ name: String, _ text: String, testFile: StaticString = #filePath
    ) -> String? {
        let parts = "\(testFile)".split(separator: "/")
        let goldens = parts.dropLast(2).map { "/" + $0 }.joined() + "/Goldens"
        let folder = "\(goldens)/\(parts.dropLast().last ?? "")"
        let path = "\(folder)/\(name).txt"
        if getenv("WAMON_RECORD").map({ String(cString: $0) }) == "1" {
            mkdir(goldens, 0o755)
            mkdir(folder, 0o755)
            return write(text + "\n", to: path) ? nil : "cannot write \(path)"
        }
        guard let kept = read(path) else { return "no golden \(path); record it with WAMON_RECORD=1" }
        if kept == text + "\n" { return nil }
        return "\(name) differs (- golden, + now; WAMON_RECORD=1 records):\n"
            + lines(of: kept.hasSuffix("\n") ? String(kept.dropLast()) : kept, text)
    }

    // MARK: - Lines that differ

    /// Every line that is not the same on both sides, with its number.
    private static func lines(of old: String, _ new: String) -> String {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false)
        return (0..<max(before.count, after.count)).flatMap { index -> [String] in
            let (left, right) = (
                before.indices.contains(index) ? before[index] : nil,
                after.indices.contains(index) ? after[index] : nil
            )
            if left == right { return [] }
            return [left.map { "-\(index + 1): \($0)|" }, right.map { "+\(index + 1): \($0)|" }].compactMap(
                \.self)
        }.joined(separator: "\n")
    }

    // MARK: - Files

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    private static func write(_ text: String, to path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        let bytes = Array(text.utf8)
        let written = fwrite(bytes, 1, bytes.count, file)
        return fclose(file) == 0 && written == bytes.count
    }
}
