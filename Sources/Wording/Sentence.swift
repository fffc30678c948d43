/// Something said in every language at once: by who finds it before it is known who will read it.
package struct Sentence: Hashable, Sendable, Codable {
    private var texts: [String]

    /// - Parameter make: is asked once for each language.
    package init(_ make: (Language) -> String) {
        texts = Language.allCases.map(make)
    }

    package subscript(language: Language) -> String { texts[language.index] }

    /// Changed in each language.
    package func map(_ change: (Language, String) -> String) -> Sentence {
        Sentence { change($0, self[$0]) }
    }
}

extension Language {
    fileprivate var index: Int {
        switch self {
        case .english: 0
        case .russian: 1
        }
    }
}
