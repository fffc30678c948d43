import Glibc
import Testing

/// What passes between a child, or the world, and the real kernel.
@Suite(.serialized) struct TalkTests {
    @Test func `ready comes and a message goes over fd 3`() throws {
        try Driver.expect(
            "channel",
            """
            "shut \\"down\\"" exited 7
            children left: none
            descriptors left: 0

            """)
    }

    @Test(.enabled(if: access("/usr/bin/node", X_OK) == 0, "no node here"))
    func `Node itself speaks over the channel`() throws {
        try Driver.expect(
            "node",
            """
            ready; true
            "shutdown" exited 7
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `READY=1 on the notify socket is ready too`() throws {
        try Driver.expect("notify", "ready\nchildren left: none\ndescriptors left: 0\n")
    }

    @Test func `garbage, endless lines and a child that never reads do no harm`() throws {
        try Driver.expect(
            "chatter",
            """
            SIGKILL
            ready: 1
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a timer replaces the one of the same token, and fires once unless disarmed`() throws {
        try Driver.expect(
            "timers",
            """
            fired other(4)
            fired other(2)
            fired other(1)
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `signals to the core are told in words`() throws {
        try Driver.expect(
            "signals",
            """
            SIGTERM
            SIGINT
            SIGHUP
            SIGQUIT
            SIGUSR2
            children left: none
            descriptors left: 0

            """)
    }
}
