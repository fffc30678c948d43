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

    /// A name may hold a slash; a file name may not.
    private static func fileName(_ name: String) -> String {
        String(name.map { $0 == "/" || $0 == "\0" ? "-" : $0 })
    }

    private static func suffix(_ path: String, with suffix: String) -> String {
        guard !suffix.isEmpty, case .file = LogTarget(path) else { return path }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let file = path[folder.endIndex...]
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return path + suffix }
        return String(folder) + file[..<dot] + suffix + file[dot...]
    }
}
