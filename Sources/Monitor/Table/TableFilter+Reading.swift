package import Wording
import Matching
import Supervision

extension TableFilter {
    /// Reads what was typed. Names of fields are known in every language, states in that of the screen besides.
    package init(_ typed: String, _ words: Language) {
        var rest = typed[...]
        while let first = rest.first {
            guard !first.isWhitespace else {
                rest = rest.dropFirst()
                continue
            }
            let isNegated = first == "!"
            if isNegated { rest = rest.dropFirst() }
            let test: Test?
            if rest.first == "/" {
                test = pattern(&rest)
            } else {
                let token = rest.prefix { !$0.isWhitespace }
                rest = rest[token.endIndex...]
                test = token.isEmpty ? nil : read(token.lowercased(), words)
            }
            if let test { terms.append(Term(test: test, isNegated: isNegated)) }
        }
    }

    /// `/api-\d+/`, with blanks in it if need be; the last slash may be still to come.
    private mutating func pattern(_ rest: inout Substring) -> Test? {
        rest = rest.dropFirst()
        var text = ""
        var isClosed = false
        while let next = rest.popFirst() {
            if next == "/" {
                isClosed = true
                break
            }
            if next == "\\", rest.first == "/" {
                text.append("/")
                rest = rest.dropFirst()
            } else {
                text.append(next)
                if next == "\\", let escaped = rest.popFirst() { text.append(escaped) }
            }
        }
        guard !text.isEmpty else { return nil }
        do throws(PatternError) {
            return .pattern(NamePattern(pattern: try Pattern(text)))
        } catch {
            // Half of one is seldom one: it is being typed.
            if isClosed { trouble = .noPattern(number: error.number, offset: error.offset) }
            return nil
        }
    }

    /// nil: nothing is asked yet, or nothing that can be read.
    private mutating func read(_ token: String, _ words: Language) -> Test? {
        guard let (field, comparison, value) = TableFilter.parts(of: token),
            let meaning = TableFilter.fields[field]
        else { return word(token, words) }
        guard !value.isEmpty else { return nil }
        switch meaning {
        case .state: return state(value, token, words)
        case .health: return health(value, words)
        case .name: return .name(value)
        case .namespace: return .namespace(value)
        case .figure(let column):
            guard let number = TableFilter.number(value, of: column) else {
                trouble = .noNumber(token)
                return nil
            }
            return .figure(column, comparison, number)
        }
    }

    private func word(_ token: String, _ words: Language) -> Test {
        .word(
            token,
            Set(
                Status.allCases.filter {
                    $0.rawValue.contains(token) || words.status($0).lowercased().contains(token)
                }))
    }

    /// Whatever begins so: `state:err`.
    private mutating func state(_ value: String, _ token: String, _ words: Language) -> Test? {
        let states = Status.allCases.filter {
            $0.rawValue.hasPrefix(value) || words.status($0).lowercased().hasPrefix(value)
        }
        if !states.isEmpty { return .states(Set(states)) }
        if let trait = Trait.allCases.first(where: { $0.rawValue.hasPrefix(value) }) { return .trait(trait) }
        trouble = .noState(value)
        return nil
    }
}

extension TableFilter {
    /// Whatever begins so: `health:un`.
    private mutating func health(_ value: String, _ words: Language) -> Test? {
        let found = Wellness.allCases.filter {
            $0.rawValue.hasPrefix(value) || words.wellness($0).hasPrefix(value)
        }
        guard found.isEmpty else { return .health(Set(found)) }
        trouble = .noHealth(value)
        return nil
    }
}

// MARK: - Fields and figures

extension TableFilter {
    private enum Field {
        case state, health, name, namespace
        case figure(TableColumn)
    }

    private static let fields: [String: Field] = [
        "state": .state, "is": .state, "status": .state, "состояние": .state, "статус": .state,
        "health": .health, "здоровье": .health, "name": .name, "имя": .name, "ns": .namespace,
        "namespace": .namespace, "группа": .namespace,
        "cpu": .figure(.cpu), "mem": .figure(.memory), "memory": .figure(.memory), "озу": .figure(.memory),
        "память": .figure(.memory), "limit": .figure(.limit), "предел": .figure(.limit),
        "restarts": .figure(.restarts), "restart": .figure(.restarts), "перезапуски": .figure(.restarts),
        "uptime": .figure(.uptime), "время": .figure(.uptime), "port": .figure(.port), "порт": .figure(.port),
        "id": .figure(.id), "pid": .figure(.pid), "threads": .figure(.threads), "потоки": .figure(.threads),
        "kids": .figure(.children), "дети": .figure(.children), "fd": .figure(.descriptors),
    ]

    /// `cpu>=50` → cpu, ≥, 50.
    private static func parts(of token: String) -> (String, Comparison, String)? {
        let name = token.prefix { $0.isLetter }
        let rest = token[name.endIndex...]
        guard !name.isEmpty,
            let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) })
        else { return nil }
        return (String(name), comparison, String(rest.dropFirst(comparison.rawValue.count)))
    }

    /// Bytes of `200M` (of `200` as well: megabytes are what one means), seconds of `1h30m`, else a plain
    /// number, maybe with a percent sign; nil where it is none.
    private static func number(_ text: String, of column: TableColumn) -> Double? {
        switch column {
        case .memory: bytes(text)
        case .uptime: seconds(text)
        default: plain(text.hasSuffix("%") ? String(text.dropLast()) : text)
        }
    }

    private static func plain(_ text: some StringProtocol) -> Double? {
        guard text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }) else { return nil }
        return Double(text)
    }

    private static func bytes(_ text: String) -> Double? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = text[digits.endIndex...]
        let power: Int? =
            switch unit {
            case "b": 0
            case "k", "kb", "к": 10
            case "", "m", "mb", "м": 20
            case "g", "gb", "г": 30
            case "t", "tb", "т": 40
            default: nil
            }
        guard let power, let value = plain(digits) else { return nil }
        return value * Double(1 << power)
    }

    private static func seconds(_ text: String) -> Double? {
        var rest = text[...]
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isNumber || $0 == "." }
            guard let value = plain(digits) else { return nil }
            rest = rest[digits.endIndex...]
            let unit: Double? =
                switch rest.popFirst() {
                case nil, "s", "с": 1
                case "m", "м": 60
                case "h", "ч": 3600
                case "d", "д": 86_400
                default: nil
                }
            guard let unit else { return nil }
            total += value * unit
        }
        return total
    }
}
