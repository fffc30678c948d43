import Glibc
import Kernel
import Supervision

/// Whether there is room for what is still to be written. Asked when something has been, at most every ten
/// seconds; by the clock only while there is little.
extension Writer {
    static let spaceInterval = Duration.seconds(10)

    /// Something has been written.
    func mindSpace() {
        isSpaceDue = true
        if spaceTimer == nil { lookAtSpace() }
    }

    private func lookAtSpace() {
        isSpaceDue = false
        let before = space.low
        let news = measure()
        for kind in news { calls.space(kind, space.low) }
        if news.isEmpty, space.low != before { calls.space(nil, space.low) }
        spaceTimer = thread.loop.after(Writer.spaceInterval) { [unowned self] in
            spaceTimer = nil
            if isSpaceDue || !space.low.isEmpty { lookAtSpace() }
        }
    }

    /// One folder for each file system that is written to.
    private func measure() -> [Happening.Kind] {
        var folders: Set<String> = []
        for target in sinks.keys {
            guard case .file(let path) = target, let slash = path.lastIndex(of: "/") else { continue }
            folders.insert(slash == path.startIndex ? "/" : String(path[..<slash]))
        }
        // The one that has been told of stands for its file system, whoever joins it.
        let told = Set(space.low.map(\.folder))
        let ordered = folders.sorted { (told.contains($0) ? 0 : 1, $0) < (told.contains($1) ? 0 : 1, $1) }
        var seen: Set<UInt64> = []
        var news: [Happening.Kind] = []
        for folder in ordered {
            var status = stat()
            var room = statvfs()
            guard stat(folder, &status) == 0, seen.insert(UInt64(status.st_dev)).inserted,
                statvfs(folder, &room) == 0
            else { continue }
            let unit = Int(clamping: room.f_frsize)
            let free = Int(clamping: room.f_bavail).multipliedReportingOverflow(by: unit)
            let total = Int(clamping: room.f_blocks).multipliedReportingOverflow(by: unit)
            guard !free.overflow, !total.overflow, total.partialValue > 0 else { continue }
            let kind = space.look(at: folder, free: free.partialValue, total: total.partialValue)
            if let kind { news.append(kind) }
        }
        space.keep(folders)
        return news
    }
}
