package import Supervision

/// What is shown in words: how runs end, what happened, in sentences an operator would write.
package enum Words {
    /// The word of the status column, at most nine columns.
    package static func status(_ status: Status) -> String {
        status == .waiting ? "waiting" : status.rawValue
    }

    /// `code 1`, `signal 9 (SIGKILL)`, `cannot exec: No such file or directory`.
    package static func exit(_ status: ExitStatus) -> String {
        switch status {
        case .exited(let code): "code \(code)"
        case .signalled(let signal, let dumped):
            "signal \(signal.raw) (\(signal.name))" + (dumped ? ", core dumped" : "")
        case .notSpawned(let errno, let stage): "cannot \(stage): \(reason(errno))"
        }
    }

    /// `exited code 1 after 4.1s → restart in 6.4s (crash 3 of 10 in a row)`.
    /// - Parameter allowed: `max_restarts`, where it is known.
    package static func ending(_ exit: ExitRecord, allowed: Int? = nil) -> String {
        var text = ended(exit)
        if case .notSpawned = exit.status {
        } else {
            text += " after \(Figures.span(exit.ran))"
        }
        if let cause = cause(exit.cause) { text += ", \(cause)" }
        switch exit.verdict {
        case .stay: break
        case .restart(let delay):
            text += delay > .zero ? " → restart in \(Figures.span(delay))" : " → restart at once"
            if exit.unstableExits > 0 {
                let of = allowed.map { $0 > 0 ? " of \($0)" : "" } ?? ""
                text += " (crash \(exit.unstableExits)\(of) in a row)"
            }
        case .giveUp(.tooManyUnstableExits(let count)):
            text += " → errored: \(count) unstable exits in a row"
        case .giveUp(.cannotSpawn): text += " → errored"
        }
        return text
    }

    /// The sentence of a happening.
    package static func sentence(_ kind: Happening.Kind, allowed: Int? = nil) -> String {
        switch kind {
        case .launched(let pid): "launched, pid \(pid)"
        case .online: "online"
        case .ended(let exit): ending(exit, allowed: allowed)
        case .killed: "did not stop in time: SIGKILL sent"
        case .stuck: "cannot be killed: still there after SIGKILL"
        case .stopped: "stopped"
        case .memoryOverLimit(let used, let limit):
            "memory \(Figures.bytes(used)) over its limit of \(Figures.bytes(limit)) → restart"
        case .linesLost(0, let reason): "output is held back: \(reason)"
        case .linesLost(let count, let reason): "\(lines(count)) of output lost: \(reason)"
        case .linesResumed(let lost): "output is written again, \(lines(lost)) lost"
        case .leftoversSwept(let count):
            count == 1
                ? "1 process left by the last run ended" : "\(count) processes left by the last run ended"
        case .note(let text): text
        }
    }

    /// How grave a happening is for who reads it.
    package static func level(_ kind: Happening.Kind) -> Level {
        switch kind {
        case .stuck, .linesLost: .error
        case .ended(let exit):
            switch exit.verdict {
            case .giveUp: .error
            case .restart: exit.cause == .manual ? .plain : .warning
            case .stay: .plain
            }
        case .killed, .memoryOverLimit, .leftoversSwept: .warning
        case .launched, .online, .stopped, .linesResumed, .note: .plain
        }
    }

    /// The message of errno(3) for what spawning can meet; Linux numbers.
    package static func reason(_ errno: Int32) -> String {
        switch errno {
        case 1: "Operation not permitted"
        case 2: "No such file or directory"
        case 7: "Argument list too long"
        case 8: "Exec format error"
        case 11: "Resource temporarily unavailable"
        case 12: "Cannot allocate memory"
        case 13: "Permission denied"
        case 20: "Not a directory"
        case 22: "Invalid argument"
        case 23: "Too many open files in system"
        case 24: "Too many open files"
        case 26: "Text file busy"
        case 28: "No space left on device"
        case 36: "File name too long"
        case 40: "Too many levels of symbolic links"
        default: "error \(errno)"
        }
    }
}

// MARK: - Parts of sentences

extension Words {
    private static func ended(_ exit: ExitRecord) -> String {
        switch exit.status {
        case .exited: "exited \(self.exit(exit.status))"
        case .signalled: "ended by \(self.exit(exit.status))"
        case .notSpawned: self.exit(exit.status)
        }
    }

    /// nil for what goes without saying.
    private static func cause(_ cause: Cause) -> String? {
        switch cause {
        case .crash: nil
        case .manual: "as asked"
        case .memory: "over its memory limit"
        case .unhealthy: "unhealthy"
        case .watch: "a watched file changed"
        case .cron: "by its schedule"
        case .oomKilled: "killed by the kernel: out of memory"
        }
    }

    static func lines(_ count: Int) -> String {
        count == 1 ? "1 line" : "\(Figures.count(count)) lines"
    }
}
