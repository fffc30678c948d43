import FoundationEssentials

/// Values to frames and back.
struct Wire {
    private let encoder: JSONEncoder
    private let decoder: JSONDecoder

    /// - Parameter isForPeople: over several lines, the fields in their alphabet.
    init(isForPeople: Bool = false) {
        encoder = JSONEncoder()
        encoder.outputFormatting =
            isForPeople ? [.withoutEscapingSlashes, .prettyPrinted, .sortedKeys] : .withoutEscapingSlashes
        // A figure that is none must not keep a whole snapshot from being seen.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
        decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
    }

    /// With its newline. Every value of the protocol can be encoded; nil is a mistake of ours.
    func frame(_ value: some Encodable) -> [UInt8]? {
        guard let data = try? encoder.encode(value) else { return nil }
        var frame: [UInt8] = []
        frame.reserveCapacity(data.count + 1)
        frame.append(contentsOf: data)
        frame.append(10)
        return frame
    }

    func value<Value: Decodable>(_ type: Value.Type, of frame: [UInt8]) throws(Misunderstanding) -> Value {
        do {
            return try decoder.decode(type, from: Data(frame))
        } catch {
            throw Misunderstanding(error)
        }
    }
}

/// What is wrong with a frame, as a clause.
struct Misunderstanding: Error, Hashable {
    let clause: String

    init(_ error: any Error) {
        guard let error = error as? DecodingError else {
            clause = "it is no JSON object"
            return
        }
        func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            let keys = context.codingPath + (last.map { [$0] } ?? [])
            return keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): clause = "\(place(context, key)) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            let place = place(context)
            clause = place.isEmpty ? "it is no JSON object" : "\(place) is of another type"
        case .dataCorrupted(let context):
            let place = place(context)
            let isOurs = context.underlyingError == nil && !context.debugDescription.contains("JSON")
            let reason = isOurs ? context.debugDescription : "it is no JSON object"
            clause = place.isEmpty ? reason : "\(place): \(context.debugDescription)"
        @unknown default: clause = "it is no JSON object"
        }
    }
}
