/// The way from a file's value to one within it: `apps[0].log_rotate.keep`.
struct ValuePath {
    private enum Step {
        case key(String)
        case index(Int)
    }

    private var steps: [Step] = []

    /// To the value, or to the key, that begins at `offset`.
    init(to offset: Int, in root: Value) {
        var value = root
        while value.offset != offset {
            switch value.content {
            case .array(let values):
                guard let index = values.lastIndex(where: { $0.offset <= offset }) else { return }
                steps.append(.index(index))
                value = values[index]
            case .object(let members):
                guard let member = members.last(where: { $0.keyOffset <= offset }) else { return }
                steps.append(.key(member.key))
                if member.keyOffset == offset { return }
                value = member.value
            default: return
            }
        }
    }

    /// The app that a key belongs to: without the last key.
    var parent: ValuePath {
        var path = self
        if case .key = path.steps.last { path.steps.removeLast() }
        return path
    }

    /// A sentence that may begin with the keys themselves, `log_rotate: keep: found …`, behind the path.
    func leading(_ sentence: String) -> String {
        if sentence.hasPrefix("\(text): ") { return sentence }
        var rest = sentence[...]
        if sentence.hasPrefix("\(parent.text): ") { rest = rest.dropFirst(parent.text.count + 2) }
        for case .key(let key) in steps where rest.hasPrefix("\(key): ") {
            rest = rest.dropFirst(key.count + 2)
        }
        return steps.isEmpty ? sentence : "\(text): \(rest)"
    }

    var text: String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key):
                let isPlain = key.allSatisfy { $0 == "_" || $0 == "$" || $0.isLetter || $0.isNumber }
                if isPlain, !key.isEmpty {
                    text += text.isEmpty ? key : ".\(key)"
                } else {
                    text += "[\(Quoted.text(key))]"
                }
            }
        }
        return text
    }
}
