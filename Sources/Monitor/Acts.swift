import Screen
import Supervision
import Wording

// What changes something. Asked first where it hurts: something that runs would be ended.
extension Model {
    mutating func act(_ action: Action, _ key: Key) -> [Command] {
        guard mayAct() else { return [] }
        switch action {
        case .rollingRestart:
            let aim = aim.flatMap { $0.kind == .one ? nil : $0 } ?? everybody
            return roll(aim, key)
        case .everything: return everything(key)
        default: break
        }
        guard let aim else {
            if case .logs(.all) = place { say(words.logsOfAll, isError: true) }
            return []
        }
        switch action {
        case .restart: return restart(aim, key)
        case .stopOrStart: return stopOrStart(aim, key)
        case .signals: overlay = .signals(SignalMenu(aim: aim))
        case .resetCounter: return [.request(.reset(aim.selector))]
        default: break
        }
        return []
    }

    /// There is somebody to ask, and something that may be asked for; else it is said why not.
    mutating func mayAct() -> Bool {
        if isReadOnly {
            say(words.readOnly, isError: true)
        } else if isLeaving || snapshot.core.isShuttingDown {
            say(words.beingStoppedAll, isError: true)
        } else if let lost {
            say(lost, isError: true)
        } else {
            return true
        }
        return false
    }

    // MARK: - One, or several at once

    /// - Parameter key: what asked for it, and confirms when it comes again; nil: nothing does.
    mutating func restart(_ aim: Aim, _ key: Key?) -> [Command] {
        let selector = aim.selector
        guard processes(of: aim).contains(where: \.isUp) else { return [.request(.restart(selector))] }
        var choices = [
            Dialog.Choice("r", words.restartNow, .restart(selector)),
            Dialog.Choice(
                "x", words.restartAndReset, short: words.resetAsWell, .reset(selector), .restart(selector)),
        ]
        if aim.kind != .one {
            choices.append(Dialog.Choice("R", words.oneByOne, short: words.oneByOneShort, .reload(selector)))
        }
        return ask(.restart, aim, key, choices)
    }

    mutating func stopOrStart(_ aim: Aim, _ key: Key?) -> [Command] {
        let members = processes(of: aim)
        guard aim.kind == .one, let process = members.first else {
            return stopOrStart(members, aim, key)
        }
        switch process.status {
        case .stopped, .errored: return [.request(.start(aim.selector))]
        // Nothing runs: only the next try is cancelled.
        case .waiting: return [.request(.stop(aim.selector))]
        case .launching, .online: return stop(aim, key)
        case .stopping:
            return ask(.killNow, aim, key, [Dialog.Choice("s", words.killNow, .stop(aim.selector))])
        }
    }

    /// Of several, those that run are stopped and those that are down are started, whichever is meant.
    private mutating func stopOrStart(_ members: [ProcessSnapshot], _ aim: Aim, _ key: Key?) -> [Command] {
        let down = members.filter(\.isDown).map(\.id)
        let up = members.filter { !$0.isDown }.map(\.id)
        guard !up.isEmpty else { return down.isEmpty ? [] : [.request(.start(.ids(down)))] }
        guard !down.isEmpty else { return stop(aim, key) }
        return ask(
            .stopOrStart, aim, key,
            [
                Dialog.Choice("s", words.stop(up.count), short: words.stopShort(up.count), .stop(.ids(up))),
                Dialog.Choice(
                    "a", words.start(down.count), short: words.startShort(down.count), .start(.ids(down))),
            ])
    }

    mutating func stop(_ aim: Aim, _ key: Key?) -> [Command] {
        ask(.stop, aim, key, [Dialog.Choice("s", words.stop, .stop(aim.selector))])
    }

    mutating func roll(_ aim: Aim, _ key: Key?) -> [Command] {
        guard !aim.ids.isEmpty else { return [] }
        let label = aim.kind == .all ? words.allOneByOne : words.oneByOne
        let short = aim.kind == .all ? words.allOneByOneShort : words.oneByOneShort
        return ask(
            .rollingRestart, aim, key, [Dialog.Choice("R", label, short: short, .reload(aim.selector))])
    }

    // MARK: - All

    mutating func everything(_ key: Key?) -> [Command] {
        let processes = snapshot.processes
        let down = processes.filter(\.isDown).map(\.id)
        let errored = processes.filter { $0.status == .errored }.map(\.id)
        guard !processes.isEmpty else { return [] }
        var choices: [Dialog.Choice] = []
        if down.count < processes.count {
            choices.append(Dialog.Choice("S", words.stopAll, .stop(.all)))
        } else if errored.isEmpty {
            // Where nothing runs, starting all is the only thing to do, and hurts nobody.
            return [.request(.start(.all))]
        }
        if !errored.isEmpty {
            choices.append(
                Dialog.Choice(
                    "e", words.stopErrored(errored.count), short: words.stopErroredShort,
                    .stop(.ids(errored))))
        }
        if !down.isEmpty {
            // Not `.all`: starting what is online would restart it.
            choices.append(
                Dialog.Choice(
                    "a", words.start(down.count), short: words.startShort(down.count), .start(.ids(down))))
        }
        return ask(.everything, everybody, key, choices)
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
            return ask(.killAll, everybody, nil, [Dialog.Choice("K", words.killNow, .shutdown)])
        }
        var choices = [Dialog.Choice(letter: "S", label: words.stopAll, commands: [.quit(.stopAll)])]
        if canDetach {
            choices.insert(
                Dialog.Choice(
                    letter: "b", label: words.keepRunning, short: words.keepRunningShort,
                    commands: [.quit(.background)]), at: 0)
        }
        return ask(.quit, everybody, nil, choices)
    }

    /// Asks; or, where the user wants no questions and little can go wrong, does the first of the choices at once.
    mutating func ask(
        _ question: Dialog.Question, _ aim: Aim, _ key: Key?, _ choices: [Dialog.Choice]
    ) -> [Command] {
        if !asks, !question.isAlwaysAsked { return choices.first?.commands ?? [] }
        let cancel = Dialog.Choice(letter: nil, label: words.cancel)
        overlay = .dialog(Dialog(question, aim, opener: key, at: now, [cancel] + choices))
        return []
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

    /// It stays as it is until somebody starts it.
    var isDown: Bool { status == .stopped || status == .errored }
}
