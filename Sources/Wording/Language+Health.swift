package import Supervision

// Whether services can serve, and what the container around them is short of.
extension Language {
    /// At most nine columns.
    package func health(_ state: HealthState) -> String {
        switch state {
        case .starting: say("starting", "ждём")
        case .healthy: say("healthy", "здоров")
        case .unhealthy: say("unhealthy", "болен")
        }
    }

    /// Why a check failed: `connection refused`.
    package func failure(_ failure: HealthFailure) -> String {
        switch failure {
        case .status(let status): say("answered \(status)", "ответ \(status)")
        case .refused: say("connection refused", "в соединении отказано")
        case .timedOut: say("no answer in time", "нет ответа вовремя")
        case .unreachable(let errno): reason(errno)
        case .unresolved(let host): say("no address for \(host)", "нет адреса для \(host)")
        case .closed: say("hung up without an answer", "соединение закрыто без ответа")
        case .malformed: say("the answer is not HTTP", "ответ не HTTP")
        case .exited(let code): say("the check exited \(code)", "проверка завершилась с кодом \(code)")
        case .signalled(let signal):
            say("the check was ended by \(signal.name)", "проверка убита, \(signal.name)")
        case .notRun(let errno, let stage):
            say("the check cannot \(stage): \(reason(errno))", "проверка: \(stage): \(reason(errno))")
        }
    }

    func unhealthy(_ failure: HealthFailure, _ failures: Int) -> String {
        say(
            "unhealthy: \(self.failure(failure)), \(failures) checks in a row",
            "нездоров: \(self.failure(failure)), проверок подряд: \(failures)")
    }

    func recovered(_ after: Duration) -> String {
        say("healthy again after \(span(after))", "снова здоров через \(span(after))")
    }

    func portTaken(_ taken: PortTaken) -> String {
        let port = taken.port
        guard let pid = taken.pid else {
            return say(
                "port \(port) is taken; by whom cannot be seen", "порт \(port) занят; кем, не видно")
        }
        if let name = taken.name {
            return say(
                "port \(port) is taken by \(name) (pid \(pid))", "порт \(port) занят: \(name) (pid \(pid))")
        }
        let whose = taken.command.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
        return say("port \(port) is taken by pid \(pid)\(whose)", "порт \(port) занят, pid \(pid)\(whose)")
    }

    func spaceLow(_ folder: String, _ free: Int, _ total: Int) -> String {
        say(
            "\(folder): \(Figures.bytes(free)) of \(Figures.bytes(total)) left for logs",
            "\(folder): для логов осталось \(Figures.bytes(free)) из \(Figures.bytes(total))")
    }

    /// In the header.
    package func lowSpace(_ free: String) -> String {
        say("\(free) left for logs", "для логов \(free)")
    }

    func spaceRegained(_ folder: String, _ free: Int) -> String {
        say(
            "\(folder): \(Figures.bytes(free)) free again",
            "\(folder): снова свободно \(Figures.bytes(free))")
    }

    func hookFailed(_ hook: String, _ reason: String) -> String {
        say("hook \(hook) failed: \(reason)", "хук \(hook) не сработал: \(heard(reason))")
    }

    func hooksDropped(_ count: Int) -> String {
        say(
            "\(self.count(count)) \(count == 1 ? "event" : "events") did not reach the hooks",
            "до хуков не дошло событий: \(self.count(count))")
    }
}
