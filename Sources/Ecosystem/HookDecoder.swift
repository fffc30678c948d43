import Supervision
import Wording

/// `wamon.hooks`: who is told what happens. Every mistake goes to the findings.
struct HookDecoder {
    /// Where the file lies.
    let folder: String
    let findings: Findings

    private static let place = "wamon.hooks"
    private static let keys = ["on", "run", "post", "timeout"]
    private static let longest = Duration.seconds(600)
    private static let most = 64

    func decode(_ value: Value) -> [HookSpec] {
        switch value.content {
        case .null: return []
        case .object: return [hook(value, HookDecoder.place)].compactMap { $0 }
        case .array(let values) where values.count <= HookDecoder.most:
            return values.enumerated().compactMap { hook($1, "\(HookDecoder.place)[\($0)]") }
        default:
            refuse(value, HookDecoder.place) { $0.hooks(upTo: HookDecoder.most) }
            return []
        }
    }

    private func hook(_ value: Value, _ place: String) -> HookSpec? {
        guard case .object(let members) = value.content else {
            refuse(value, place) { $0.aHook }
            return nil
        }
        for member in members where !HookDecoder.keys.contains(member.key) {
            let near = Suggestion.near(member.key, among: HookDecoder.keys)
            findings.warning(at: member.keyOffset) {
                $0.unknownKey(Quoted.text(member.key), in: place, near: near)
            }
        }
        func given(_ key: String) -> Value? { value[key].flatMap { $0.isNull ? nil : $0 } }
        let occasions = given("on").map { self.occasions($0, place + ".on") }
        if occasions == nil { findings.error(at: value.offset) { $0.hookWithoutOccasion(place) } }
        let timeout = given("timeout").map { self.timeout($0, place + ".timeout") }
        let way: HookSpec.Way?
        switch (given("run"), given("post")) {
        case (let words?, nil): way = program(words, place + ".run")
        case (nil, let address?): way = self.address(address, place + ".post")
        case (nil, nil), (_?, _?):
            findings.error(at: value.offset) { $0.hookWithoutWay(place) }
            way = nil
        }
        guard let occasions, let way else { return nil }
        var hook = HookSpec(on: occasions, way, folder: folder)
        if let timeout = timeout ?? nil { hook.timeout = timeout }
        return hook
    }

    // MARK: - Its fields

    private func occasions(_ value: Value, _ place: String) -> [HookSpec.Occasion] {
        let words: [Value]
        switch value.content {
        case .text: words = [value]
        case .array(let values) where !values.isEmpty: words = values
        default:
            refuse(value, place) { $0.occasions(HookDecoder.names) }
            return []
        }
        return words.compactMap { word in
            if let name = word.text, let occasion = HookSpec.Occasion(rawValue: name) { return occasion }
            let near = word.text.flatMap { Suggestion.near($0, among: HookDecoder.names) }
            findings.error(at: word.offset) {
                $0.mismatch(place, word.described($0), expected: $0.occasions(HookDecoder.names))
                    + $0.hint(near)
            }
            return nil
        }
    }

    private static var names: [String] { HookSpec.Occasion.allCases.map(\.rawValue) }

    private func program(_ value: Value, _ place: String) -> HookSpec.Way? {
        guard case .array(let values) = value.content, let first = values.first?.text, !first.isEmpty else {
            refuse(value, place) { $0.hookProgram }
            return nil
        }
        let words = values.compactMap { value -> String? in
            switch value.content {
            case .text(let text) where !text.contains("\0"): return text
            case .number(let number): return number.text
            default:
                refuse(value, place) { $0.aString }
                return nil
            }
        }
        return words.count == values.count ? .run(words) : nil
    }

    private func address(_ value: Value, _ place: String) -> HookSpec.Way? {
        guard let text = value.text, HookDecoder.isAddress(text) else {
            refuse(value, place) { $0.hookAddress }
            return nil
        }
        return .post(text)
    }

    /// `http://HOST…` or `https://HOST…`, without blanks and control characters.
    private static func isAddress(_ text: String) -> Bool {
        if (try? WebAddress(text)) != nil { return true }
        let isPlain = text.utf8.allSatisfy { $0 > 32 && $0 != 127 }
        let scheme = "https://"
        guard isPlain, text.lowercased().hasPrefix(scheme) else { return false }
        let host = text.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return !(host.split(separator: "@", omittingEmptySubsequences: false).last ?? "").isEmpty
    }

    private func timeout(_ value: Value, _ place: String) -> Duration? {
        guard let duration = Units.duration(value.content), duration > .zero, duration <= HookDecoder.longest
        else {
            refuse(value, place) { $0.hookTimeout }
            return nil
        }
        return duration
    }

    private func refuse(_ value: Value, _ name: String, _ expected: (FileWords) -> String) {
        findings.error(at: value.offset) {
            $0.mismatch(name, value.described($0), expected: expected($0))
        }
    }
}
