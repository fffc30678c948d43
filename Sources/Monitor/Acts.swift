import Screen
import Supervision

// What changes something. Asked first where it hurts: something that runs would be ended.
extension Model {
    mutating func act(_ action: Action, _ key: Key) -> [Command] {
        if isLeaving || snapshot.core.isShuttingDown {
            say("everything is being stopped", isError: true)
            return []
        }
        if let lost {
            say(lost, isError: true)
            return []
        }
        switch action {
        case .rollingRestart: return rollingRestart(key)
        case .everything: return everything(key)
        default: break
        }
        guard let target else {
            if case .logs(.all) = place {
                say("these are the logs of all: l shows those of one", isError: true)
            }
            return []
        }
        let selector = Selector.id(target.id)
        switch action {
        case .restart:
            guard target.isUp else { return [.request(.restart(selector))] }
            ask(
                .restart(target.id), key,
                [
                    Dialog.Choice(
                        letter: "r", label: "Restart now", commands: [.request(.restart(selector))]),
                    Dialog.Choice(
                        letter: "x", label: "Restart + reset count",
                        commands: [.request(.reset(selector)), .request(.restart(selector))]),
                ])
        case .stopOrStart: return stopOrStart(target, key)
        case .signals: overlay = .signals(SignalMenu(instance: target.id))
        case .resetCounter: return [.request(.reset(selector))]
        default: break
        }
        return []
    }

    private mutating func stopOrStart(_ target: ProcessSnapshot, _ key: Key) -> [Command] {
        let selector = Selector.id(target.id)
        switch target.status {
        case .stopped, .errored: return [.request(.start(selector))]
        // Nothing runs: only the next try is cancelled.
        case .waiting: return [.request(.stop(selector))]
        case .launching, .online:
            ask(
                .stop(target.id), key,
                [Dialog.Choice(letter: "s", label: "Stop", commands: [.request(.stop(selector))])])
        case .stopping:
            ask(
                .killNow(target.id), key,
                [Dialog.Choice(letter: "s", label: "Kill now", commands: [.request(.stop(selector))])])
        }
        return []
    }

    private mutating func rollingRestart(_ key: Key) -> [Command] {
        guard !snapshot.processes.isEmpty else { return [] }
        ask(
            .rollingRestart, key,
            [
                Dialog.Choice(
                    letter: "R", label: "Restart all, one after the other",
                    commands: [.request(.reload(.all))])
            ])
        return []
    }

    private mutating func everything(_ key: Key) -> [Command] {
        guard !snapshot.processes.isEmpty else { return [] }
        let down = snapshot.processes.filter { $0.status == .stopped || $0.status == .errored }.map(\.id)
        // Where nothing runs, starting all is the only thing to do, and hurts nobody.
        guard down.count < snapshot.processes.count else { return [.request(.start(.all))] }
        var choices = [Dialog.Choice(letter: "S", label: "Stop all", commands: [.request(.stop(.all))])]
        if !down.isEmpty {
            // Not `.all`: starting what is online would restart it.
            choices.append(
                Dialog.Choice(
                    letter: "a", label: "Start \(down.count) stopped",
                    commands: [.request(.start(.ids(down)))]))
        }
        ask(.everything, key, choices)
        return []
    }

    /// Back in a sub-view; else out. Hosting, that needs an answer.
    mutating func quit() -> [Command] {
        if page != nil {
            page = nil
            return []
        }
        if place != .main {
            switch place {
            case .logs: leaveLogs()
            case .zoom, .graphs, .main: place = .main
            }
            return []
        }
        guard isHosting else { return [.quit(.leave)] }
        if isLeaving || snapshot.core.isShuttingDown {
            overlay = .dialog(
                Dialog(
                    .killAll, opener: nil, at: now,
                    [Dialog.Choice(letter: "K", label: "Kill now", commands: [.request(.shutdown)])]))
        } else {
            overlay = .dialog(
                Dialog(
                    .quit, opener: nil, at: now,
                    (canDetach
                        ? [
                            Dialog.Choice(
                                letter: "b", label: "Keep running in background",
                                commands: [.quit(.background)])
                        ] : [])
                        + [Dialog.Choice(letter: "S", label: "Stop all", commands: [.quit(.stopAll)])]))
        }
        return []
    }

    private mutating func ask(_ question: Dialog.Question, _ key: Key, _ choices: [Dialog.Choice]) {
        overlay = .dialog(Dialog(question, opener: key, at: now, choices))
    }
}

extension ProcessSnapshot {
    /// It has a process that asking for a restart would end.
    var isUp: Bool {
        switch status {
        case .online, .launching, .stopping: true
        case .waiting, .stopped, .errored: false
        }
    }
}
