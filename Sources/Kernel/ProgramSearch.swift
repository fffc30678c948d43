import Glibc

/// Where a program is, as execvp(3) looks for it.
package enum ProgramSearch {
    /// A word with a slash is a path, seen from `folder`; any other is looked for in `path`, the PATH of whoever is to
    /// run it. Nil: there is none that may be run.
    package static func place(of word: String, in folder: String, path: String?) -> String? {
        if word.contains("/") { return runnable(word, in: folder) }
        guard !word.isEmpty else { return nil }
        let folders = (path ?? "/usr/local/bin:/usr/bin:/bin").split(
            separator: ":", omittingEmptySubsequences: false)
        for place in folders {
            if let found = runnable(place.isEmpty ? word : "\(place)/\(word)", in: folder) { return found }
        }
        return nil
    }

    private static func runnable(_ path: String, in folder: String) -> String? {
        let path = path.first == "/" ? path : "\(folder)/\(path)"
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 else {
            return nil
        }
        return path
    }
}
