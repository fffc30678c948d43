import Screen
import Supervision
import Wording

// Marking, copying, saving: text as the program wrote it, a stack trace always whole.
extension Model {
    mutating func markLine() {
        let sheet = logSheet
        onLog { log in
            guard let current = log.current else { return }
            log.pause(sheet)
            let group = log.group(of: current).map { log.entry($0).id }
            if group.allSatisfy({ log.marks.contains($0) }) {
                log.marks.subtract(group)
            } else {
                log.marks.formUnion(group)
                log.lastMark = log.entry(current).id
            }
            if let last = log.group(of: current).last, last + 1 < log.count { log.jump(to: last + 1, sheet) }
        }
    }

    mutating func markRange() {
        let sheet = logSheet
        let isDone = onLog { log -> Bool in
            guard let current = log.current, let from = log.lastMark.flatMap({ log.index(of: $0) })
            else { return false }
            log.pause(sheet)
            for index in min(from, current)...max(from, current) where index < log.count {
                log.marks.formUnion(log.group(of: index).map { log.entry($0).id })
            }
            log.lastMark = log.entry(current).id
            return true
        }
        if !isDone { say(words.markFirst) }
    }

    mutating func copyLines() -> [Command] {
        let lines = shownLog.linesToCopy
        guard !lines.isEmpty else {
            say(words.nothingToCopy)
            return []
        }
        return [.copy(lines.joined(separator: "\n"), lines: lines.count)]
    }

    mutating func noteCopied(_ lines: Int, _ isDone: Bool) {
        guard isDone else { return say(words.notCopied, isError: true) }
        onLog { $0.marks = [] }
        say(words.copied(lines))
    }

    // MARK: Into a file

    mutating func saveShown() -> [Command] {
        let log = shownLog
        guard log.count > 0 else {
            say(words.nothingToSave)
            return []
        }
        let names = Dictionary(
            snapshot.processes.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var text = ""
        for index in 0..<log.count {
            let entry = log.entry(index)
            if let at = entry.at {
                text +=
                    "\(Figures.date(at, zone: zone)) \(Figures.clock(at, zone: zone, milliseconds: true)) "
            }
            if !showsOneLog {
                text += (entry.isLine ? entry.instance.flatMap { names[$0] } ?? "" : "wamon") + " "
            }
            text += BareText(log.text(index)).text + "\n"
        }
        return [.save(text, name: fileName)]
    }

    /// `api-server-20261123-140322.log`.
    private var fileName: String {
        var whose = page?.name ?? "wamon"
        if page == nil, case .logs(.one(let id)) = place { whose = process(id)?.name ?? whose }
        let safe = whose.map { $0.isLetter || $0.isNumber || "-_.".contains($0) ? $0 : "-" }
        let day = Figures.date(now.wall, zone: zone).filter { $0 != "-" }
        let time = Figures.clock(now.wall, zone: zone).filter { $0 != ":" }
        return String(safe).drop { $0 == "." } + "-\(day)-\(time).log"
    }

    mutating func noteSaved(_ path: String?, _ trouble: String?) {
        if let path { return say(words.saved(path)) }
        say(words.notSaved(trouble ?? ""), isError: true)
    }
}

extension LogPane {
    /// What is marked, else the line one is on with its stack trace; each without its colours.
    var linesToCopy: [String] {
        // Of what is marked, what is shown: behind a hidden line stands another.
        var places = marks.compactMap { mark in
            index(of: mark).flatMap { $0 < count && entry($0).id == mark ? $0 : nil }
        }.sorted()
        if places.isEmpty { places = current.map { group(of: $0) } ?? [] }
        var lines = places.map { BareText(text($0)).text }
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        return lines
    }
}
