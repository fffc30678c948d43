package import Supervision

// What a check said, in as many words as there is room for.
extension Language {
    /// How long an answer took, at most five columns below ten seconds: `1ms`, `850ms`, `1.2s`.
    package func latency(_ took: Duration) -> String {
        let milliseconds = max(1, Int64((took / .milliseconds(1)).rounded()))
        return milliseconds < 1000 ? "\(milliseconds)" + say("ms", "мс") : span(took)
    }

    /// How it went: `200 in 12ms`, `connection refused`.
    package func result(of check: HealthCheck) -> String {
        if let failure = check.failure { return self.failure(failure) }
        let took = latency(check.took)
        guard let status = check.status else { return say("passed in \(took)", "прошла за \(took)") }
        return say("\(status) in \(took)", "\(status) за \(took)")
    }

    /// `200 in 12ms, 5s ago`; `connection refused ×3, 5s ago`.
    /// - Parameter now: CLOCK_BOOTTIME.
    package func newest(of health: HealthSnapshot, now: Duration) -> String {
        guard let check = health.last else { return noCheckYet }
        let age = uptime(now - check.at.boot)
        return result(of: check) + times(health) + ", " + say("\(age) ago", "\(age) назад")
    }

    package var noCheckYet: String { say("not checked yet", "ещё не проверен") }

    /// The same for a cell: `12ms`, `refused ×2`; nothing before the first check.
    package func brief(_ health: HealthSnapshot) -> String {
        guard let check = health.last else { return "" }
        guard let failure = check.failure else { return latency(check.took) }
        return brief(failure) + times(health)
    }

    /// At most eight columns.
    package func brief(_ failure: HealthFailure) -> String {
        switch failure {
        case .status(let status): "\(status)"
        case .refused: say("refused", "отказ")
        case .timedOut: say("timeout", "таймаут")
        case .unreachable: say("no route", "нет сети")
        case .unresolved: say("no host", "нет узла")
        case .closed: say("hung up", "обрыв")
        case .malformed: say("not HTTP", "не HTTP")
        case .exited(let code): say("exit \(code)", "код \(code)")
        case .signalled: say("killed", "убита")
        case .notRun: say("no probe", "нет пробы")
        }
    }

    private func times(_ health: HealthSnapshot) -> String {
        health.failures > 0 ? " ×\(health.failures)" : ""
    }

    /// What is asked: `http://127.0.0.1:5001/health`, `tcp 127.0.0.1:6379`, `exec pg_isready -q`.
    package func probe(_ probe: HealthSpec.Probe) -> String {
        switch probe {
        case .http(let url): url
        case .tcp(let address): "tcp " + address
        case .exec(let words): "exec " + words.joined(separator: " ")
        }
    }

    /// A number out of a body: `6`, `71.8`, `12,480`, `1.3e+18`.
    package func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        if value == value.rounded() { return count(Int(value)) }
        return Figures.decimals(value, abs(value) < 10 ? 2 : 1)
    }

    // MARK: - The details

    package var noProbe: String {
        say("no probe; \"health\" in its app file gives it one", "нет проверки; её задаёт \"health\" в файле")
    }
    package func checks(_ count: Int) -> String {
        "\(count) "
            + say(count == 1 ? "check" : "checks", Language.form(count, "проверка", "проверки", "проверок"))
    }
    package var factProbe: String { say("PROBE", "ПРОВЕРКА") }
    package var factNewest: String { say("LAST", "ПОСЛЕДНЯЯ") }
    package var factAsked: String { say("ASKED", "ЧАСТОТА") }
    package func asked(every interval: String, atMost timeout: String) -> String {
        say("every \(interval), answer in \(timeout)", "каждые \(interval), ответ за \(timeout)")
    }
    package var factThreshold: String { say("UNHEALTHY", "БОЛЕН") }
    package func threshold(_ count: Int, _ reaction: HealthSpec.Reaction) -> String {
        let after = say(
            "after \(count) failures in a row",
            "после \(count) неудач подряд")
        return reaction == .restart ? after + say(" → restart", " → перезапуск") : after
    }
    package var factGrace: String { say("GRACE", "ОТСРОЧКА") }
    package func grace(_ period: String) -> String {
        say("no failure counts for \(period)", "неудачи не в счёт \(period)")
    }
    package var latencyTitle: String { say("ANSWERED IN", "ВРЕМЯ ОТВЕТА") }
    package func checkColumn(_ index: Int) -> String {
        switch index {
        case 0: say("WHEN", "КОГДА")
        case 1: say("TOOK", "ДЛИЛАСЬ")
        case 2: say("RESULT", "ИТОГ")
        default: say("IT SAID", "ОТВЕТ")
        }
    }

    // MARK: - The verb

    package var notCounted: String { say("not counted", "не учитывается") }
    package var nothingServes: String { say("nothing runs", "ничего не запущено") }
    package func notServing(_ count: Int, of all: Int) -> String {
        say("\(count) of \(all) cannot serve", "не готовы: \(count) из \(all)")
    }
}
