import Supervision
import Wording

/// What a line typed into the palette may mean: actions, verbs and processes; behind a verb, what it is for.
struct PaletteSearch {
    private let model: Model
    private let words: Language

    init(_ model: Model) {
        self.model = model
        words = model.words
    }

    func found(_ input: String) -> [Palette.Found] {
        let said = argument(of: input)
        guard !input.isEmpty else {
            let known = Set(model.paletteHistory.map(\.text))
            let rest = plain().filter { !known.contains($0.text) }
            return (model.paletteHistory.filter(isAllowed) + rest).map { Palette.Found(entry: $0) }
        }
        var found = said.map { ranked($0.entries, $0.letters, behind: $0.before) } ?? []
        found += ranked(plain() + (said == nil ? processes() : []), input, behind: "")
        return Array(found.prefix(Palette.most))
    }

    // MARK: - Ranking

    private func ranked(_ entries: [PaletteEntry], _ letters: String, behind: String) -> [Palette.Found] {
        let recent = Dictionary(
            model.paletteHistory.enumerated().map { ($1.text, $0) }, uniquingKeysWith: { first, _ in first })
        let skipped = behind.unicodeScalars.count
        var scored:
            [(found: Palette.Found, score: Int, rank: (age: Int, usual: Int, spread: Int, place: Int))] = []
        for (place, entry) in entries.enumerated() {
            let text = String(entry.text.unicodeScalars.dropFirst(skipped))
            let own = Fuzzy.match(letters, in: text)
            let english = entry.english.flatMap { Fuzzy.match(letters, in: $0) }
            guard let best = [own, english].compactMap({ $0 }).max(by: { $0.score < $1.score }) else {
                continue
            }
            let isEnglish = best.score > own?.score ?? .min
            let places = isEnglish ? best.places : best.places.map { $0 + skipped }
            let spread = (best.places.last ?? 0) - (best.places.first ?? 0)
            scored.append(
                (
                    Palette.Found(entry: entry, places: places, isEnglish: isEnglish), best.score,
                    (recent[entry.text] ?? .max, entry.usual, spread, place)
                ))
        }
        return scored.sorted { $0.score == $1.score ? $0.rank < $1.rank : $0.score > $1.score }.map(\.found)
    }

    private func isAllowed(_ entry: PaletteEntry) -> Bool {
        guard model.isReadOnly else { return true }
        return switch entry.command {
        case .perform(let action): model.keymap.binding(of: action)?.acts != true
        case .act, .signal, .scale, .save: false
        case .logs, .show, .sort, .dump, .theme, .language, .reloadSettings, nil: true
        }
    }

    // MARK: - One word

    private func plain() -> [PaletteEntry] {
        let actions = Action.inPalette.compactMap { action -> PaletteEntry? in
            guard let binding = model.keymap.binding(of: action), !(binding.acts && model.isReadOnly) else {
                return nil
            }
            return PaletteEntry(
                words.command(action, binding), english: Language.english.command(action, binding),
                key: binding.keys.first?.label ?? "", usual: action.usual, .perform(action))
        }
        let verbs = PaletteVerb.allCases.filter { !($0.acts && model.isReadOnly) }.map { verb in
            PaletteEntry(
                words.verb(verb), english: verb.rawValue, note: words.about(verb), usual: verb.usual, nil)
        }
        return actions + others() + verbs
    }

    /// What has no key.
    private func others() -> [PaletteEntry] {
        let english = Language.english
        let save = PaletteEntry(words.verbSave, english: english.verbSave, note: words.aboutSave, .save)
        return (model.isReadOnly ? [] : [save]) + [
            PaletteEntry(words.verbDump, english: english.verbDump, note: words.aboutDump, .dump),
            PaletteEntry(
                words.verbReload, english: english.verbReload, note: words.aboutReloadSettings,
                .reloadSettings),
        ]
    }

    private func processes() -> [PaletteEntry] {
        model.snapshot.processes.map {
            PaletteEntry($0.name, note: "\($0.id.raw) · \(words.status($0.status))", .show($0.id))
        }
    }

    // MARK: - Behind a verb

    private struct Said {
        /// What stands before what is looked for, with its blank.
        var before: String
        var letters: String
        var entries: [PaletteEntry]
    }

    /// nil: no verb is there yet.
    private func argument(of input: String) -> Said? {
        guard let blank = input.firstIndex(of: " ") else { return nil }
        let typed = input[..<blank].lowercased()
        guard
            let verb = PaletteVerb.allCases.first(where: { $0.rawValue == typed || words.verb($0) == typed }),
            !(verb.acts && model.isReadOnly)
        else { return nil }
        let rest = String(input[input.index(after: blank)...])
        let before = words.verb(verb) + " "
        switch verb {
        case .signal: return signal(rest, before)
        case .scale: return scale(rest, before)
        case .sort:
            let columns = TableColumn.allCases.map {
                PaletteEntry(before + $0.rawValue, note: words.about($0), .sort($0))
            }
            return Said(before: before, letters: rest, entries: columns)
        case .theme:
            let themes = model.themeNames.map { PaletteEntry(before + $0, .theme($0)) }
            return Said(before: before, letters: rest, entries: themes)
        case .language:
            let all = Language.allCases.map { PaletteEntry(before + $0.rawValue, .language($0)) }
            return Said(before: before, letters: rest, entries: all)
        case .logs:
            let logs = model.snapshot.processes.map {
                PaletteEntry(before + $0.name, note: "\($0.id.raw)", .logs($0.id))
            }
            return Said(before: before, letters: rest, entries: logs)
        case .restart, .stop, .start, .reload, .reset, .delete, .flush:
            guard let deed = verb.deed else { return nil }
            return Said(
                before: before, letters: rest,
                entries: aims().map { PaletteEntry(before + $0.text, note: $0.note, .act(deed, $0.aim)) })
        }
    }

    /// `signal usr2 api`: first which, then whom.
    private func signal(_ rest: String, _ before: String) -> Said {
        if let blank = rest.firstIndex(of: " "), let signal = Signal(named: String(rest[..<blank])) {
            let before = before + signal.name + " "
            return Said(
                before: before, letters: String(rest[rest.index(after: blank)...]),
                entries: aims().map { PaletteEntry(before + $0.text, note: $0.note, .signal(signal, $0.aim)) }
            )
        }
        let usual = SignalMenu.signals
        var all = usual + (1...31).map { Signal($0) }.filter { !usual.contains($0) }
        // By its number, the real-time ones too.
        if let other = Int32(rest).flatMap({ Signal(named: "\($0)") }), !all.contains(other) {
            all.append(other)
        }
        return Said(
            before: before, letters: rest,
            entries: all.map {
                PaletteEntry(before + $0.name, english: "\($0.raw)", note: words.meaning($0), nil)
            })
    }

    /// `scale api 4`: first which, then how many.
    private func scale(_ rest: String, _ before: String) -> Said {
        let names = self.names()
        if let blank = rest.lastIndex(of: " "), let count = names[String(rest[..<blank])] {
            let typed = rest[rest.index(after: blank)...]
            let wanted =
                typed.hasPrefix("+") || typed.hasPrefix("-") ? Int(typed).map { count + $0 } : Int(typed)
            if let wanted, wanted >= 0, wanted <= 1000 {
                let name = String(rest[..<blank])
                return Said(
                    before: before, letters: "",
                    entries: [
                        PaletteEntry(
                            "\(before)\(name) \(typed)", note: "\(count) → \(wanted)",
                            .scale(name: name, to: wanted))
                    ])
            }
        }
        return Said(
            before: before, letters: rest,
            entries: names.sorted { $0.key < $1.key }.map {
                PaletteEntry(before + $0.key, note: words.instances($0.value), nil)
            })
    }

    private func names() -> [String: Int] {
        model.snapshot.processes.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    }

    /// Whom one can name: a process, all of a name, all of a namespace, all.
    private func aims() -> [(text: String, note: String, aim: Aim)] {
        let processes = model.snapshot.processes
        var byName: [String: [InstanceID]] = [:]
        var byNamespace: [String: [InstanceID]] = [:]
        for process in processes {
            byName[process.name, default: []].append(process.id)
            byNamespace[process.namespace, default: []].append(process.id)
        }
        var aims: [(text: String, note: String, aim: Aim)] = []
        var seen: Set<String> = []
        for process in processes {
            let ids = byName[process.name] ?? []
            let status = words.status(process.status)
            if ids.count == 1 {
                aims.append((process.name, "\(process.id.raw) · \(status)", Aim(.one, ids)))
            } else {
                if seen.insert(process.name).inserted {
                    aims.append((process.name, words.processes(ids.count), Aim(.named(process.name), ids)))
                }
                aims.append(("\(process.name) \(process.id.raw)", status, Aim(.one, [process.id])))
            }
        }
        if byNamespace.count > 1 {
            aims += byNamespace.sorted { $0.key < $1.key }.map {
                ("\($0.key)/", words.processes($0.value.count), Aim(.named($0.key), $0.value))
            }
        }
        if processes.count > 1 {
            aims.append((words.everyone, words.processes(processes.count), model.everybody))
        }
        return aims
    }
}
