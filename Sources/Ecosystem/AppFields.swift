import Wording

/// The members of one app by field, and the reading of each kind of value. A value that does not fit is
/// reported once and then treated as not given, so that one load finds every problem.
struct AppFields {
    /// A field as the file has it.
    struct Entry {
        /// The name used in the file, perhaps an alias.
        var key: String
        var keyOffset: Int
        var value: Value
    }

    /// `env_NAME` objects by NAME.
    private(set) var environments: [String: Entry] = [:]
    private var entries: [String: Entry] = [:]
    let findings: Findings

    init(_ members: [Value.Member], findings: Findings) {
        self.findings = findings
        for member in members {
            let entry = Entry(key: member.key, keyOffset: member.keyOffset, value: member.value)
            if let field = FieldTable.byKey[member.key] {
                add(entry, to: field)
            } else if member.key.hasPrefix("env_"), member.key.utf8.count > 4 {
                // The key is the user's own here: fit for messages before it gets into one.
                environments[String(member.key.dropFirst(4))] = Entry(
                    key: Quoted.plain(member.key.prefix(Quoted.longest)), keyOffset: member.keyOffset,
                    value: member.value)
            } else {
                unknown(member)
            }
        }
    }

    /// Nil when it is not given; null counts as not given, as in PM2.
    subscript(_ field: Field) -> Entry? {
        entries[field.name].flatMap { $0.value.isNull ? nil : $0 }
    }

    /// Those that somebody has said anything of, and where.
    var given: [(field: Field, keyOffset: Int)] {
        FieldTable.all.compactMap { field in self[field].map { (field, $0.keyOffset) } }
    }

    // MARK: - Kinds

    func text(_ field: Field) -> String? {
        guard let entry = self[field] else { return nil }
        guard case .text(let text) = entry.value.content else { return mismatch(entry, field) }
        return text.isEmpty ? nil : text
    }

    func flag(_ field: Field) -> Bool? {
        guard let entry = self[field] else { return nil }
        guard case .flag(let flag) = entry.value.content else { return mismatch(entry, field) }
        return flag
    }

    func duration(_ field: Field) -> Duration? {
        guard let entry = self[field] else { return nil }
        guard let duration = Units.duration(entry.value.content) else { return mismatch(entry, field) }
        guard duration <= Units.longest else {
            findings.error(at: entry.value.offset) { $0.tooLong(entry.key, entry.value.described($0)) }
            return nil
        }
        return duration
    }

    func size(_ field: Field) -> Int? {
        guard let entry = self[field] else { return nil }
        return Units.size(entry.value.content) ?? mismatch(entry, field)
    }

    func count(_ field: Field) -> Int? {
        guard let entry = self[field], case .count(let range) = field.kind else { return nil }
        guard let count = Units.integer(entry.value.content), range.contains(count) else {
            return mismatch(entry, field)
        }
        return count
    }

    /// - Parameter split: a string is a command line; otherwise it is one word.
    func words(_ field: Field, split: Bool) -> [String]? {
        located(field, split: split)?.map(\.word)
    }

    /// Words with their places.
    func located(_ field: Field, split: Bool = false) -> [(word: String, offset: Int)]? {
        guard let entry = self[field] else { return nil }
        let offset = entry.value.offset
        switch entry.value.content {
        case .text(let text) where split:
            guard let words = Words.split(text) else {
                findings.error(at: offset) { $0.openQuote(entry.key, Quoted.text(text)) }
                return nil
            }
            return words.map { ($0, offset) }
        case .text(let text): return text.isEmpty ? [] : [(text, offset)]
        case .array(let values):
            return values.compactMap { value in
                switch value.content {
                case .text(let text): return (text, value.offset)
                case .number(let number): return (number.text, value.offset)
                default:
                    findings.error(at: value.offset) {
                        $0.mismatch(entry.key, value.described($0), expected: $0.aString)
                    }
                    return nil
                }
            }
        case .number(let number) where split: return [(number.text, offset)]
        default: return mismatch(entry, field)
        }
    }

    /// A user or a group: a name or a number, as text.
    func identity(_ field: Field) -> String? {
        guard let entry = self[field] else { return nil }
        switch entry.value.content {
        case .text(let text) where !text.isEmpty && !text.contains(where: { $0 == ":" || $0.isWhitespace }):
            return text
        case .number(let number):
            guard let id = number.integer, UInt32(exactly: id) != nil else { return mismatch(entry, field) }
            return String(id)
        default: return mismatch(entry, field)
        }
    }

    func members(_ field: Field) -> [Value.Member]? {
        guard let entry = self[field] else { return nil }
        guard case .object(let members) = entry.value.content else { return mismatch(entry, field) }
        return members
    }

    /// Reports that the value is not what the field holds.
    func mismatch<T>(_ entry: Entry, _ field: Field) -> T? {
        let isScalar =
            switch entry.value.content {
            case .text, .number: true
            default: false
            }
        findings.error(at: entry.value.offset) { words in
            let (found, expected) = (entry.value.described(words), field.kind.expected(words))
            return if let noun = field.kind.noun(words), isScalar {
                words.mismatch(entry.key, found, isNot: noun, expected: expected)
            } else {
                words.mismatch(entry.key, found, expected: expected)
            }
        }
        return nil
    }

    // MARK: - Keys

    /// The first of name and aliases in the table's order wins, as in PM2.
    private mutating func add(_ entry: Entry, to field: Field) {
        guard let other = entries[field.name] else {
            entries[field.name] = entry
            return
        }
        let order = [field.name] + field.aliases
        let ranks = (order.firstIndex(of: entry.key) ?? .max, order.firstIndex(of: other.key) ?? .max)
        let (kept, dropped) = ranks.0 < ranks.1 ? (entry, other) : (other, entry)
        entries[field.name] = kept
        findings.warning(at: dropped.keyOffset) { $0.sameKey(dropped.key, as: kept.key) }
    }

    private func unknown(_ member: Value.Member) {
        let near = findings.isFull(.warning) ? nil : Suggestion.near(member.key, among: FieldTable.keys)
        findings.warning(at: member.keyOffset) { $0.unknownKey(Quoted.text(member.key), near: near) }
    }
}
