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
            return .ended(answer: output.answer, printed: output.printed, how: status)
        case .failed(let failure): return .failed(errno: failure.errno, stage: failure.stage)
        case .late: return .late
        case .talkative: return .talkative
        }
    }
}
