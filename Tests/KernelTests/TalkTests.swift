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

    @Test func `a door lets in a few a turn, and waits in peace while there are no descriptors`() throws {
        try Driver.expect(
            "door",
            """
            waits in peace: true
            let in: [16, 20, 36, 40]
            closed: true
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

    @Test func `a program is run to its end beside the core, and leaves nothing`() throws {
        try Driver.expect(
            "programs",
            """
            answers: exited 3, answer: answer, printed: out err
            dies: SIGKILL, answer: , printed:\u{20}
            hangs: late, answer: begun, printed:\u{20}
            talks too much: talkative, answer: 1001 bytes, printed:\u{20}
            prints too much: exited 0, answer: end, printed: 65536 bytes
            closes all and hangs: late, answer: , printed:\u{20}
            leaves a child: exited 0, answer: (a pid, and it is gone), printed:\u{20}
            ignores signals: late, answer: x, printed:\u{20}
            sees: exited 0, answer: b unset /usr 0 1 2 3 4, printed:\u{20}
            is not there: exec ENOENT, answer: , printed:\u{20}
            all of a hundred: ["exited 7"]
            pids: 100, taken for orphans: 0
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a program beside the fleet is ended with all it started, and is no run's end`() throws {
        try Driver.expect(
            "asides",
            """
            passes: exited 0, printed: fine
            fails: exited 3, printed: out err
            dies: SIGKILL, printed:\u{20}
            prints too much: exited 1, printed: 1000 bytes
            closes all and fails: exited 4, printed:\u{20}
            hangs: late, printed: begun
            ignores signals: late, printed: x
            passes and leaves: exited 0, printed: 3 pids, all gone
            hangs and leaves: late, printed: 3 pids, all gone
            sees: exited 0, printed: b unset /usr 0 1 2 3
            is not there: exec ENOENT, printed:\u{20}
            is nobody: exited 0, printed: nobody nogroup /nonexistent
            has no user: user ENOENT, printed:\u{20}
            cancelled: told of 0
            taken for the end of a run: false
            children left: none
            descriptors left: 0

            """)
    }
}
