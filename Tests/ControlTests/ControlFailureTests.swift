import Control
import Testing

@Suite struct ControlFailureTests {
    @Test func `a core that is not there is said to be not running`() {
        #expect(ControlFailure.noCore.sentence == "no wamon is running")
    }
}
