import Supervision

/// What a core says: to a question, under its number, or by itself (a push).
enum Answer: Hashable, Sendable {
    /// The outcome of `send`.
    case reply(Reply)
    case snapshot(Snapshot)
    /// Under way from now on, or no more.
    case watch(Bool)
    /// As an answer the same; as a push: there are new lines.
    case news(Bool)
    /// - Parameter more: there are further lines, and the batch is as large as may be.
    case lines(LineBatch, more: Bool)
    case history([ExitRecord])
    case lastLines([LogLine])
    case details([ProcessDetails])
    case figures(FigureSeries)
    case members([TreeMember])
    case logMarks([LogMark])
    /// Why there is no answer, in one sentence. Without a number: why the connection is closed.
    case error(String)
}

struct Answered: Hashable, Sendable {
    /// nil: a push.
    var id: Int?
    var answer: Answer
}

extension Answered: Codable {
    private enum Key: String, CodingKey {
        case id, reply, snapshot, watch, news, lines, more, history, lastLines, details, figures, members
        case logMarks, error
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(id, forKey: .id)
        switch answer {
        case .reply(let reply): try container.encode(reply, forKey: .reply)
        case .snapshot(let snapshot): try container.encode(snapshot, forKey: .snapshot)
        case .watch(let isOn): try container.encode(isOn, forKey: .watch)
        case .news(let isOn): try container.encode(isOn, forKey: .news)
        case .lines(let batch, let more):
            try container.encode(batch, forKey: .lines)
            try container.encode(more, forKey: .more)
        case .history(let records): try container.encode(records, forKey: .history)
        case .lastLines(let lines): try container.encode(lines, forKey: .lastLines)
        case .details(let details): try container.encode(details, forKey: .details)
        case .figures(let series): try container.encode(series, forKey: .figures)
        case .members(let members): try container.encode(members, forKey: .members)
        case .logMarks(let marks): try container.encode(marks, forKey: .logMarks)
        case .error(let sentence): try container.encode(sentence, forKey: .error)
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decodeIfPresent(Int.self, forKey: .id)
        let key = container.allKeys.first { $0 != .id && $0 != .more }
        switch key {
        case .reply: answer = .reply(try container.decode(Reply.self, forKey: .reply))
        case .snapshot: answer = .snapshot(try container.decode(Snapshot.self, forKey: .snapshot))
        case .watch: answer = .watch(try container.decode(Bool.self, forKey: .watch))
        case .news: answer = .news(try container.decode(Bool.self, forKey: .news))
        case .lines:
            answer = .lines(
                try container.decode(LineBatch.self, forKey: .lines),
                more: try container.decodeIfPresent(Bool.self, forKey: .more) ?? false)
        case .history: answer = .history(try container.decode([ExitRecord].self, forKey: .history))
        case .lastLines: answer = .lastLines(try container.decode([LogLine].self, forKey: .lastLines))
        case .details: answer = .details(try container.decode([ProcessDetails].self, forKey: .details))
        case .figures: answer = .figures(try container.decode(FigureSeries.self, forKey: .figures))
        case .members: answer = .members(try container.decode([TreeMember].self, forKey: .members))
        case .logMarks: answer = .logMarks(try container.decode([LogMark].self, forKey: .logMarks))
        case .error: answer = .error(try container.decode(String.self, forKey: .error))
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "an answer of an unknown kind"))
        }
    }
}
