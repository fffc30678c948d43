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
        var json = JSONScanner(body)
        do throws(JSONScanner.Unexpected) {
            try value(&json, depth: 0)
            try json.expectEnd()
        } catch {
            return nil
        }
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

    private mutating func value(_ json: inout JSONScanner, depth: Int) throws(JSONScanner.Unexpected) {
        guard depth < BodyNumbers.deepest else { throw JSONScanner.Unexpected() }
        switch json.peek() {
        case UInt8(ascii: "{"): try object(&json, depth: depth)
        case UInt8(ascii: "["): try array(&json, depth: depth)
        case UInt8(ascii: "\""): _ = try json.string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): note(try json.bool() ? 1 : 0, isFlag: true)
        case UInt8(ascii: "n"): try json.expect(word: "null")
        default:
            let number = try json.number()
            guard let value = json.rounded(number), value.isFinite else { throw JSONScanner.Unexpected() }
            note(value, isFlag: false)
        }
    }

    private mutating func object(_ json: inout JSONScanner, depth: Int) throws(JSONScanner.Unexpected) {
        try json.expect("{")
        if json.takes("}") { return }
        repeat {
            path.append(try json.string())
            try json.expect(":")
            try value(&json, depth: depth + 1)
            path.removeLast()
        } while json.takes(",")
        try json.expect("}")
    }

    private mutating func array(_ json: inout JSONScanner, depth: Int) throws(JSONScanner.Unexpected) {
        try json.expect("[")
        if json.takes("]") { return }
        arrays += 1
        var index = 0
        repeat {
            path.append(String(index))
            try value(&json, depth: depth + 1)
            path.removeLast()
            index += 1
        } while json.takes(",")
        arrays -= 1
        try json.expect("]")
    }

    private mutating func note(_ value: Double, isFlag: Bool) {
        guard leaves.count < BodyNumbers.most else { return }
        leaves.append(Leaf(path: path, value: value, isFlag: isFlag, isNamed: arrays == 0))
    }
}
