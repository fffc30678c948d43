/// One of several as JSON says it: by its name alone (`"save"`), or, where something belongs to it, by an
/// object of that one name (`{"stop":"all"}`).
struct Alternative<Key: CodingKey & CaseIterable> {
    let key: Key
    private let decoder: any Decoder
    private let container: KeyedDecodingContainer<Key>?

    init(from decoder: any Decoder) throws {
        self.decoder = decoder
        if let container = try? decoder.container(keyedBy: Key.self) {
            guard container.allKeys.count == 1 else { throw Alternative.mistake(decoder) }
            key = container.allKeys[0]
            self.container = container
        } else {
            let name = try decoder.singleValueContainer().decode(String.self)
            guard let key = Key(stringValue: name) else { throw Alternative.mistake(decoder) }
            self.key = key
            container = nil
        }
    }

    /// What belongs to it.
    func content<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        guard let container else { throw missing }
        return try container.decode(type, forKey: key)
    }

    /// What belongs to it, where that is several things.
    func fields<Field: CodingKey>(_ type: Field.Type = Field.self) throws
        -> KeyedDecodingContainer<Field>
    {
        guard let container else { throw missing }
        return try container.nestedContainer(keyedBy: type, forKey: key)
    }

    private var missing: DecodingError {
        .dataCorrupted(
            .init(
                codingPath: decoder.codingPath,
                debugDescription: "\"\(key.stringValue)\" needs something with it: {\"\(key.stringValue)\":…}"
            ))
    }

    private static func mistake(_ decoder: any Decoder) -> DecodingError {
        let names = Key.allCases.map(\.stringValue).joined(separator: ", ")
        return .dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "exactly one is expected of \(names)"))
    }
}

extension Encoder {
    func choose(_ key: some CodingKey) throws {
        var container = singleValueContainer()
        try container.encode(key.stringValue)
    }

    func choose<Key: CodingKey>(_ key: Key, _ content: some Encodable) throws {
        var container = container(keyedBy: Key.self)
        try container.encode(content, forKey: key)
    }

    func choose<Key: CodingKey, Field: CodingKey>(
        _ key: Key, _ write: (inout KeyedEncodingContainer<Field>) throws -> Void
    ) throws {
        var container = container(keyedBy: Key.self)
        var fields = container.nestedContainer(keyedBy: Field.self, forKey: key)
        try write(&fields)
    }
}
