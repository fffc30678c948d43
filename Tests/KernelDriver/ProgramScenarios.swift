import Glibc
import Kernel
import Supervision
import Synchronization

/// Programs run to their end on another thread, while the core's loop reaps whatever it meets.
func programs(_ stage: Stage) {
    play(stage, "answers", "echo out; echo err >&2; echo answer >&3; exit 3")
    play(stage, "dies", "kill -9 $$")
    play(stage, "hangs", "echo begun >&3; sleep 1000", deadline: .milliseconds(300))
    play(stage, "talks too much", "cat /dev/zero >&3")
    play(stage, "prints too much", "head -c 300000 /dev/zero; echo end >&3")
    play(stage, "closes all and hangs", "exec >&- 2>&- 3>&-; sleep 1000", deadline: .milliseconds(300))
    // Who is left holds all the pipes, and has a group of its own to hide in only with setsid.
    play(stage, "leaves a child", "sleep 1000 & echo $! >&3")
    play(
        stage, "ignores signals", "trap '' INT TERM HUP; echo x >&3; while :; do :; done",
        deadline: .milliseconds(300))
    play(stage, "sees", "echo $A ${NODE_CHANNEL_FD-unset} $PWD $(ls /proc/self/fd | tr '\\n' ' ') >&3; cat")
    play(stage, "is not there", "", program: "/nowhere/at/all")
    let before = stage.orphansReaped()
    let rest = (0..<100).map { _ in outcome(stage, "echo $$ >&3; exit 7") }
    print("all of a hundred: \(Set(rest.map { "\($0.ending)" }))")
    let pids = Set(rest.compactMap { PID(words($0.answer)) })
    print(
        "pids: \(pids.count), taken for orphans: \(stage.orphansReaped().intersection(pids).subtracting(before).count)"
    )
}

private func play(
    _ stage: Stage, _ title: String, _ script: String, deadline: Duration = .seconds(20),
    program: String = "/bin/sh"
) {
    let output = outcome(stage, script, deadline: deadline, program: program)
    var answer = words(output.answer)
    if title == "leaves a child", let child = PID(answer) {
        stage.wait(for: "the end of the child") { kill(child, 0) < 0 }
        answer = "(a pid, and it is gone)"
    }
    print("\(title): \(output.ending), answer: \(answer), printed: \(words(output.printed))")
}

private func words(_ bytes: [UInt8]) -> String {
    if bytes.count > 200 { return "\(bytes.count) bytes" }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined(separator: " ")
}

private func outcome(
    _ stage: Stage, _ script: String, deadline: Duration = .seconds(20), program: String = "/bin/sh"
) -> ChildProgram.Output {
    let job = Job(
        ChildProgram(
            executable: program, argv: ["sh", "-c", script],
            environment: ["A": "b", "PATH": "/usr/bin:/bin", "NODE_CHANNEL_FD": "3"], folder: "/usr",
            deadline: deadline, limit: 1000))
    let thread = LoopThread("program")
    thread.start()
    thread.post { [unowned thread] in
        job.run()
        thread.stop()
    }
    // The stage's loop turns meanwhile: a tick every few milliseconds, and every SIGCHLD.
    stage.wait(for: "the end of a program") { [loop = stage.loop] in
        loop.after(.milliseconds(2)) {}
        return job.output.withLock { $0 != nil }
    }
    _ = thread.join(within: .seconds(20))
    return job.output.withLock { $0! }
}

private final class Job: Sendable {
    let output = Mutex<ChildProgram.Output?>(nil)
    private let program: ChildProgram

    init(_ program: ChildProgram) { self.program = program }

    func run() {
        let found = program.run()
        output.withLock { $0 = found }
    }
}

extension ChildProgram.Ending: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ended(let status): "\(status)"
        case .failed(let failure): "\(failure.stage) \(name(of: failure.errno))"
        case .late: "late"
        case .talkative: "talkative"
        }
    }
}
