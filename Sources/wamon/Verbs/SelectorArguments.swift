import Wording
import ArgumentParser

/// Which processes are meant.
struct SelectorArguments: ParsableArguments, Sendable {
    @Argument(
        help: .said(\.optionSelector, \.aProcess))
    var words: [String]
}
