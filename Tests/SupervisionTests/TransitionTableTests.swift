import Testing

@Suite struct TransitionTableTests {
    @Test func `the printed transitions are the ones in docs`() throws {
        try Golden("docs/transitions.md").expect(TransitionTable().text)
    }
}
