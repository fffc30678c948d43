import Testing

/// The guardian on a pseudo terminal, under a shell of one job.
@Suite(.serialized) struct GuardianTests {
    @Test(arguments: [("killed", "SIGKILL", 137), ("trapped", "SIGILL", 132)])
    func `a supervisor that dies leaves a usable terminal and no process`(
        _ mode: String, _ signal: String, _ code: Int
    ) throws {
        try Driver.expect(
            "guardian-\(mode)",
            """
            job: exit \(code)
            left alive: 0
            modes restored: true
            screen left: true
            wamon: the supervisor was ended by \(signal). 4 of its processes were killed.

            """)
    }

    @Test func `an ordinary end has its own code, and leaves nothing either`() throws {
        try Driver.expect(
            "guardian-exit",
            """
            job: exit 5
            left alive: 0
            modes restored: true
            screen left: true

            """)
    }

    @Test func `signals by kill are passed on, those of the terminal arrive once`() throws {
        try Driver.expect(
            "guardian-signals",
            """
            kill -TERM: SIGTERM
            typed ^C: SIGINT
            then: SIGUSR2
            kill -TSTP: suspendAsked
            job: exit 137
            left alive: 0
            modes restored: true
            screen left: true
            wamon: the supervisor was ended by SIGKILL. 4 of its processes were killed.

            """)
    }

    @Test func `the job can be stopped, and is told when it goes on`() throws {
        try Driver.expect(
            "guardian-suspend",
            """
            stopped by signal 20
            told resumed, foreground true
            job: exit 0
            left alive: 0
            modes restored: true
            screen left: true

            """)
    }

    @Test func `the real process is told when its guardian is killed`() throws {
        try Driver.expect(
            "guardian-orphaned",
            """
            real guardianGone
            job: signal 9

            """)
    }
}
