package import Wording

/// A field of an app in the ecosystem file: its names, what it may hold and whether wamon acts on it.
/// The decoder's messages, the suggestions for mistyped keys and the documentation all come from here.
package struct Field: Hashable, Sendable {
    /// What a field may hold.
    package enum Kind: Hashable, Sendable {
        case text, path, logFile, flag, words, duration, size, variables, filter
        case count(ClosedRange<Int>)
        case instances, mode, signal, identity, exitCodes, rotation, whenFull, health
        /// Not looked at.
        case anything
    }

    /// What wamon does with a field.
    package enum Meaning: Hashable, Sendable {
        case acted
        /// A field that changes what happens, not built yet: named in a warning when it asks for something.
        case notYet
        /// PM2's own affairs (its agent, its cluster, Windows): nothing is lost without it, one note for all.
        case foreign
    }

    /// The name wamon prints.
    package var name: String
    /// In the order in which they win when several are given.
    package var aliases: [String]
    package var kind: Kind
    package var meaning: Meaning
    /// What holds when it is not given.
    package var standard: String
    /// One line for the documentation.
    package var summary: String

    init(
        _ name: String, or aliases: [String] = [], _ kind: Kind, meaning: Meaning = .acted,
        standard: String = "", _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.standard = standard
        self.summary = summary
        // PM2 takes every name in camel case as well.
        let camel = Field.camelCased(name)
        self.aliases = camel == name || aliases.contains(camel) ? aliases : aliases + [camel]
    }

    /// `max_memory_restart` → `maxMemoryRestart`.
    static func camelCased(_ name: String) -> String {
        let parts = name.split(separator: "_")
        return String(parts[0])
            + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension Field.Kind {
    /// For "… is not NOUN": only where the text of a string may be wrong, not just its type.
    package func noun(_ words: FileWords) -> String? {
        switch self {
        case .duration: words.aDuration
        case .size: words.aSize
        case .signal: words.aSignal
        case .mode: words.mode
        case .instances: words.numberOfInstances
        default: nil
        }
    }

    /// For "expected …".
    package func expected(_ words: FileWords) -> String {
        switch self {
        case .text: words.aString
        case .path: words.aPath
        case .logFile: words.aLogFile
        case .flag: words.aFlag
        case .words: words.words
        case .duration: words.milliseconds
        case .size: words.bytes
        case .variables: words.variables
        case .filter: words.filter
        case .count(let range):
            words.wholeNumber(
                from: range.lowerBound, to: range.upperBound == .max ? nil : range.upperBound)
        case .instances: words.instances(upTo: FieldTable.mostInstances)
        case .mode: words.aMode
        case .signal: words.aSignalsName
        case .identity: words.anIdentity
        case .exitCodes: words.exitCodes
        case .rotation: words.rotation
        case .whenFull: words.whenFull
        case .health: words.health
        case .anything: words.anything
        }
    }
}
