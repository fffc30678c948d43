import Screen
package import Supervision

/// A question that must be answered before something is done that hurts. Cancel has the focus; the key that
/// opened it confirms, once it has been let go of (a key held down repeats faster than every 300 ms).
package struct Dialog: Hashable, Sendable {
    package enum Question: Hashable, Sendable {
        case restart, stop, rollingRestart
        /// Some of them run, some do not.
        case stopOrStart
        /// It is stopping already.
        case killNow
        /// To fewer instances.
        case scale(name: String, from: Int, to: Int)
        case delete, flush
        case everything
        /// Hosting: leaving is stopping.
        case quit
        /// Stopping all is under way.
        case killAll

        /// Even where the user wants no questions.
        var isAlwaysAsked: Bool {
            switch self {
            case .delete, .everything, .quit, .killAll, .flush: true
            case .restart, .stop, .rollingRestart, .stopOrStart, .killNow, .scale: false
            }
        }

        /// `q` asked it: holding that down must not open and close the question.
        var isAboutLeaving: Bool { self == .quit || self == .killAll }
    }

    package struct Choice: Hashable, Sendable {
        /// nil: Cancel.
        package var letter: Character?
        package var label: String
        /// The same where there is little room.
        package var short: String
        var commands: [Command] = []

        init(letter: Character?, label: String, short: String? = nil, commands: [Command] = []) {
            self.letter = letter
            self.label = label
            self.short = short ?? label
            self.commands = commands
        }

        init(_ letter: Character, _ label: String, short: String? = nil, _ requests: Request...) {
            self.init(letter: letter, label: label, short: short, commands: requests.map { .request($0) })
        }
    }

    package let question: Question
    /// Whom it is about.
    package let aim: Aim
    /// Cancel is the first.
    package let choices: [Choice]
    var focused = 0
    /// The key that asked; nil where a repeated key must never confirm.
    let opener: Key?
    /// CLOCK_MONOTONIC when the opener was last seen.
    var openerSeen: Duration

    static let repeatGuard = Duration.milliseconds(300)

    init(_ question: Question, _ aim: Aim, opener: Key?, at now: Moment, _ choices: [Choice]) {
        self.question = question
        self.aim = aim
        self.choices = choices
        self.opener = opener
        openerSeen = now.monotonic
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
        // Back, as everywhere.
        case .character("q"), .control("c"): return question.isAboutLeaving ? .open : .closed([])
        case .left, .up, .backTab: focused = (focused + choices.count - 1) % choices.count
        case .right, .down, .tab: focused = (focused + 1) % choices.count
        default: return letter(key, now)
        }
        return .open
    }

    /// A button is clicked; the second click of the two that opened it means nothing.
    mutating func press(_ index: Int, now: Moment) -> Answer {
        guard choices.indices.contains(index), now.monotonic - openerSeen >= Dialog.repeatGuard else {
            return .open
        }
        return .closed(choices[index].commands)
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
    package let aim: Aim
    package var index = 0

    package static let signals: [Signal] = [
        .term, .int, .hup, .quit, .usr1, .usr2, .stop, .cont, .kill,
    ]
}
