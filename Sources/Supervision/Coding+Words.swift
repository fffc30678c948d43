extension RunID {
    package func encode(to encoder: any Encoder) throws { try raw.encode(to: encoder) }
    package init(from decoder: any Decoder) throws { self.init(try UInt64(from: decoder)) }
}

extension InstanceID {
    package func encode(to encoder: any Encoder) throws { try raw.encode(to: encoder) }
    package init(from decoder: any Decoder) throws { self.init(try Int(from: decoder)) }
}

/// "SIGTERM"; read, it may be any word or number that names a signal.
extension Signal {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if Signal(named: name) == self { try container.encode(name) } else { try container.encode(raw) }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int32.self) {
            self.init(number)
            return
        }
        guard let signal = Signal(named: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "there is no such signal")
        }
        self = signal
    }
}

extension ExitStatus {
    private enum Key: String, CodingKey, CaseIterable { case exited, signalled, notSpawned }
    private enum Field: String, CodingKey { case signal, coreDumped, errno, stage }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .exited(let code): try encoder.choose(Key.exited, code)
        case .signalled(let signal, let coreDumped):
            try encoder.choose(Key.signalled) { (fields: inout KeyedEncodingContainer<Field>) in
                try fields.encode(signal, forKey: .signal)
                try fields.encode(coreDumped, forKey: .coreDumped)
            }
        case .notSpawned(let errno, let stage):
            try encoder.choose(Key.notSpawned) { (fields: inout KeyedEncodingContainer<Field>) in
                try fields.encode(errno, forKey: .errno)
                try fields.encode(stage, forKey: .stage)
            }
        }
    }

    package init(from decoder: any Decoder) throws {
        let choice = try Alternative<Key>(from: decoder)
        switch choice.key {
        case .exited: self = .exited(try choice.content())
        case .signalled:
            let fields = try choice.fields(Field.self)
            self = .signalled(
                try fields.decode(Signal.self, forKey: .signal),
                coreDumped: try fields.decode(Bool.self, forKey: .coreDumped))
        case .notSpawned:
            let fields = try choice.fields(Field.self)
            self = .notSpawned(
                errno: try fields.decode(Int32.self, forKey: .errno),
                stage: try fields.decode(String.self, forKey: .stage))
        }
    }
}

extension LogLine.Stream {
    private enum Key: String, CodingKey, CaseIterable { case out, error }

    package func encode(to encoder: any Encoder) throws {
        try encoder.choose(self == .out ? Key.out : .error)
    }

    package init(from decoder: any Decoder) throws {
        self = try Alternative<Key>(from: decoder).key == .out ? .out : .error
    }
}
