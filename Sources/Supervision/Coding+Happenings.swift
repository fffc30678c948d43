extension Verdict {
    private enum Key: String, CodingKey, CaseIterable { case stay, restart, giveUp }
    private enum Field: String, CodingKey { case after }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .stay: try encoder.choose(Key.stay)
        case .restart(let delay):
            try encoder.choose(Key.restart) { (fields: inout KeyedEncodingContainer<Field>) in
                try fields.encode(delay, forKey: .after)
            }
        case .giveUp(let failure): try encoder.choose(Key.giveUp, failure)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .stay: self = .stay
        case .restart:
            self = .restart(after: try choice.fields(Field.self).decode(Duration.self, forKey: .after))
        case .giveUp: self = .giveUp(try choice.content())
        }
    }
}

extension Failure {
    private enum Key: String, CodingKey, CaseIterable { case tooManyUnstableExits, cannotSpawn }
    private enum Field: String, CodingKey { case errno, stage }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .tooManyUnstableExits(let count): try encoder.choose(Key.tooManyUnstableExits, count)
        case .cannotSpawn(let errno, let stage):
            try encoder.choose(Key.cannotSpawn) { (fields: inout KeyedEncodingContainer<Field>) in
                try fields.encode(errno, forKey: .errno)
                try fields.encode(stage, forKey: .stage)
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .tooManyUnstableExits: self = .tooManyUnstableExits(try choice.content())
        case .cannotSpawn:
            let fields = try choice.fields(Field.self)
            self = .cannotSpawn(
                errno: try fields.decode(Int32.self, forKey: .errno),
                stage: try fields.decode(String.self, forKey: .stage))
        }
    }
}

extension Happening.Kind {
    private enum Key: String, CodingKey, CaseIterable {
        case launched, online, ended, killed, stuck, stopped, memoryOverLimit, linesLost, linesResumed
        case leftoversSwept, note, unhealthy, recovered, portTaken, spaceLow, spaceRegained
        case hookFailed, hooksDropped
    }
    private enum Field: String, CodingKey {
        case pid, used, limit, lost, reason, failure, failures, after, folder, free, total, hook
    }
    private typealias Fields = KeyedEncodingContainer<Field>

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .launched(let pid):
            try encoder.choose(Key.launched) { (fields: inout Fields) in try fields.encode(pid, forKey: .pid)
            }
        case .online: try encoder.choose(Key.online)
        case .ended(let record): try encoder.choose(Key.ended, record)
        case .killed: try encoder.choose(Key.killed)
        case .stuck: try encoder.choose(Key.stuck)
        case .stopped: try encoder.choose(Key.stopped)
        case .memoryOverLimit(let used, let limit):
            try encoder.choose(Key.memoryOverLimit) { (fields: inout Fields) in
                try fields.encode(used, forKey: .used)
                try fields.encode(limit, forKey: .limit)
            }
        case .linesLost(let count, let reason):
            try encoder.choose(Key.linesLost) { (fields: inout Fields) in
                try fields.encode(count, forKey: .lost)
                try fields.encode(reason, forKey: .reason)
            }
        case .linesResumed(let lost):
            try encoder.choose(Key.linesResumed) { (fields: inout Fields) in
                try fields.encode(lost, forKey: .lost)
            }
        case .leftoversSwept(let count): try encoder.choose(Key.leftoversSwept, count)
        case .note(let text): try encoder.choose(Key.note, text)
        case .unhealthy(let failure, let failures):
            try encoder.choose(Key.unhealthy) { (fields: inout Fields) in
                try fields.encode(failure, forKey: .failure)
                try fields.encode(failures, forKey: .failures)
            }
        case .recovered(let after):
            try encoder.choose(Key.recovered) { (fields: inout Fields) in
                try fields.encode(after, forKey: .after)
            }
        case .portTaken(let taken): try encoder.choose(Key.portTaken, taken)
        case .spaceLow(let folder, let free, let total):
            try encoder.choose(Key.spaceLow) { (fields: inout Fields) in
                try fields.encode(folder, forKey: .folder)
                try fields.encode(free, forKey: .free)
                try fields.encode(total, forKey: .total)
            }
        case .spaceRegained(let folder, let free):
            try encoder.choose(Key.spaceRegained) { (fields: inout Fields) in
                try fields.encode(folder, forKey: .folder)
                try fields.encode(free, forKey: .free)
            }
        case .hookFailed(let hook, let reason):
            try encoder.choose(Key.hookFailed) { (fields: inout Fields) in
                try fields.encode(hook, forKey: .hook)
                try fields.encode(reason, forKey: .reason)
            }
        case .hooksDropped(let count): try encoder.choose(Key.hooksDropped, count)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        func field<Value: Decodable>(_ field: Field) throws -> Value {
            try choice.fields(Field.self).decode(Value.self, forKey: field)
        }
        switch choice.key {
        case .launched: self = .launched(pid: try field(.pid))
        case .online: self = .online
        case .ended: self = .ended(try choice.content())
        case .killed: self = .killed
        case .stuck: self = .stuck
        case .stopped: self = .stopped
        case .memoryOverLimit: self = .memoryOverLimit(used: try field(.used), limit: try field(.limit))
        case .linesLost: self = .linesLost(try field(.lost), reason: try field(.reason))
        case .linesResumed: self = .linesResumed(lost: try field(.lost))
        case .leftoversSwept: self = .leftoversSwept(try choice.content())
        case .note: self = .note(try choice.content())
        case .unhealthy: self = .unhealthy(try field(.failure), failures: try field(.failures))
        case .recovered:
            self = .recovered(
                after: try choice.fields(Field.self).decode(Duration.self, forKey: .after))
        case .portTaken: self = .portTaken(try choice.content())
        case .spaceLow:
            self = .spaceLow(folder: try field(.folder), free: try field(.free), total: try field(.total))
        case .spaceRegained: self = .spaceRegained(folder: try field(.folder), free: try field(.free))
        case .hookFailed: self = .hookFailed(hook: try field(.hook), reason: try field(.reason))
        case .hooksDropped: self = .hooksDropped(try choice.content())
        }
    }
}
