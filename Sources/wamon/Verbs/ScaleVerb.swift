import ArgumentParser
import Verbs
import Wording

struct ScaleVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: Wamon.help.scale,
        discussion: Wamon.help.scaleMore)

    @Argument(help: .said(\.optionAppName, \.aName))
    var name: String

    @OptionGroup var common: CommonOptions

    @Argument(
        parsing: .allUnrecognized,
        help: .said(\.optionAmount, \.aNumber))
    var amount: [String]

    func validate() throws {
        guard amount.count == 1 else { throw ValidationError(Wamon.words.program.scaleExpects) }
    }

    func perform(at desk: Desk) async throws(Refused) { try await desk.scale(name, amount[0]) }
}
