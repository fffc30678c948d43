import CYaml
import Wording

/// Reads YAML: libyaml finds the words, this puts them together to a value of which every part keeps the byte
/// where it begins. Scalars are those of YAML 1.2 (`YamlScalar`); anchors, aliases and merge keys (`<<`) work
/// as in PM2's reader. Only the first document counts.
///
/// Safe against hostile input: depth and what aliases expand to are bounded. libyaml's memory is given back at
/// the end of `read`.
struct YamlReader {
    struct Outcome {
        var value: Value
        var duplicates: [Reader.DuplicateKey]
        /// Where a second document begins.
        var secondDocument: Int?
    }

    /// Values that all aliases of a file together may stand for.
    static let mostAliased = 100_000

    /// A value, and what it costs to use it again.
    private struct Node {
        var value: Value
        var count = 1
        var height = 0

        mutating func hold(_ node: Node) {
            count += node.count
            height = max(height, node.height + 1)
        }
    }

    /// One event of libyaml's, on its own feet.
    private struct Step {
        var kind: yaml_step_kind
        var offset: Int
        var text: String
        var isPlain: Bool
        var anchor: String?
        var tag: String?
    }

    private let source: SourceText
    private let parser: OpaquePointer
    private var place: CodePoints
    private var anchors: [String: Node] = [:]
    private var aliased = 0
    private var duplicates: [Reader.DuplicateKey] = []

    private init(_ source: SourceText, _ parser: OpaquePointer) {
        self.source = source
        self.parser = parser
        place = CodePoints(source)
    }

    static func read(_ source: SourceText) throws(Reader.SyntaxError) -> Outcome {
        try source.checkEncoding()
        let bytes = source.bytes[source.start...]
        return try bytes.withUnsafeBufferPointer { bytes throws(Reader.SyntaxError) in
            guard let base = bytes.baseAddress, !bytes.isEmpty else { throw empty(source) }
            guard let parser = yaml_reader_begin(base, bytes.count) else {
                throw Reader.SyntaxError(at: 0) { $0.noMemory }
            }
            defer { yaml_reader_end(parser) }
            var reader = YamlReader(source, parser)
            return try reader.document()
        }
    }

    private static func empty(_ source: SourceText) -> Reader.SyntaxError {
        Reader.SyntaxError(at: source.bytes.count) { $0.isEmpty }
    }

    // MARK: - Values

    private mutating func document() throws(Reader.SyntaxError) -> Outcome {
        guard try next().kind == YAML_DOCUMENT_BEGINS else { throw YamlReader.empty(source) }
        let node = try node(try next(), depth: 0)
        _ = try next()
        // What is wrong behind the first document is wrong with something that is not read.
        let rest = try? next()
        let second = rest.flatMap { $0.kind == YAML_DOCUMENT_BEGINS ? $0.offset : nil }
        return Outcome(value: node.value, duplicates: duplicates, secondDocument: second)
    }

    private mutating func node(_ step: Step, depth: Int) throws(Reader.SyntaxError) -> Node {
        if step.kind == YAML_ALIAS { return try alias(step, depth: depth) }
        var node: Node
        switch step.kind {
        case YAML_LIST_BEGINS: node = try list(step, depth: depth + 1)
        case YAML_MAP_BEGINS: node = try map(step, depth: depth + 1)
        default:
            let content = try YamlScalar.content(
                step.text, isPlain: step.isPlain, tag: step.tag, at: step.offset)
            node = Node(value: Value(offset: step.offset, content: content))
        }
        if let anchor = step.anchor { anchors[anchor] = node }
        return node
    }

    private mutating func alias(_ step: Step, depth: Int) throws(Reader.SyntaxError) -> Node {
        guard let anchor = step.anchor, let node = anchors[anchor] else {
            let name = Quoted.text("*" + (step.anchor ?? ""))
            throw Reader.SyntaxError(at: step.offset) { $0.unknownAlias(name) }
        }
        aliased += node.count
        guard aliased <= YamlReader.mostAliased else {
            throw Reader.SyntaxError(at: step.offset) { $0.tooManyAliases(YamlReader.mostAliased) }
        }
        try check(depth: depth + node.height, at: step.offset)
        return node
    }

    private mutating func list(_ step: Step, depth: Int) throws(Reader.SyntaxError) -> Node {
        try enter(step, depth: depth, tag: "seq")
        var values: [Value] = []
        var whole = Node(value: Value(offset: step.offset, content: .null))
        while case let next = try next(), next.kind != YAML_LIST_ENDS {
            let node = try node(next, depth: depth)
            values.append(node.value)
            whole.hold(node)
        }
        whole.value.content = .array(values)
        return whole
    }

    private mutating func map(_ step: Step, depth: Int) throws(Reader.SyntaxError) -> Node {
        try enter(step, depth: depth, tag: "map")
        var members: [Value.Member] = []
        var places: [String: Int] = [:]
        var merged: [Value.Member] = []
        var whole = Node(value: Value(offset: step.offset, content: .null))
        while case let next = try next(), next.kind != YAML_MAP_ENDS {
            let key = try key(next)
            let node = try node(try self.next(), depth: depth)
            whole.hold(node)
            if next.kind == YAML_SCALAR, next.isPlain, key == "<<" {
                merged += try parts(of: node.value)
                continue
            }
            let member = Value.Member(key: key, keyOffset: next.offset, value: node.value)
            if let first = places[key] {
                duplicates.append(
                    .init(offset: next.offset, key: key, firstOffset: members[first].keyOffset))
                members[first] = member
            } else {
                places[key] = members.count
                members.append(member)
            }
        }
        // What the map says itself holds against what it merges, and the first of these against the next.
        for member in merged where places[member.key] == nil {
            places[member.key] = members.count
            members.append(member)
        }
        whole.value.content = .object(members)
        return whole
    }

    private mutating func key(_ step: Step) throws(Reader.SyntaxError) -> String {
        if step.kind == YAML_SCALAR {
            guard !step.text.utf8.contains(0) else { throw YamlScalar.holdsNUL(step.offset) }
            if let anchor = step.anchor {
                anchors[anchor] = Node(value: Value(offset: step.offset, content: .text(step.text)))
            }
            return step.text
        }
        if step.kind == YAML_ALIAS, let anchor = step.anchor, let node = anchors[anchor] {
            switch node.value.content {
            case .text(let text): return text
            case .number(let number): return number.source
            case .flag(let flag): return "\(flag)"
            default: break
            }
        }
        throw Reader.SyntaxError(at: step.offset) { $0.keyIsNoWord }
    }

    private func parts(of value: Value) throws(Reader.SyntaxError) -> [Value.Member] {
        switch value.content {
        case .object(let members): return members
        case .array(let values):
            var all: [Value.Member] = []
            for value in values {
                guard case .object(let members) = value.content else { throw noMerge(value) }
                all += members
            }
            return all
        default: throw noMerge(value)
        }
    }

    private func noMerge(_ value: Value) -> Reader.SyntaxError {
        Reader.SyntaxError(at: value.offset) {
            $0.mismatch("<<", value.described($0), expected: $0.objectsToMerge)
        }
    }

    // MARK: - Bounds

    private func enter(_ step: Step, depth: Int, tag: String) throws(Reader.SyntaxError) {
        try check(depth: depth, at: step.offset)
        try YamlScalar.check(tag: step.tag, isOneOf: [tag], at: step.offset)
    }

    private func check(depth: Int, at offset: Int) throws(Reader.SyntaxError) {
        if depth > Reader.deepest {
            throw Reader.SyntaxError(at: offset) { $0.tooDeep(Reader.deepest) }
        }
    }

    // MARK: - Events

    private mutating func next() throws(Reader.SyntaxError) -> Step {
        var step = yaml_step()
        yaml_reader_next(parser, &step)
        let offset = step.in_bytes != 0 ? source.start + step.index : place.byte(of: step.index)
        let text = step.text.map {
            String(decoding: UnsafeRawBufferPointer(start: $0, count: step.length), as: UTF8.self)
        }
        if step.kind == YAML_BROKEN {
            throw broken(text ?? "", within: step.tag.map { String(cString: $0) }, at: offset)
        }
        return Step(
            kind: step.kind, offset: offset, text: text ?? "", isPlain: step.is_plain != 0,
            anchor: step.anchor.map { String(cString: $0) }, tag: step.tag.map { String(cString: $0) })
    }

    private func broken(_ problem: String, within context: String?, at offset: Int) -> Reader.SyntaxError {
        if offset < source.bytes.count, source.bytes[offset] == UInt8(ascii: "\t") {
            return Reader.SyntaxError(at: offset) { $0.tabs }
        }
        return Reader.SyntaxError(at: min(offset, source.bytes.count)) {
            Quoted.plain($0.yamlProblem(problem, within: context))
        }
    }
}

/// The way from libyaml's places, counted in code points, to bytes. Asked mostly forwards.
private struct CodePoints {
    private let source: SourceText
    private var index = 0
    private var byte: Int

    init(_ source: SourceText) {
        self.source = source
        byte = source.start
    }

    mutating func byte(of wanted: Int) -> Int {
        if wanted < index { (index, byte) = (0, source.start) }
        while index < wanted, byte < source.bytes.count {
            byte += 1
            while byte < source.bytes.count, source.bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            index += 1
        }
        return byte
    }
}
