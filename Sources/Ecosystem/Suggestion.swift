/// The nearest known name to a mistyped one.
enum Suggestion {
    /// The same, in quotes.
    static func near(_ word: String, among names: some Sequence<String>) -> String? {
        nearest(to: word, among: names).map { Quoted.text($0) }
    }

    /// Nil when nothing is near enough to be meant: at most a third of the letters may differ.
    static func nearest(to word: String, among names: some Sequence<String>) -> String? {
        guard word.count <= 40 else { return nil }
        let typed = Array(word.lowercased().utf8)
        var best: (name: String, distance: Int)?
        for name in names where abs(name.utf8.count - typed.count) <= typed.count / 3 + 1 {
            let distance = distance(typed, Array(name.lowercased().utf8))
            if distance < best?.distance ?? .max { best = (name, distance) }
        }
        guard let best, best.distance <= max(1, min(typed.count, best.name.utf8.count) / 3) else {
            return nil
        }
        return best.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (Damerau, optimal alignment).
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var older = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                let replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(replaced, previous[j] + 1, row[j - 1] + 1)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], older[j - 2] + 1)
                }
            }
            (older, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
