import Glibc
import Testing

/// Real processes, each scenario in a process of its own (KernelDriver), one after the other.
@Suite(.serialized) struct RealProcessTests {
    @Test func `what cannot be executed is told by errno and stage`() throws {
        try Driver.expect(
            "exec-errors",
            """
            no such file: exec ENOENT
            not executable: exec EACCES
            a folder: exec EACCES
            no known format: exec ENOEXEC
            no interpreter: exec ENOENT
            no such cwd: chdir ENOENT
            cwd is a file: chdir ENOTDIR
            no such user: user ENOENT
            no such group: group ENOENT
            too many arguments: exec E2BIG
            with a channel: exec ENOENT
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `exit codes and signals come back as they were`() throws {
        try Driver.expect(
            "exits",
            """
            exit 0: exited 0
            signalled afterwards: false
            exit 3 after 30: exited 3
            signalled afterwards: false
            exit 255: exited 255
            signalled afterwards: false
            die 9: SIGKILL
            signalled afterwards: false
            die 15: SIGTERM
            signalled afterwards: false
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `exits that one turn of the loop sees are one batch`() throws {
        try Driver.expect(
            "batch",
            """
            ended in the batch of the first: 20
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a child has a session, its descriptors, the original limit and the marks of its run`() throws
    {
        let seen = { (run: Int, descriptors: String, more: String) in
            """
            cwd /usr
            uid \(getuid()) \(geteuid()) gid \(getgid()) \(getegid())
            leads its session true and group true
            umask 27
            blocked none
            descriptors 0:/dev/null 1:unnamed 2:unnamed\(descriptors)
            Max open files 200
            msgqueue lowered by 7
            env PATH=/usr/bin:/bin
            env LANG=C
            env EMPTY=
            env NAME=a=b
            env WAMON_RUN=CORE.\(run)\(more)

            """
        }
        try Driver.expect(
            "child-sees",
            "our own limit: 300\n" + seen(1, "", "")
                + seen(
                    2, " 3:unnamed",
                    """

                    env NODE_CHANNEL_FD=3
                    env NODE_CHANNEL_SERIALIZATION_MODE=json
                    env NOTIFY_SOCKET=@wamon-CORE
                    """) + "children left: none\ndescriptors left: 0\n")
    }

    @Test(.enabled(if: geteuid() == 0, "needs root"))
    func `another user gets its ids, groups and home, unless the order says otherwise`() throws {
        try Driver.expect(
            "credentials",
            """
            daemon:
              uid 1 1 gid 1 1
              groups 1
              env HOME=/usr/sbin
              env LOGNAME=daemon
              env USER=daemon
            daemon with a HOME of its own:
              uid 1 1 gid 1 1
              groups 1
              env HOME=/srv/app
              env LOGNAME=daemon
              env USER=daemon
            daemon in group mail:
              uid 1 1 gid 8 8
              groups 8
              env HOME=/usr/sbin
              env LOGNAME=daemon
              env USER=daemon
            a number nobody has:
              uid 54321 54321 gid 12345 12345
              groups 12345
              env HOME=/
            a cwd it may not enter: chdir EACCES
            /dev/stdout: opened anew
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `the stories of a core are on Linux what they are on the simulated kernel`() throws {
        try Driver.expect(
            "core",
            """
            crash: as written
            leftovers: as written
            once: as written
            absent: as written
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `64 descriptors give a clear error, and room again when a run is released`() throws {
        try Driver.expect(
            "starvation",
            """
            started some, then EMFILE
            all found without a descriptor to spare: true
            recovered: exited 5
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a hundred short lives leave nothing`() throws {
        try Driver.expect("storm", "a hundred exits\nchildren left: none\ndescriptors left: 0\n")
    }

    @Test(arguments: ["plain", "setsid", "double-fork", "setsid-clearenv"])
    func `a tree is found and ended after its root`(_ kind: String) throws {
        try Driver.expect(
            "tree-\(kind)",
            """
            with its root: 2, the one left among them: true
            root: SIGKILL
            without its root: true
            root signalled afterwards: false
            after SIGTERM: 0
            the other run: true
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `what a killed core left is stopped by the next one, and nobody else is`() throws {
        try Driver.expect(
            "sweep",
            """
            the core: SIGKILL
            left by it: 9 of 9
            of another boot: 0
            of another container: 0
            a number given anew: 0
            swept: sleep, 2, of which still here: 0
            swept: process 1, 2, of which still here: 0
            swept: sleep, 2, of which still here: 0
            swept: sleep, 2, of which still here: 0
            swept: SIGINT, 1, of which still here: 0
            left: 0
            bystanders: 9 of 9
            nothing more: 0
            without a table: 0
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a member is signalled only as the process that was seen`() throws {
        try Driver.expect(
            "identity",
            """
            another start time: false
            the same: true
            SIGKILL
            gone: false
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a group can be signalled after its leader has ended`() throws {
        try Driver.expect(
            "group",
            """
            root: exited 0
            left: 0
            an empty group does no harm
            children left: none
            descriptors left: 0

            """)
    }

    @Test func `a polite signal is answered, an ignored one is not`() throws {
        try Driver.expect(
            "polite",
            """
            signalled: true
            said: graceful 2, exited 0
            deaf after SIGINT: 1
            SIGKILL
            children left: none
            descriptors left: 0

            """)
    }
}
