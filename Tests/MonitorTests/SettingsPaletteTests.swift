import Monitor
import Screen
import Supervision
import Testing

/// What of the settings the palette does.
@Suite struct SettingsPaletteTests {
    @Test(arguments: [(":reload", Command.reload), (":dump", .dump)])
    func `a word and Enter are enough`(_ typed: String, _ command: Command) {
        var model = Sample.model(120, 36)
        model.type(typed)
        #expect(model.press(.enter) == [command])
        #expect(model.overlay == nil)
    }

    @Test func `where the settings say so nothing is asked, but for what cannot be undone`() {
        var model = Sample.model(120, 36)
        model.furnish(Settings.parse("confirm = never").0)
        #expect(model.type("r") == [.request(.restart(.id(InstanceID(0))))])
        #expect(model.overlay == nil)
    }
}
