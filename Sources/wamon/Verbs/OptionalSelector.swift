import ArgumentParser

/// Which processes are meant; none: all.
struct OptionalSelector: ParsableArguments, Sendable {
    @Argument(
        help: ArgumentHelp("As for stop; by default all.", valueName: "process"))
    var words: [String] = []
}
