import Screen
package import Supervision

/// A question that must be answered before something is done that hurts. Cancel has the focus; the key that
/// opened it confirms, once it has been let go of (a key held down repeats faster than every 300 ms).
package struct Dialog: Hashable, Sendable {
    package enum Question: Hashable, Sendable {
        case restart(InstanceID)
        case stop(InstanceID)
        /// It is stopping already.
        case killNow(InstanceID)
        case everything
        case rollingRestart
        /// Hosting: leaving is stopping.
        case quit
        /// Stopping all is under way.
        case killAll
    }

    package struct Choice: Hashable, Sendable {
        /// nil: Cancel.
        package var letter: Character?
        package var label: String
        var commands: [Command] = []
    }

    package let question: Question
    package let choices: [Choice]
    package var focused = 0
    /// The key that asked; nil where a repeated key must never confirm.
    let opener: Key?
    /// CLOCK_MONOTONIC when the opener was last seen.
    var openerSeen: Duration

    static let repeatGuard = Duration.milliseconds(300)

    init(_ question: Question, opener: Key?, at now: Moment, _ choices: [Choice]) {
        self.question = question
        self.choices = [Choice(letter: nil, label: "Cancel")] + choices
        self.opener = opener
        openerSeen = now.monotonic
    }

    /// The process it is about.
    var instance: InstanceID? {
        switch question {
        case .restart(let id), .stop(let id), .killNow(let id): id
        case .everything, .rollingRestart, .quit, .killAll: nil
        }
    }

    enum Answer: Equatable {
        case open
        case closed([Command])
    }

    /// What a key means to it.
    mutating func take(_ key: Key, now: Moment) -> Answer {
        switch key {
        case .escape: return .closed([])
        case .enter: return .closed(choices[focused].commands)
        // Back, as everywhere; but where `q` asked, holding it down must not open and close the question.
        case .character("q"), .control("c"): return opener == nil ? .open : .closed([])
        case .left, .up, .backTab: focused = (focused + choices.count - 1) % choices.count
        case .right, .down, .tab: focused = (focused + 1) % choices.count
        default: return letter(key, now)
        }
        return .open
    }

    private mutating func letter(_ key: Key, _ now: Moment) -> Answer {
        if key == opener {
            defer { openerSeen = now.monotonic }
            guard now.monotonic - openerSeen >= Dialog.repeatGuard else { return .open }
        }
        guard case .character(let typed) = key, let choice = choices.first(where: { $0.letter == typed })
        else {
            return .open
        }
        return .closed(choice.commands)
    }
}

/// The signals that can be sent, Cancel first and chosen.
package struct SignalMenu: Hashable, Sendable {
    package let instance: InstanceID
    package var index = 0

    package static let signals: [Signal] = [
        .term, .int, .hup, .quit, .usr1, .usr2, .stop, .cont, .kill,
    ]

    /// What programs usually do with it.
    package static func meaning(_ signal: Signal) -> String {
        switch signal {
        case .term: "end, politely"
        case .int: "end, as by Ctrl-C"
        case .hup: "reload, or end"
        case .quit: "end with a core dump"
        case .usr1, .usr2: "the program's own"
        case .stop: "freeze"
        case .cont: "go on"
        case .kill: "end at once, no clean-up"
        default: ""
        }
    }
}
