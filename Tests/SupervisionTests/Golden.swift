import FoundationEssentials
import Testing

/// A file of the repository that must equal what the code prints. `WAMON_RECORD=1` writes it anew.
struct Golden {
    let path: String

    /// - Parameter path: from the repository's root.
    init(_ path: String) {
        let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        self.path = here.dropLast().joined(separator: "/") + "/../../" + path
    }

    /// Records an issue that shows the first line that differs.
    func expect(_ text: String) throws {
        if ProcessInfo.processInfo.environment["WAMON_RECORD"] == "1" {
            return try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOfFile: path, encoding: .utf8)
        guard recorded != text else { return }
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).prefix { $0 == $1 }.count
        Issue.record(
            """
            \(path), line \(line + 1), differs; if this is meant: WAMON_RECORD=1 swift test
            recorded: \(line < old.count ? String(old[line]) : "(end)")
            printed:  \(line < new.count ? String(new[line]) : "(end)")
            """)
    }
}
