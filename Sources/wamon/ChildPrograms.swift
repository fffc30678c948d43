import Ecosystem
import Kernel
import Supervision

/// Lets the loader run programs: node, for a configuration in JavaScript.
struct ChildPrograms: ProgramRunner {
    func run(_ order: ProgramOrder) -> ProgramOutcome {
        let program = ChildProgram(
            executable: order.executable, argv: order.argv, environment: order.environment,
            folder: order.folder, deadline: order.deadline, limit: order.limit)
        let output = program.run()
        switch output.ending {
        case .ended(let status):
            return .ended(answer: output.answer, printed: output.printed, how: words(status))
        case .failed(let failure): return .failed("\(errnoText(failure.errno)) (\(failure.stage))")
        case .late: return .late
        case .talkative: return .talkative
        }
    }

    private func words(_ status: ExitStatus) -> String {
        switch status {
        case .exited(let code): "exit code \(code)"
        case .signalled(let signal, _): "signal \(signal.raw)"
        case .notSpawned(let errno, _): errnoText(errno)
        }
    }
}
