import Wording

/// The fields that ask for something wamon does not do: each that matters is named once, PM2's own affairs
/// in one note. A field that asks for nothing (`watch: false`, `pmx: false`) is passed over.
struct Unsupported {
    private var places: [(field: Field, key: String, offset: Int)] = []
    private var seen: Set<String> = []

    init(_ apps: [[Value.Member]]) {
        for members in apps {
            let watches = members.contains { $0.key == "watch" && Unsupported.asks($0.value) }
            for member in members {
                guard let field = FieldTable.byKey[member.key], field.meaning != .acted,
                    Unsupported.asks(member.value),
                    watches || !["ignore_watch", "watch_delay", "watch_options"].contains(field.name),
                    seen.insert(field.name).inserted
                else { continue }
                places.append((field, member.key, member.keyOffset))
            }
        }
    }

    func report(to findings: Findings) {
        for place in places where place.field.meaning == .notYet {
            findings.warning(at: place.offset) { $0.notYet(place.key) }
        }
        let foreign = places.filter { $0.field.meaning == .foreign }
        guard let first = foreign.first else { return }
        let keys = foreign.map(\.key).joined(separator: ", ")
        findings.add(.note, at: first.offset, Sentence { $0.file.onlyPM2(keys) })
    }

    private static func asks(_ value: Value) -> Bool {
        switch value.content {
        case .null, .flag(false), .text(""), .text("0"): false
        case .number(let number): number.value != 0
        case .array(let values): !values.isEmpty
        case .object(let members): !members.isEmpty
        default: true
        }
    }
}
