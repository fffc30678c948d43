import ArgumentParser
import Verbs

struct SaveVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Write down all processes for resurrect.",
        discussion: "To dump.json in WAMON_HOME, whole or not at all.", aliases: ["dump"])

    @Flag(name: [.short, .long], help: .hidden)
    var force = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.save() }
}
