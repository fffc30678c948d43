/// How well a few letters name a text: they must all be in it, in their order; beginnings of words and letters
/// side by side are worth more. Case is of no account.
package enum Fuzzy {
    package struct Match: Hashable, Sendable {
        package var score: Int
        /// Which scalars of the text, in order.
        package var places: [Int]
    }

    /// Longer texts are not looked at beyond it.
    private static let reach = 120

    /// nil: it is not in it. Blanks in the letters are passed over; no letters are in every text.
    package static func match(_ letters: String, in text: String) -> Match? {
        let wanted = folded(letters).filter { $0 != " " }
        guard !wanted.isEmpty else { return Match(score: 0, places: []) }
        let text = Array(folded(text).prefix(reach))
        guard isWithin(wanted, text) else { return nil }
        return best(wanted, text)
    }

    private static let atStart = 4
    private static let atWord = 8
    private static let sideBySide = 6
    private static let gap = 2
    /// There is nothing else in it.
    private static let whole = 10

    /// The best of all ways to find them: for each letter and each place it may stand in, the best that leads there.
    private static func best(_ wanted: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Match? {
        let none = Int.min / 2
        var scores: [[Int]] = []
        var origins: [[Int]] = []
        for (index, letter) in wanted.enumerated() {
            var row = Array(repeating: none, count: text.count)
            var origin = Array(repeating: -1, count: text.count)
            // The best end of the letters before, at least one place apart.
            var (apart, apartAt) = (none, -1)
            for place in text.indices {
                if index > 0, place >= 2, scores[index - 1][place - 2] > apart {
                    (apart, apartAt) = (scores[index - 1][place - 2], place - 2)
                }
                guard text[place] == letter else { continue }
                let own = 1 + (place == 0 ? atStart : 0) + (isWordStart(place, text) ? atWord : 0)
                guard index > 0 else {
                    row[place] = own
                    continue
                }
                let near = place >= 1 ? scores[index - 1][place - 1] : none
                if near > none, near + sideBySide >= apart - gap {
                    (row[place], origin[place]) = (near + sideBySide + own, place - 1)
                } else if apart > none {
                    (row[place], origin[place]) = (apart - gap + own, apartAt)
                }
            }
            scores.append(row)
            origins.append(origin)
        }
        guard let last = scores.last, let end = last.indices.max(by: { last[$0] < last[$1] }),
            last[end] > none
        else { return nil }
        var places = [end]
        for index in wanted.indices.dropFirst().reversed() {
            places.append(origins[index][places[places.count - 1]])
        }
        return Match(score: last[end] + (wanted.count == text.count ? whole : 0), places: places.reversed())
    }

    private static func isWithin(_ wanted: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
        var next = 0
        for scalar in text where next < wanted.count && scalar == wanted[next] { next += 1 }
        return next == wanted.count
    }

    private static func isWordStart(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
        guard place > 0 else { return true }
        let before = text[place - 1].properties
        return !before.isAlphabetic && before.numericType == nil
    }

    /// Scalar by scalar, so that places stay what they are.
    private static func folded(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.map { scalar in
            if scalar.isASCII {
                return scalar.value >= 0x41 && scalar.value <= 0x5A
                    ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
            }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            return lower.count == 1 ? lower.first ?? scalar : scalar
        }
    }
}
