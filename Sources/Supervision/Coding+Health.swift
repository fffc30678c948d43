extension HealthSpec.Probe: Codable {
    private enum Key: String, CodingKey, CaseIterable { case http, tcp, exec }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .http(let url): try encoder.choose(Key.http, url)
        case .tcp(let address): try encoder.choose(Key.tcp, address)
        case .exec(let words): try encoder.choose(Key.exec, words)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .http: self = .http(try choice.content())
        case .tcp: self = .tcp(try choice.content())
        case .exec: self = .exec(try choice.content())
        }
    }
}

extension HealthFailure: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case status, refused, timedOut, unreachable, unresolved, closed, malformed, exited, signalled, notRun
    }
    private enum Field: String, CodingKey { case errno, stage }
    private typealias Fields = KeyedEncodingContainer<Field>

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .status(let status): try encoder.choose(Key.status, status)
        case .refused: try encoder.choose(Key.refused)
        case .timedOut: try encoder.choose(Key.timedOut)
        case .unreachable(let errno):
            try encoder.choose(Key.unreachable) { (fields: inout Fields) in
                try fields.encode(errno, forKey: .errno)
            }
        case .unresolved(let host): try encoder.choose(Key.unresolved, host)
        case .closed: try encoder.choose(Key.closed)
        case .malformed: try encoder.choose(Key.malformed)
        case .exited(let code): try encoder.choose(Key.exited, code)
        case .signalled(let signal): try encoder.choose(Key.signalled, signal)
        case .notRun(let errno, let stage):
            try encoder.choose(Key.notRun) { (fields: inout Fields) in
                try fields.encode(errno, forKey: .errno)
                try fields.encode(stage, forKey: .stage)
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .status: self = .status(try choice.content())
        case .refused: self = .refused
        case .timedOut: self = .timedOut
        case .unreachable:
            self = .unreachable(
                errno: try choice.fields(Field.self).decode(Int32.self, forKey: .errno))
        case .unresolved: self = .unresolved(try choice.content())
        case .closed: self = .closed
        case .malformed: self = .malformed
        case .exited: self = .exited(try choice.content())
        case .signalled: self = .signalled(try choice.content())
        case .notRun:
            let fields = try choice.fields(Field.self)
            self = .notRun(
                errno: try fields.decode(Int32.self, forKey: .errno),
                stage: try fields.decode(String.self, forKey: .stage))
        }
    }
}

extension ProcessDetails {
    private enum CodingKeys: String, CodingKey {
        case snapshot, spec, ordinal, environment, checks, createdAt
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            snapshot: try fields.decode(ProcessSnapshot.self, forKey: .snapshot),
            spec: try fields.decode(ProcessSpec.self, forKey: .spec),
            ordinal: try fields.decode(Int.self, forKey: .ordinal),
            environment: try fields.decode([String: String].self, forKey: .environment),
            checks: try fields.decodeIfPresent([HealthCheck].self, forKey: .checks) ?? [],
            createdAt: try fields.decode(Moment.self, forKey: .createdAt))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(snapshot, forKey: .snapshot)
        try fields.encode(spec, forKey: .spec)
        try fields.encode(ordinal, forKey: .ordinal)
        try fields.encode(environment, forKey: .environment)
        if !checks.isEmpty { try fields.encode(checks, forKey: .checks) }
        try fields.encode(createdAt, forKey: .createdAt)
    }
}
