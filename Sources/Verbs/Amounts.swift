import Monitor
import Supervision
import Wording

/// Figures as PM2's table has them, for those who read or grep it: `3s`, `2D`, `12.4%`, `182.4mb`.
enum Amounts {
    static func percent(_ value: Double) -> String { trimmed(Figures.percent(value)) + "%" }

    static func bytes(_ count: Int) -> String {
        if count <= 0 { return "0b" }
        var value = Double(count)
        for unit in ["b", "kb", "mb"] {
            if value < 1024 { return trimmed(Figures.decimals(value, 1)) + unit }
            value /= 1024
        }
        return trimmed(Figures.decimals(value, 1)) + "gb"
    }

    /// "2.5", "0", "4" without a needless ".0".
    static func seconds(_ duration: Duration) -> String {
        trimmed(Figures.decimals(max(0, duration / .seconds(1)), 1))
    }

    private static func trimmed(_ figure: String) -> String {
        figure.hasSuffix(".0") ? String(figure.dropLast(2)) : figure
    }
}

extension ProcessSnapshot {
    /// What is used now: where nothing runs, nothing, and not what was measured last.
    var standingUsage: Usage {
        switch status {
        case .stopped, .errored: Usage()
        case .waiting: reason == nil ? Usage() : usage
        case .launching, .online, .stopping: usage
        }
    }
}
