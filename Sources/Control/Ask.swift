import Supervision

/// What a client says once it has said hello, one frame each: `{"id":1,"history":0}`.
enum Ask: Hashable, Sendable {
    case send(Request)
    case snapshot(brief: Bool)
    /// Snapshots are pushed from now on, or no more.
    case watch(Bool)
    /// That there are new lines is pushed from now on, or no more.
    case news(Bool)
    case lines(of: [InstanceID]?, after: UInt64, max: Int)
    case history(InstanceID)
    case lastLines(RunID)
    case details([InstanceID]?)
    /// nil: of the machine.
    case figures(InstanceID?, FigureSpan)
    case members(InstanceID)
    case logMarks([InstanceID]?)
}

/// An ask with the number its answer will carry.
struct Question: Hashable, Sendable {
    var id: Int
    var ask: Ask
}

extension Question: Codable {
    private enum Key: String, CodingKey, CaseIterable {
        case id, send, snapshot, watch, news, lines, history, lastLines, details, figures, members, logMarks
        case of, after, max, brief, over
        static let asks: [Key] = [
            .send, .snapshot, .watch, .news, .lines, .history, .lastLines, .details, .figures, .members,
            .logMarks,
        ]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        switch ask {
        case .send(let request): try container.encode(request, forKey: .send)
        case .snapshot(let brief):
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .snapshot)
            try inner.encode(brief, forKey: .brief)
        case .watch(let isOn): try container.encode(isOn, forKey: .watch)
        case .news(let isOn): try container.encode(isOn, forKey: .news)
        case .lines(let instances, let after, let max):
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .lines)
            try inner.encodeIfPresent(instances, forKey: .of)
            try inner.encode(after, forKey: .after)
            try inner.encode(max, forKey: .max)
        case .history(let instance): try container.encode(instance, forKey: .history)
        case .lastLines(let run): try container.encode(run, forKey: .lastLines)
        case .details(let instances):
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .details)
            try inner.encodeIfPresent(instances, forKey: .of)
        case .figures(let instance, let span):
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .figures)
            try inner.encodeIfPresent(instance, forKey: .of)
            try inner.encode(span, forKey: .over)
        case .members(let instance): try container.encode(instance, forKey: .members)
        case .logMarks(let instances):
            var inner = container.nestedContainer(keyedBy: Key.self, forKey: .logMarks)
            try inner.encodeIfPresent(instances, forKey: .of)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decode(Int.self, forKey: .id)
        let asked = container.allKeys.filter { Key.asks.contains($0) }
        guard asked.count == 1, let key = asked.first else {
            let all = Key.asks.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "a request has exactly one of \(all)"))
        }
        func inner() throws -> KeyedDecodingContainer<Key> {
            try container.nestedContainer(keyedBy: Key.self, forKey: key)
        }
        switch key {
        case .send: ask = .send(try container.decode(Request.self, forKey: key))
        case .snapshot:
            ask = .snapshot(brief: try inner().decodeIfPresent(Bool.self, forKey: .brief) ?? false)
        case .watch: ask = .watch(try container.decode(Bool.self, forKey: key))
        case .news: ask = .news(try container.decode(Bool.self, forKey: key))
        case .lines:
            let inner = try inner()
            ask = .lines(
                of: try inner.decodeIfPresent([InstanceID].self, forKey: .of),
                after: try inner.decodeIfPresent(UInt64.self, forKey: .after) ?? 0,
                max: try inner.decodeIfPresent(Int.self, forKey: .max) ?? Limits.lines)
        case .history: ask = .history(try container.decode(InstanceID.self, forKey: key))
        case .lastLines: ask = .lastLines(try container.decode(RunID.self, forKey: key))
        case .details: ask = .details(try inner().decodeIfPresent([InstanceID].self, forKey: .of))
        case .figures:
            let inner = try inner()
            ask = .figures(
                try inner.decodeIfPresent(InstanceID.self, forKey: .of),
                try inner.decode(FigureSpan.self, forKey: .over))
        case .members: ask = .members(try container.decode(InstanceID.self, forKey: key))
        default: ask = .logMarks(try inner().decodeIfPresent([InstanceID].self, forKey: .of))
        }
    }
}
