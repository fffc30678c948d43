import Screen
import Supervision
import Wording

/// A search through the files, or a page of them for which many lines are passed over.
struct FileSearch: Hashable, Sendable {
    /// 0: a page.
    var number: Int
    var isUp: Bool
    var place: Model.Place
    /// Bytes.
    var done = 0
    var total = 0
    var hits = 0
    var hasFound = false
}

extension Model {
    /// Looks on in the files, where what is held has nothing more.
    mutating func searchFiles(up: Bool) -> [Command]? {
        let log = shownLog
        guard page == nil, !log.past.isMissing, let pattern = log.search else { return nil }
        // Downwards, what follows the files is what is held.
        if !up, log.past.isJoined { return nil }
        if up, log.past.isOldest { return nil }
        lastSearch += 1
        // What was said of the last one would hide how far this one is.
        toast = nil
        fileSearch = FileSearch(number: lastSearch, isUp: up, place: place)
        let instances: [InstanceID]? = if case .logs(.one(let id)) = place { [id] } else { nil }
        let stream = log.filter.stream
        return [
            .search(
                number: lastSearch,
                LogPattern(
                    pattern.text, stream: stream == .all ? nil : stream == .out ? .out : .error),
                instances: instances, from: up ? log.past.pieces.first?.first : log.past.pieces.last?.last,
                isForward: !up)
        ]
    }

    /// What takes time is given up; false: nothing did.
    mutating func stopSearching() -> Bool {
        guard fileSearch != nil || fileReading != nil else { return false }
        let hasFound = fileSearch?.hasFound ?? false
        fileSearch = nil
        fileReading = nil
        if !hasFound { say(words.searchStopped) }
        return true
    }

    /// Nobody who has left waits for what it finds.
    mutating func stopForsakenSearch() -> [Command] {
        guard let search = fileSearch, search.place != place || page != nil else { return [] }
        fileSearch = nil
        return [.stopSearch]
    }

    mutating func note(_ news: PastSearch) -> [Command] {
        switch news {
        case .progress(number: 0, let done, let total, let hits):
            guard shownLog.past.wish != nil else { return [] }
            fileReading = FileSearch(
                number: 0, isUp: true, place: place, done: done, total: total, hits: hits)
        case .progress(let number, let done, let total, let hits):
            guard var search = fileSearch, search.number == number else { return [] }
            (search.done, search.total, search.hits) = (done, total, hits)
            fileSearch = search
        case .found(let number, let position, let found):
            guard var search = fileSearch, search.number == number, page == nil else { return [] }
            search.hasFound = true
            search.hits = max(1, search.hits)
            fileSearch = search
            let sheet = logSheet
            onLog { log in
                log.past.take(found, for: .around(position), nil, log.filter, log.search)
                // A filter that the search knows nothing of may hide it.
                if let id = log.past.id(near: position) { log.goTo(id, sheet) }
            }
            return wantPast()
        case .ended(let number, let hits):
            guard let search = fileSearch, search.number == number else { return [] }
            fileSearch = nil
            if hits == 0 { goAround(up: search.isUp) } else { say(words.filesSearched(hits)) }
        case .failed(let number, let sentence):
            guard number == 0 || fileSearch?.number == number else { return [] }
            fileSearch = nil
            fileReading = nil
            say(told(sentence), isError: true)
        }
        return []
    }

    /// `searching 312M of 1.00G · 3 hits · Esc stops`.
    var searchProgress: String? {
        guard let search = fileSearch ?? fileReading, search.total > 0 else {
            return fileSearch == nil ? nil : words.searchingFiles
        }
        return words.searching(
            Figures.bytes(search.done), of: Figures.bytes(search.total), hits: search.hits)
    }
}
