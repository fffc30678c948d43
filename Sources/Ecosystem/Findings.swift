import Wording

/// Collects the diagnostics of one load. A hostile file cannot make the list long: after `limit` of a
/// severity the rest is counted only, and said in one line.
final class Findings {
    private struct Finding {
        let place: Int
        let diagnostic: Diagnostic
    }

    static let limit = 100

    /// What an offset means to who reads the remark.
    enum Places {
        /// A line and a column of the source.
        case positions
        /// A path within this value: the source is not what the user has written.
        case paths(Value)
        /// Nothing.
        case none
    }

    let source: SourceText
    private let places: Places
    private var list: [Finding] = []
    private var counts: [Diagnostic.Severity: Int] = [:]

    init(source: SourceText, places: Places = .positions) {
        self.source = source
        self.places = places
    }

    /// Errors found, the ones beyond the limit included.
    var errors: Int { counts[.error, default: 0] }

    /// Enough of a severity has been said: no need to work out suggestions for more.
    func isFull(_ severity: Diagnostic.Severity) -> Bool {
        counts[severity, default: 0] >= Findings.limit
    }

    /// In the order of the file; what concerns no place in it comes last.
    var diagnostics: [Diagnostic] {
        let sorted = list.enumerated().sorted {
            ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
        }
        var all = sorted.map(\.element.diagnostic)
        for severity in [Diagnostic.Severity.error, .warning, .note] {
            let hidden = counts[severity, default: 0] - Findings.limit
            if hidden > 0 {
                let sentence = Sentence { $0.file.more(hidden) }
                all.append(
                    .init(file: source.file, line: nil, column: nil, severity: severity, sentence: sentence))
            }
        }
        return all
    }

    /// - Parameter offset: a byte of the source; nil when the remark is about the whole file.
    func add(_ severity: Diagnostic.Severity, at offset: Int?, _ sentence: Sentence) {
        guard admit(severity) else { return }
        var position: SourceText.Position?
        var sentence = sentence
        if let offset {
            switch places {
            case .positions: position = source.position(of: offset)
            case .paths(let root):
                let path = ValuePath(to: offset, in: root)
                sentence = sentence.map { path.leading($1) }
            case .none: break
            }
        }
        let diagnostic = Diagnostic(
            file: source.file, line: position?.line, column: position?.column, severity: severity,
            sentence: sentence)
        list.append(Finding(place: offset ?? .max, diagnostic: diagnostic))
    }

    /// A remark about another file (an `env_file`), sorted by the place where the source names that file.
    func add(_ diagnostic: Diagnostic, namedAt offset: Int) {
        guard admit(diagnostic.severity) else { return }
        list.append(Finding(place: offset, diagnostic: diagnostic))
    }

    /// Where the app is that has a key at `offset`, for a sentence about another place.
    func whereabouts(of offset: Int, _ words: FileWords) -> String {
        switch places {
        case .positions, .none: words.whereabouts(line: source.line(of: offset))
        case .paths(let root): words.whereabouts(path: ValuePath(to: offset, in: root).parent.text)
        }
    }

    /// From 1; 0 where the source is not what the user has written.
    func line(of offset: Int) -> Int {
        if case .positions = places { source.line(of: offset) } else { 0 }
    }

    func error(at offset: Int?, _ sentence: Sentence) { add(.error, at: offset, sentence) }
    func warning(at offset: Int?, _ sentence: Sentence) { add(.warning, at: offset, sentence) }

    /// - Parameter say: the sentence, in each language.
    func error(at offset: Int?, _ say: (FileWords) -> String) {
        error(at: offset, Sentence { say($0.file) })
    }
    func warning(at offset: Int?, _ say: (FileWords) -> String) {
        warning(at: offset, Sentence { say($0.file) })
    }

    private func admit(_ severity: Diagnostic.Severity) -> Bool {
        counts[severity, default: 0] += 1
        return counts[severity, default: 0] <= Findings.limit
    }
}
