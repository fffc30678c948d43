import Foundation
import Testing

/// A folder of its own for one wamon: its home, its ecosystem file, the scripts of its children. Whatever was
/// started from it is known by it.
final class Sandbox {
    let folder: String
    var home: String { folder + "/home" }

    init() throws {
        var template = Array("/tmp/wamon-e2e-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The environment of what runs here: this one's, with a home of its own and without what would name another.
    func environment(_ more: [String: String] = [:], without: [String] = []) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for name in [
            "TMUX", "TMUX_PANE", "NO_COLOR", "COLORTERM", "LC_ALL", "LC_CTYPE", "LANG", "COLUMNS", "LINES",
        ]
            + without
        {
            environment[name] = nil
        }
        environment["WAMON_HOME"] = home
        environment["HOME"] = folder
        environment["SHELL"] = "/bin/sh"
        return environment.merging(more) { $1 }
    }

    // MARK: - Files

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file; scripts are executable.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
        chmod(path(name), 0o755)
        return path(name)
    }

    func apps(_ apps: [[String: Any]]) throws {
        let data = try JSONSerialization.data(withJSONObject: ["apps": apps], options: [.prettyPrinted])
        try data.write(to: URL(fileURLWithPath: path("ecosystem.json")))
    }

    /// nil while there is none.
    func text(_ name: String) -> String? {
        try? String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// The lines of a file that have been ended; none while there is no file.
    func lines(_ name: String) -> [String] {
        var lines = (text(name) ?? "").components(separatedBy: "\n")
        lines.removeLast()
        return lines
    }

    /// What a child has written on its standard output, by wamon's own file.
    func output(of app: String) -> [String] { lines("home/logs/\(app)-out.log") }

    /// The real process: the one that holds the home.
    var core: pid_t? {
        text("home/lock").flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// A verb of the program under test, as a script would call it.
    @discardableResult
    func wamon(_ words: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
        try Program.run([Program.wamon] + words, environment: self.environment(environment), in: folder)
    }

    /// Ends the core, in whichever process it is, politely.
    func endCore() async {
        guard let core, isAlive(core) else { return }
        kill(core, SIGTERM)
        _ = try? await until("the end of the core", within: .seconds(10)) { isAlive(core) ? nil : true }
    }

    // MARK: - Who is left

    /// Every process that was started from here: by its folder, its words or its environment.
    var remains: [Remnant] {
        let pids =
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
        return pids.filter { $0 != getpid() }.compactMap { pid in
            let words = Self.procFile(pid, "cmdline")
            let place = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")) ?? ""
            let isOurs =
                place == folder || place.hasPrefix(folder + "/") || words.contains(folder)
                || Self.procFile(pid, "environ").contains(folder)
            return isOurs ? Remnant(pid: pid, words: words) : nil
        }
    }

    struct Remnant: Hashable, CustomStringConvertible {
        let pid: pid_t
        let words: String
        var description: String { "\(pid) \(words)" }
    }

    private static func procFile(_ pid: pid_t, _ name: String) -> String {
        let data = FileManager.default.contents(atPath: "/proc/\(pid)/\(name)") ?? Data()
        return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
    }

    /// Ends the sandbox: nothing may be left of it but by mistake, and the mistake is ended.
    func remove(sourceLocation: SourceLocation = #_sourceLocation) async {
        _ = try? await until("nobody is left", within: .seconds(5)) { remains.isEmpty ? true : nil }
        let left = remains
        #expect(left == [], "left behind", sourceLocation: sourceLocation)
        for one in left { kill(one.pid, SIGKILL) }
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// Whether there is such a process, zombies aside.
func isAlive(_ pid: pid_t) -> Bool {
    guard let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return false }
    let text = String(decoding: stat, as: UTF8.self)
    guard let end = text.lastIndex(of: ")") else { return false }
    return !text[end...].hasPrefix(") Z") && !text[end...].hasPrefix(") X")
}

/// The pid of who started it; nil where there is no such process.
func parent(of pid: pid_t) -> pid_t? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/status") else { return nil }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("PPid:") }
    return line?.split(separator: "\t").last.flatMap { pid_t($0) }
}

/// One app of an ecosystem file.
func app(_ name: String, _ words: [String], _ fields: [String: Any] = [:]) -> [String: Any] {
    ["name": name, "script": words[0], "args": Array(words.dropFirst())].merging(fields) { $1 }
}
