import ArgumentParser
import Verbs

struct ScaleVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Set how many instances of an app run.",
        discussion: "wamon scale worker 4, wamon scale worker +2, wamon scale worker -1")

    @Argument(help: ArgumentHelp("The app's name.", valueName: "name"))
    var name: String

    @OptionGroup var common: CommonOptions

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("How many; +n for more, -n for fewer.", valueName: "number"))
    var amount: [String]

    func validate() throws {
        guard amount.count == 1 else { throw ValidationError("scale expects a name and one number") }
    }

    func perform(at desk: Desk) async throws(Refused) { try await desk.scale(name, amount[0]) }
}
