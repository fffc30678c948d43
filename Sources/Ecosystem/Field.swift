/// A field of an app in the ecosystem file: its names, what it may hold and whether wamon acts on it.
/// The decoder's messages, the suggestions for mistyped keys and the documentation all come from here.
package struct Field: Hashable, Sendable {
    /// What a field may hold.
    package enum Kind: Hashable, Sendable {
        case text, path, logFile, flag, words, duration, size, variables, filter
        case count(ClosedRange<Int>)
        case instances, mode, signal, identity, exitCodes, rotation, whenFull
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
    package var noun: String? {
        switch self {
        case .duration: "a duration"
        case .size: "a size"
        case .signal: "a signal"
        case .mode: "a mode"
        case .instances: "a number of instances"
        default: nil
        }
    }

    /// For "expected …".
    package var expected: String {
        switch self {
        case .text: "a string"
        case .path: "a path"
        case .logFile: "a path, true or false"
        case .flag: "true or false"
        case .words: "a string or an array of strings"
        case .duration: "milliseconds or a number with s, m or h"
        case .size: "bytes or a number with K, M or G"
        case .variables: "an object of names and values"
        case .filter: "true, a name or an array of names"
        case .count(let range):
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .instances:
            "a whole number up to \(FieldTable.mostInstances), \"max\", or a negative number to leave CPUs free"
        case .mode: "\"fork\" or \"cluster\""
        case .signal: "a name like \"SIGTERM\" or a number from 1 to 64"
        case .identity: "a name or a number"
        case .exitCodes: "a whole number from 0 to 255 or an array of them"
        case .rotation: "an object with max_size, keep and compress"
        case .whenFull: "\"drop\" or \"block\""
        case .anything: "anything"
        }
    }
}
