import Glibc
import Screen
import Wording

/// Finds themes: a name among the folders of screens.md's order, then the built-in ones; a path as it is.
struct ThemeFiles {
    let environment: [String: String]
    let folder: String?

    /// The theme, and what is wrong in its file.
    func load(_ name: String) throws -> (theme: Theme, problems: [String]) {
        let (theme, problems, path) = try find(name)
        return (theme, problems.map { "\(path): line \($0.line): \($0.message)" })
    }

    private func find(_ name: String) throws -> (theme: Theme, problems: [ThemeProblem], path: String) {
        if name.contains("/") {
            guard let text = TextFile.read(name) else {
                throw Failed(code: 2, sentence: Wamon.words.program.themeUnreadable(name))
            }
            return parse(text, named: name, path: name)
        }
        for folder in folders {
            let path = "\(folder)/\(name).theme"
            if let text = TextFile.read(path) { return parse(text, named: name, path: path) }
        }
        if let theme = Theme.builtin(name) { return (theme, [], "") }
        let known = Theme.builtinNames.joined(separator: ", ")
        throw Failed(
            code: 2,
            sentence: Wamon.words.program.noTheme(
                name, builtin: known, folders: folders.joined(separator: ", ")))
    }

    /// What can be chosen by name: built in, then what the folders have besides.
    var names: [String] {
        var found: Set<String> = []
        for folder in folders {
            guard let listing = opendir(folder) else { continue }
            defer { closedir(listing) }
            while let entry = readdir(listing), found.count < 1000 {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasSuffix(".theme"), name.first != "." { found.insert(String(name.dropLast(6))) }
            }
        }
        let builtin = Theme.builtinNames
        return builtin + found.subtracting(builtin).sorted()
    }

    /// A theme while another one is shown: nil where it is gone, and what is wrong in it first.
    func reload(_ name: String) -> (theme: Theme, problem: ThemeProblem?)? {
        guard let (theme, problems, _) = try? find(name) else { return nil }
        return (theme, problems.first)
    }

    private var folders: [String] {
        var folders = [folder, environment["WAMON_THEMES"]].compactMap { $0 }
        if let config = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map({ $0 + "/.config" }) {
            folders.append(config + "/wamon/themes")
        }
        if let program = TextFile.programFolder {
            folders += [program + "/themes", program + "/../share/wamon/themes"]
        }
        return folders + ["/usr/share/wamon/themes"]
    }

    private func parse(_ text: String, named name: String, path: String) -> (Theme, [ThemeProblem], String) {
        let (theme, problems) = Theme.parse(text, named: name)
        return (theme, problems, path)
    }
}

/// Small files, read whole.
enum TextFile {
    static let largest = 1 << 20

    /// nil where it cannot be read; at most 1 MiB.
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < largest {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 { return nil }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Over what is there; mode 0644 where it is new.
    static func write(_ text: String, to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { return false }
        var bytes = Array(text.utf8)
        let isWritten = Glibc.write(file, &bytes, bytes.count) == bytes.count
        return close(file) == 0 && isWritten
    }

    /// Where the program lies.
    static var programFolder: String? {
        program.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }
    }

    /// /proc/self/exe.
    static var program: String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
