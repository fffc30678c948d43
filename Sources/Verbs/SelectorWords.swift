package import Supervision
package import Wording

/// What a command line's words mean among the processes there are.
package struct SelectorWords {
    /// The processes meant, in the order of their ids, and how a request says so.
    package struct Meant: Hashable, Sendable {
        package var selector: Selector
        package var processes: [ProcessSnapshot]
        package var ids: [InstanceID] { processes.map(\.id) }
    }

    private let processes: [ProcessSnapshot]
    private let verbs: VerbWords
    private let namesInFile: (String) throws(Refused) -> [String]?
    private let input: () -> [String]

    /// - Parameters:
    ///   - namesInFile: the names of the apps of an ecosystem file; nil where the word names none.
    ///   - input: the words on standard input, for `-`.
    package init(
        _ snapshot: Snapshot, verbs: VerbWords = Language.english.verbs,
        namesInFile: @escaping (String) throws(Refused) -> [String]? = { _ in nil },
        input: @escaping () -> [String] = { [] }
    ) {
        processes = snapshot.processes
        self.verbs = verbs
        self.namesInFile = namesInFile
        self.input = input
    }

    /// - Parameter words: at least one; each must mean something.
    package func meant(by words: [String]) throws(Refused) -> Meant {
        var all: [String] = []
        for word in words { all += word == "-" ? input() : [word] }
        guard !all.isEmpty else { throw .usage(verbs.inputNamesNoProcess) }
        if all.contains("all") {
            guard !processes.isEmpty else { throw .empty }
            return Meant(selector: .all, processes: processes)
        }
        var ids: Set<InstanceID> = []
        for word in all {
            guard let found = try processes(called: word) else { throw .unknown(word) }
            ids.formUnion(found.map(\.id))
        }
        let meant = processes.filter { ids.contains($0.id) }
        return Meant(selector: .ids(meant.map(\.id)), processes: meant)
    }

    /// Whether a word means a process that is here, whatever files there are.
    package func knows(_ word: String) -> Bool {
        word == "all" || (try? named(word)) != nil
    }

    // MARK: - One word

    private func processes(called word: String) throws(Refused) -> [ProcessSnapshot]? {
        if let found = try named(word) { return found }
        guard let names = try namesInFile(word) else { return nil }
        let found = processes.filter { names.contains($0.name) }
        guard !found.isEmpty else { throw .failed(verbs.noneOfFile(word)) }
        return found
    }

    private func named(_ word: String) throws(Refused) -> [ProcessSnapshot]? {
        if let id = SelectorWords.id(word), let found = processes.first(where: { $0.id == id }) {
            return [found]
        }
        let called = some { $0.name == word } ?? one(word) ?? some { $0.namespace == word }
        return if let called { called } else { try matching(word) }
    }

    private func some(_ isMeant: (ProcessSnapshot) -> Bool) -> [ProcessSnapshot]? {
        let found = processes.filter(isMeant)
        return found.isEmpty ? nil : found
    }

    /// `name:ID`.
    private func one(_ word: String) -> [ProcessSnapshot]? {
        guard let colon = word.lastIndex(of: ":"),
            let id = SelectorWords.id(word[word.index(after: colon)...])
        else { return nil }
        return some { $0.id == id && $0.name == word[..<colon] }
    }

    /// `/pattern/`, `/pattern/i`: of names.
    private func matching(_ word: String) throws(Refused) -> [ProcessSnapshot]? {
        guard word.hasPrefix("/"), let end = word.dropFirst().lastIndex(of: "/") else { return nil }
        let flags = word[word.index(after: end)...]
        let pattern = word[word.index(after: word.startIndex)..<end]
        guard flags.isEmpty || flags == "i", !pattern.isEmpty else { return nil }
        guard let regex = try? Regex(String(pattern)) else {
            throw .usage(verbs.notARegularExpression(word))
        }
        let loose = regex.ignoresCase(!flags.isEmpty)
        return some { $0.name.firstMatch(of: loose) != nil }
    }

    private static func id(_ word: some StringProtocol) -> InstanceID? {
        guard !word.isEmpty, word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(word).map(InstanceID.init)
    }
}
