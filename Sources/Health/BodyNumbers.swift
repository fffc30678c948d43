import Supervision

/// The numbers of a JSON body (RFC 8259), by the way to each. Nil where it is no JSON, or deeper than 32.
struct BodyNumbers {
    private struct Leaf {
        /// Keys, and places in arrays.
        let path: [String]
        let value: Double
        let isFlag: Bool
        /// Of keys alone.
        let isNamed: Bool
    }

    private static let deepest = 32
    /// Leaves that are looked at; a body is at most 64 KiB.
    private static let most = 4096
    /// Without a choice, this deep.
    private static let shownDepth = 2

    private var leaves: [Leaf] = []
    private var path: [String] = []
    private var arrays = 0

    init?(_ body: [UInt8]) {
        var scanner = BodyScanner(body)
        guard value(&scanner, depth: 0), scanner.isAtEnd else { return nil }
    }

    /// What `show` picks, in its order; without one, the numbers that are near the top, in the order of the body.
    func chosen(by show: [HealthSpec.Shown]) -> [HealthNumber] {
        let found = show.isEmpty ? near : picked(show)
        return Array(found.prefix(HealthCheck.mostNumbers))
    }

    private func picked(_ show: [HealthSpec.Shown]) -> [HealthNumber] {
        show.compactMap { shown in
            guard let path = BodyNumbers.path(of: shown.pointer) else { return nil }
            // Of two with one name the last holds, as in JavaScript.
            return leaves.last { $0.path == path }.map { HealthNumber(label: shown.label, value: $0.value) }
        }
    }

    private var near: [HealthNumber] {
        let shown = leaves.filter {
            $0.isNamed && !$0.isFlag && !$0.path.isEmpty && $0.path.count <= BodyNumbers.shownDepth
        }
        return shown.map { leaf in
            let isAmbiguous = shown.count { $0.path.last == leaf.path.last } > 1
            let label = isAmbiguous ? leaf.path.joined(separator: ".") : leaf.path.last ?? ""
            return HealthNumber(label: String(label.prefix(40)), value: leaf.value)
        }
    }

    /// RFC 6901: "/a~1b/0" is the first of what is under "a/b". Nil: it is no pointer.
    static func path(of pointer: String) -> [String]? {
        if pointer.isEmpty { return [] }
        guard pointer.first == "/" else { return nil }
        return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
            String(part.replacing("~1", with: "/").replacing("~0", with: "~"))
        }
    }

    // MARK: - Reading

    private mutating func value(_ scanner: inout BodyScanner, depth: Int) -> Bool {
        guard depth < BodyNumbers.deepest else { return false }
        switch scanner.peek() {
        case UInt8(ascii: "{"): return object(&scanner, depth: depth)
        case UInt8(ascii: "["): return array(&scanner, depth: depth)
        case UInt8(ascii: "\""): return scanner.string() != nil
        case UInt8(ascii: "t"): return scanner.takes(word: "true") && note(1, isFlag: true)
        case UInt8(ascii: "f"): return scanner.takes(word: "false") && note(0, isFlag: true)
        case UInt8(ascii: "n"): return scanner.takes(word: "null")
        default: return scanner.number().map { note($0, isFlag: false) } ?? false
        }
    }

    private mutating func object(_ scanner: inout BodyScanner, depth: Int) -> Bool {
        guard scanner.takes("{") else { return false }
        if scanner.takes("}") { return true }
        repeat {
            guard scanner.peek() == UInt8(ascii: "\""), let key = scanner.string(), scanner.takes(":") else {
                return false
            }
            path.append(key)
            guard value(&scanner, depth: depth + 1) else { return false }
            path.removeLast()
        } while scanner.takes(",")
        return scanner.takes("}")
    }

    private mutating func array(_ scanner: inout BodyScanner, depth: Int) -> Bool {
        guard scanner.takes("[") else { return false }
        if scanner.takes("]") { return true }
        arrays += 1
        var index = 0
        repeat {
            path.append(String(index))
            guard value(&scanner, depth: depth + 1) else { return false }
            path.removeLast()
            index += 1
        } while scanner.takes(",")
        arrays -= 1
        return scanner.takes("]")
    }

    private mutating func note(_ value: Double, isFlag: Bool) -> Bool {
        if leaves.count < BodyNumbers.most {
            leaves.append(Leaf(path: path, value: value, isFlag: isFlag, isNamed: arrays == 0))
        }
        return true
    }
}
