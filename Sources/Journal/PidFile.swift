import Glibc
package import Supervision

/// Where one instance's pid is kept for others to read while it runs (`pid_file`).
package struct PidFile: Hashable, Sendable {
    package let path: String

    /// PM2's default: `NAME-ID.pid` in `folder`; a given path gets `-ID` before its extension where the app
    /// has several instances (`suffixed`).
    package init(_ spec: ProcessSpec, instance: InstanceID, folder: String, suffixed: Bool) {
        let name = "\(LogPaths.fileName(spec.name))-\(instance.raw).pid"
        path =
            spec.pidFile.map { LogPaths.suffix($0, with: suffixed ? "-\(instance.raw)" : "") }
            ?? "\(folder)/\(name)"
    }

    // MARK: - On the writer's thread

    /// Whole or not at all: written beside it and moved there, so that a link is replaced and never followed.
    /// The reason where it cannot be.
    func write(_ pid: PID) -> String? {
        let fresh = path + ".new"
        LogFile.makeFolders(above: path, owner: nil)
        unlink(fresh)
        let fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard fd >= 0 else { return LogFile.Refusal.system.reason }
        var text = Array("\(pid)\n".utf8)
        let isWritten = Glibc.write(fd, &text, text.count) == text.count
        let reason = isWritten ? "" : LogFile.Refusal.system.reason
        close(fd)
        if isWritten, rename(fresh, path) == 0 { return nil }
        defer { unlink(fresh) }
        return isWritten ? LogFile.Refusal.system.reason : reason
    }

    /// Unless somebody else's has been put there.
    func remove(_ pid: PID) {
        let fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard fd >= 0 else { return }
        defer { close(fd) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = max(0, read(fd, &bytes, bytes.count))
        if bytes[..<count].elementsEqual("\(pid)\n".utf8) { unlink(path) }
    }
}

extension Journal {
    /// Writes a root's pid into its file, on the writer's thread.
    package func write(_ pid: PID, of instance: InstanceID, to file: PidFile) {
        onWriter { [weak self] in
            let reason = file.write(pid)
            self?.tell(reason.map { "\(file.path): \($0)" }, about: file.path, of: instance)
        }
    }

    /// The run is over: the file goes, if it still is that run's.
    package func remove(_ pid: PID, from file: PidFile) {
        onWriter { file.remove(pid) }
    }
}
