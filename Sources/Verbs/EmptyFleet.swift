package import Supervision
import Wording

/// No core, seen through PM2's eyes: a fleet of nobody. (PM2 starts a daemon to answer that there is nothing.)
package struct EmptyFleet: SupervisorClient {
    /// The core's own word for it; it is put into other languages where it is shown.
    private static let absent = Language.english.verbs.noCore

    package init() {}

    package func send(_ request: Request) async -> Reply {
        switch request {
        case .shutdown, .save, .flush, .reopenLogs: .done([])
        default: .refused(EmptyFleet.absent)
        }
    }
    package func snapshot(brief: Bool) async -> Snapshot { Snapshot() }
    package func snapshots() -> AsyncStream<Snapshot> { AsyncStream { $0.finish() } }
    package func connection() -> AsyncStream<Connection> {
        AsyncStream {
            $0.yield(.lost(EmptyFleet.absent))
            $0.finish()
        }
    }
    package func linesArrived() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
    package func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> LineBatch {
        LineBatch()
    }
    package func history(of instance: InstanceID) async -> [ExitRecord] { [] }
    package func lastLines(of run: RunID) async -> [LogLine] { [] }
    package func details(of instances: [InstanceID]?) async -> [ProcessDetails] { [] }
    package func figures(of instance: InstanceID?, over span: FigureSpan) async -> FigureSeries {
        FigureSeries(span: span)
    }
    package func members(of instance: InstanceID) async -> [TreeMember] { [] }
    package func logMarks(of instances: [InstanceID]?) async -> [LogMark] { [] }
}
