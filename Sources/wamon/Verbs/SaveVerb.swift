import ArgumentParser
import Verbs
import Wording

struct SaveVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: Wamon.help.save,
        discussion: Wamon.help.saveMore, aliases: ["dump"])

    @Flag(name: [.short, .long], help: .hidden)
    var force = false

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) { try await desk.save() }
}
