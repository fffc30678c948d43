import Testing
@Suite struct ScrollbackTests {}
