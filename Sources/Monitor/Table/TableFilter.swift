import Matching
package import Supervision

/// Which rows are shown: terms that must all hold, read once from what was typed.
///
///     api             in the name, the namespace, the id, the port or the word of the state
///     state:errored   also is:up, is:down, is:crashloop, is:stuck, is:marked
///     health:unhealthy  also starting, healthy, slow, failing (the last check was no success), none
///     name:api  ns:x  port:3000  id:7
///     cpu>50  mem>=200M  limit>80  restarts>3  uptime<10m  threads>20  kids=0  fd>100
///     /^api-\d+$/     a regular expression, in the name or the namespace
///     !word           not
///
/// A term that is not finished (`cpu>`) and one that cannot be read filter nothing.
package struct TableFilter: Equatable, Sendable {
    package struct Term: Equatable, Sendable {
        package var test: Test
        package var isNegated: Bool
        package init(test: Test, isNegated: Bool = false) {
            self.test = test
            self.isNegated = isNegated
        }
    }

    package enum Test: Equatable, Sendable {
        /// In lower case; the states whose word has it in them.
        case word(String, Set<Status>)
        case states(Set<Status>)
        case trait(Trait)
        case health(Set<Wellness>)
        case name(String)
        case namespace(String)
        case figure(TableColumn, Comparison, Double)
        /// In the name or the namespace.
        case pattern(NamePattern)
    }

    package enum Trait: String, Equatable, Sendable, CaseIterable { case up, down, crashloop, stuck, marked }

    /// What one asks of health. A process can be several of them.
    package enum Wellness: String, Equatable, Sendable, CaseIterable {
        case healthy, unhealthy, starting, slow, failing, none

        func holds(_ process: ProcessSnapshot) -> Bool {
            let health = process.health
            return switch self {
            case .healthy: health?.state == .healthy
            case .unhealthy: health?.state == .unhealthy
            case .starting: health?.state == .starting
            case .slow: health?.isSlow ?? false
            case .failing: health?.last?.isPassed == false
            case .none: health == nil
            }
        }
    }

    package enum Comparison: String, Equatable, Sendable, CaseIterable {
        // The longer ones first: `>=` begins as `>` does.
        case atLeast = ">="
        case atMost = "<="
        case not = "!="
        case more = ">"
        case less = "<"
        case equal = "="
        case has = ":"

        func holds(_ a: Double, _ b: Double) -> Bool {
            switch self {
            case .more: a > b
            case .less: a < b
            case .atLeast: a >= b
            case .atMost: a <= b
            case .equal, .has: a == b
            case .not: a != b
            }
        }
    }

    /// What cannot be read.
    package enum Trouble: Hashable, Sendable {
        case noNumber(String)
        case noState(String)
        case noHealth(String)
        /// No regular expression: PCRE2's number for why, and the characters before the place.
        case noPattern(number: Int, offset: Int)
    }

    package var terms: [Term] = []
    package var trouble: Trouble?
    package init() {}

    /// A regular expression; the same where it is written the same.
    package struct NamePattern: Equatable, Sendable {
        let pattern: Pattern
        package static func == (a: NamePattern, b: NamePattern) -> Bool { a.pattern.text == b.pattern.text }
    }

    /// Words are looked for in texts that must be kept for it.
    var needsTexts: Bool {
        terms.contains { term in
            switch term.test {
            case .word, .name, .namespace: true
            case .states, .trait, .health, .figure, .pattern: false
            }
        }
    }

    /// - Parameter text: what the row shows, in lower case; empty where ``needsTexts`` does not hold.
    func holds(_ process: ProcessSnapshot, _ text: TableText, isMarked: Bool, at now: Moment) -> Bool {
        terms.allSatisfy { $0.test.holds(process, text, isMarked: isMarked, at: now) != $0.isNegated }
    }
}

extension TableFilter.Test {
    fileprivate func holds(
        _ process: ProcessSnapshot, _ text: TableText, isMarked: Bool, at now: Moment
    ) -> Bool {
        switch self {
        case .word(let word, let states): states.contains(process.status) || text.contains(word)
        case .states(let states): states.contains(process.status)
        case .trait(.up): process.pid != nil
        case .trait(.down): process.pid == nil
        case .trait(.crashloop): process.isCrashLooping
        case .trait(.stuck): process.isStuck
        case .trait(.marked): isMarked
        case .health(let wanted): wanted.contains { $0.holds(process) }
        case .name(let part): text.name(contains: part)
        case .namespace(let part): text.namespace(contains: part)
        case .pattern(let wanted):
            wanted.pattern.contains(process.name) || wanted.pattern.contains(process.namespace)
        case .figure(let column, let comparison, let value):
            column.figure(process, at: now).map {
                comparison.holds(column == .cpu ? ($0 * 10).rounded() / 10 : $0, value)
            } ?? false
        }
    }
}

/// What the words of a filter are looked for in, of one process, in lower case.
struct TableText: Equatable, Sendable {
    private let name: String
    private let namespace: String
    private let whole: String

    static let none = TableText()

    private init() { (name, namespace, whole) = ("", "", "") }

    init(_ process: ProcessSnapshot) {
        name = process.name.lowercased()
        namespace = process.namespace.lowercased()
        whole = "\(process.id.raw) \(name) \(namespace)" + (process.port.map { " :\($0)" } ?? "")
    }

    func contains(_ word: String) -> Bool { TableText.find(word, in: whole) }
    func name(contains part: String) -> Bool { TableText.find(part, in: name) }
    func namespace(contains part: String) -> Bool { TableText.find(part, in: namespace) }

    /// Byte by byte: thousands of rows are looked through at each key.
    private static func find(_ part: String, in text: String) -> Bool {
        var (part, text) = (part, text)
        return part.withUTF8 { part in
            text.withUTF8 { text in
                guard let first = part.first, part.count <= text.count else { return part.isEmpty }
                for start in 0...text.count - part.count where text[start] == first {
                    if (1..<part.count).allSatisfy({ text[start + $0] == part[$0] }) { return true }
                }
                return false
            }
        }
    }
}
