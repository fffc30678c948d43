package import Supervision

/// The files of one instance, resolved: nil where nothing is written.
package struct LogPaths: Hashable, Sendable {
    package var out: String?
    package var error: String?
    /// `log_file`: both streams in addition.
    package var both: String?

    /// PM2's names: `NAME-out.log` and `NAME-error.log` in `folder`; with several instances (`suffixed`)
    /// `-ID` before the extension, given paths included, unless they are combined.
    package init(_ spec: ProcessSpec, instance: InstanceID, folder: String, suffixed: Bool) {
        let logs = spec.logs
        guard !logs.disabled else { return }
        let suffix = suffixed && !logs.combined ? "-\(instance.raw)" : ""
        let name = LogPaths.fileName(spec.name)
        func path(_ given: String?, _ kind: String) -> String {
            LogPaths.suffix(given ?? "\(folder)/\(name)-\(kind).log", with: suffix)
        }
        out = path(logs.outFile, "out")
        error = path(logs.errorFile, "error")
        both = logs.bothFile.map { LogPaths.suffix($0, with: suffix) }
    }

    // MARK: - Names

    /// A name may hold a slash, and be longer than NAME_MAX with what is put behind it; a file name may not.
    /// What a terminal would obey has no place in one either.
    static func fileName(_ name: String) -> String {
        var safe = ""
        for scalar in name.unicodeScalars {
            let isSafe = scalar != "/" && scalar.properties.generalCategory != .control
            let next = isSafe ? String(scalar) : "-"
            if safe.utf8.count + next.utf8.count > longestName { break }
            safe += next
        }
        return safe
    }

    /// Bytes; "-error-1000.log.10.gz" and the like still fit into 255.
    private static let longestName = 200

    static func suffix(_ path: String, with suffix: String) -> String {
        guard !suffix.isEmpty, case .file = LogTarget(path) else { return path }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let file = path[folder.endIndex...]
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return path + suffix }
        return String(folder) + file[..<dot] + suffix + file[dot...]
    }
}
