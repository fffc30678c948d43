package import Supervision

// Graphs, the machine's meters, and what happened.
extension Language {
    package var graphs: String { say("Graphs", "Графики") }
    package var all: String { say("all", "все") }
    package func span(_ span: FigureSpan) -> String {
        switch span {
        case .minute: say("1 min", "1 мин")
        case .fiveMinutes: say("5 min", "5 мин")
        case .hour: say("1 h", "1 ч")
        case .day: say("24 h", "24 ч")
        }
    }
    package var secondsShort: String { say("s", "с") }
    package var now: String { say("now", "сейчас") }
    package var peak: String { say("peak", "пик") }
    package var mean: String { say("mean", "средн.") }
    package var limit: String { say("limit", "предел") }
    package var container: String { say("Container", "Контейнер") }
    package var host: String { say("Host", "Машина") }
    package var throttled: String { say("throttled", "урезан") }
    package var pressure: String { say("pressure", "нехватка") }
    package var cpuPressure: String { say("CPU pressure", "нехватка CPU") }
    package var memoryPressure: String { say("MEM pressure", "нехватка памяти") }
    package var oom: String { say("oom kills", "убито по памяти") }
    package var shortOom: String { "oom" }
    package var restarts: String { say("RESTARTS", "ПЕРЕЗАПУСКИ") }
    package func cores(_ count: String) -> String { say("\(count) cores", "ядер: \(count)") }
    /// Behind `of`.
    package func ofCores(_ count: String) -> String { say("\(count) cores", "\(count) ядер") }
}

// MARK: - The header

extension Language {
    package var countUp: String { say("up", "работает") }
    package var countChanging: String { say("changing", "меняется") }
    package var noConnection: String { say("no connection", "нет связи") }
    package var stoppingAll: String { say("stopping all", "останов всех") }
    /// Before how long wamon is up.
    package var upSince: String { say("up", "в работе") }
    package var load: String { say("load", "нагрузка") }
    package func rolling(_ done: Int, _ total: Int) -> String {
        say("rolling \(done) of \(total)", "по одному: \(done) из \(total)")
    }
}

// MARK: - Events

extension Language {
    package var events: String { say("Events", "События") }
    package var nothingHappened: String { say("nothing happened yet", "пока ничего не случилось") }
    package var errored: String { say("ERRORED", "СБОЙ") }
    package var stuckLoud: String { say("STUCK", "ЗАВИС") }
    package func ofWait(_ span: String) -> String { say(" of \(span)", " из \(span)") }
    package func more(_ count: Int) -> String { say("+\(count) more", "и ещё \(count)") }
    package var startsIt: String { say("starts it", "запустит") }
    package var gaveUp: String { say("gave up", "сдался") }
    package func unstableExits(_ count: Int, isWide: Bool) -> String {
        say(
            "\(count) unstable exits" + (isWide ? " in a row" : ""),
            "нестабильных запусков" + (isWide ? " подряд" : "") + ": \(count)")
    }
    package func lastExit(_ exit: String) -> String { say(", last: \(exit)", ", последний: \(exit)") }
}
