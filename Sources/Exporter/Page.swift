import HTTP
import Supervision
import Wording

/// What is to be seen here.
enum Page: String {
    case livez = "/livez"
    case readyz = "/readyz"
    case metrics = "/metrics"

    static let missing = ResponseText(404, "there are /livez, /readyz and /metrics\n")
    static let crowded = ResponseText(503, "too many connections\n")
    /// In time.
    static let silence = ResponseText(503, "the core does not answer\n")

    func response(from snapshot: Snapshot) -> ResponseText {
        switch self {
        case .livez: ResponseText(200, "ok\n")
        case .readyz: Page.readiness(of: snapshot)
        case .metrics: ResponseText(200, type: Metrics.type, body: Metrics.page(of: snapshot))
        }
    }

    /// A line for each process that is not ready, by the rule of `wamon health`.
    private static func readiness(of snapshot: Snapshot) -> ResponseText {
        if snapshot.core.isShuttingDown { return ResponseText(503, "shutting down\n") }
        let serving = snapshot.serving()
        if serving.isServing { return ResponseText(200, "ok\n") }
        if serving.counted.isEmpty { return ResponseText(503, "nothing runs\n") }
        let lines = serving.failing.map { process in
            "\(process.name) (\(process.id.raw)): \(Page.reason(process))\n"
        }
        return ResponseText(503, lines.joined())
    }

    private static func reason(_ process: ProcessSnapshot) -> String {
        guard process.status == .online, let health = process.health else {
            return process.status.rawValue + (process.reason.map { ", \($0)" } ?? "")
        }
        let failure = health.last?.failure.map { ", " + Language.english.failure($0) } ?? ""
        return health.state.rawValue + failure
    }
}
