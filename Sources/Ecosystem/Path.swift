/// Paths as text; lexical, as `path.resolve` of Node.
enum Path {
    /// Absolute and without `.`, `..` and doubled slashes.
    static func resolve(_ path: String, in folder: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") where part != "."
        {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// `~` and `~/x` with the user's home; everything else as it is.
    static func expand(_ path: String, home: String?) -> String {
        guard let home, path == "~" || path.hasPrefix("~/") else { return path }
        return home + path.dropFirst()
    }

    static func base(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// With the dot; empty when there is none. `.bashrc` has none.
    static func fileExtension(_ path: String) -> String {
        let base = base(path)
        guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return "" }
        return String(base[dot...])
    }

    static func withoutExtension(_ base: String) -> String {
        String(base.dropLast(fileExtension(base).count))
    }

    static func folder(_ path: String) -> String {
        resolve("..", in: path)
    }
}
