extension Selector {
    private enum Key: String, CodingKey, CaseIterable { case all, id, name, namespace, ids }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .all: try encoder.choose(Key.all)
        case .id(let id): try encoder.choose(Key.id, id)
        case .name(let name): try encoder.choose(Key.name, name)
        case .namespace(let name): try encoder.choose(Key.namespace, name)
        case .ids(let ids): try encoder.choose(Key.ids, ids)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .all: self = .all
        case .id: self = .id(try choice.content())
        case .name: self = .name(try choice.content())
        case .namespace: self = .namespace(try choice.content())
        case .ids: self = .ids(try choice.content())
        }
    }
}

extension Scale {
    private enum Key: String, CodingKey, CaseIterable { case exactly, more, fewer }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .exactly(let count): try encoder.choose(Key.exactly, count)
        case .more(let count): try encoder.choose(Key.more, count)
        case .fewer(let count): try encoder.choose(Key.fewer, count)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        let count: Int = try choice.content()
        switch choice.key {
        case .exactly: self = .exactly(count)
        case .more: self = .more(count)
        case .fewer: self = .fewer(count)
        }
    }
}

extension Reply {
    private enum Key: String, CodingKey, CaseIterable { case done, refused }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .done(let ids): try encoder.choose(Key.done, ids)
        case .refused(let sentence): try encoder.choose(Key.refused, sentence)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .done: self = .done(try choice.content())
        case .refused: self = .refused(try choice.content())
        }
    }
}

extension Request {
    private enum Key: String, CodingKey, CaseIterable {
        case start, launch, stop, restart, reload, delete, reset, signal, updateEnvironment, scale, flush
        case reopenLogs, save, shutdown
    }
    private enum Field: String, CodingKey { case of, signal, environment, to }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .start(let selector): try encoder.choose(Key.start, selector)
        case .launch(let launch): try encoder.choose(Key.launch, launch)
        case .stop(let selector): try encoder.choose(Key.stop, selector)
        case .restart(let selector): try encoder.choose(Key.restart, selector)
        case .reload(let selector): try encoder.choose(Key.reload, selector)
        case .delete(let selector): try encoder.choose(Key.delete, selector)
        case .reset(let selector): try encoder.choose(Key.reset, selector)
        case .signal(let signal, let selector): try write(.signal, of: selector, .signal, signal, encoder)
        case .updateEnvironment(let selector, let environment):
            try write(.updateEnvironment, of: selector, .environment, environment, encoder)
        case .scale(let selector, let scale): try write(.scale, of: selector, .to, scale, encoder)
        case .flush(let selector): try encoder.choose(Key.flush, selector)
        case .reopenLogs: try encoder.choose(Key.reopenLogs)
        case .save: try encoder.choose(Key.save)
        case .shutdown: try encoder.choose(Key.shutdown)
        }
    }

    private func write(
        _ key: Key, of selector: Selector, _ field: Field, _ content: some Encodable, _ encoder: any Encoder
    ) throws {
        try encoder.choose(key) { (fields: inout KeyedEncodingContainer<Field>) in
            try fields.encode(selector, forKey: .of)
            try fields.encode(content, forKey: field)
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        func selector() throws -> Selector {
            try choice.fields(Field.self).decode(Selector.self, forKey: .of)
        }
        func field<Value: Decodable>(_ field: Field) throws -> Value {
            try choice.fields(Field.self).decode(Value.self, forKey: field)
        }
        switch choice.key {
        case .start: self = .start(try choice.content())
        case .launch: self = .launch(try choice.content())
        case .stop: self = .stop(try choice.content())
        case .restart: self = .restart(try choice.content())
        case .reload: self = .reload(try choice.content())
        case .delete: self = .delete(try choice.content())
        case .reset: self = .reset(try choice.content())
        case .signal: self = .signal(try field(.signal), try selector())
        case .updateEnvironment: self = .updateEnvironment(try selector(), try field(.environment))
        case .scale: self = .scale(try selector(), try field(.to))
        case .flush: self = .flush(try choice.content())
        case .reopenLogs: self = .reopenLogs
        case .save: self = .save
        case .shutdown: self = .shutdown
        }
    }
}
