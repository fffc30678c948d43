import ArgumentParser

/// Which processes are meant.
struct SelectorArguments: ParsableArguments, Sendable {
    @Argument(
        help: ArgumentHelp(
            "all, an id, a name, name:ID, a namespace, /regex/ or /regex/i of names, an ecosystem file, or - for words on standard input.",
            valueName: "process"))
    var words: [String]
}
