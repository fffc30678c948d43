import Wording
import ArgumentParser

/// Which processes are meant; none: all.
struct OptionalSelector: ParsableArguments, Sendable {
    @Argument(
        help: .said(\.optionSelectorOrAll, \.aProcess))
    var words: [String] = []
}
