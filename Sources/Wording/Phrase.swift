/// A sentence that reaches us in English, from the core or from the parser of the command line, by its shape:
/// `{}` stands for what differs. In the other language `{1}`, `{2}` put these parts elsewhere.
struct Phrase: Sendable {
    private let pieces: [String]
    private let other: [String]

    init(_ english: String, _ other: String) {
        pieces = Phrase.pieces(of: english)
        self.other = Phrase.pieces(of: Phrase.numbered(other))
    }

    /// nil where a sentence has another shape. No part of one is empty.
    /// - Parameter part: what becomes of what stands for `{}`.
    func translated(_ sentence: String, _ part: (String) -> String) -> String? {
        guard let parts = parts(of: sentence) else { return nil }
        var text = other[0]
        for piece in other.dropFirst() {
            // "1}…": numbered(_:) has left no other form.
            let end = piece.firstIndex(of: "}") ?? piece.endIndex
            if let number = Int(piece[..<end]), parts.indices.contains(number - 1) {
                text += part(String(parts[number - 1]))
            }
            text += piece[end...].dropFirst()
        }
        return text
    }

    private func parts(of sentence: String) -> [Substring]? {
        guard sentence.hasPrefix(pieces[0]) else { return nil }
        var rest = sentence.dropFirst(pieces[0].count)
        guard pieces.count > 1 else { return rest.isEmpty ? [] : nil }
        var parts: [Substring] = []
        for (index, piece) in pieces.enumerated().dropFirst() {
            if index == pieces.count - 1 {
                guard rest.hasSuffix(piece), rest.count > piece.count else { return nil }
                parts.append(rest.dropLast(piece.count))
            } else {
                guard let hit = rest.firstRange(of: piece), hit.lowerBound > rest.startIndex else {
                    return nil
                }
                parts.append(rest[..<hit.lowerBound])
                rest = rest[hit.upperBound...]
            }
        }
        return parts
    }

    /// Split at "{}", or for the other language at each "{".
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while let hit = rest.firstRange(of: rest.contains("{}") ? "{}" : "{") {
            pieces.append(String(rest[..<hit.lowerBound]))
            rest = rest[hit.upperBound...]
        }
        return pieces + [String(rest)]
    }

    /// "{} x {}" → "{1} x {2}".
    private static func numbered(_ text: String) -> String {
        var numbered = ""
        var rest = text[...]
        var number = 0
        while let hit = rest.firstRange(of: "{}") {
            number += 1
            numbered += rest[..<hit.lowerBound] + "{\(number)}"
            rest = rest[hit.upperBound...]
        }
        return numbered + rest
    }
}
