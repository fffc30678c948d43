import Kernel
package import Supervision

/// A saved fleet as a file: `dump.json` and `state.json`, whose format is docs/state.md.
package enum FleetFile {
    private static let format = "wamon fleet"
    private static let version = 1
    /// 1000 apps with an environment of 10 KiB each, and some.
    private static let largest = 32 << 20

    private struct Envelope: Codable {
        var format = FleetFile.format
        var version = FleetFile.version
        var fleet: SavedFleet
    }
    private struct Head: Codable {
        var format: String?
        var version: Int?
    }

    /// For a person to read, always in the same order.
    package static func encode(_ fleet: SavedFleet) -> Result<[UInt8], Refusal> {
        Wire(isForPeople: true).frame(Envelope(fleet: fleet)).map { .success($0) }
            ?? .failure(Refusal("the fleet cannot be written as JSON"))
    }

    /// Or one sentence that begins with the path.
    package static func read(_ path: String) -> Result<SavedFleet, Refusal> {
        AtomicFile.read(path, limit: largest)
            .mapError { Refusal("\(path): \($0.sentence)") }
            .flatMap { bytes in decode(bytes).mapError { Refusal("\(path) \($0.sentence)") } }
    }

    /// What an older wamon did not know yet has its default.
    package static func decode(_ bytes: [UInt8]) -> Result<SavedFleet, Refusal> {
        let wire = Wire()
        do throws(Misunderstanding) {
            let head = try wire.value(Head.self, of: bytes)
            guard head.format == format, let written = head.version else {
                return .failure(Refusal("is not a fleet that wamon has saved"))
            }
            guard written <= version else {
                return .failure(Refusal("was saved by a later wamon, in format \(written)"))
            }
            let completed = completed(try wire.value(JSONTree.self, of: bytes))
            guard let frame = wire.frame(completed) else {
                return .failure(Refusal("is not a fleet that wamon has saved"))
            }
            return .success(try wire.value(Envelope.self, of: frame).fleet)
        } catch {
            return .failure(Refusal("is not a fleet that wamon has saved: \(error.clause)"))
        }
    }

    // MARK: - What is missing

    /// Every spec over one with nothing but defaults, which names no app, script or folder of its own.
    private static func completed(_ file: JSONTree) -> JSONTree {
        guard let standard = standardSpec, case .object(var root) = file,
            case .object(var fleet)? = root["fleet"], case .array(let apps)? = fleet["apps"]
        else { return file }
        fleet["apps"] = .array(
            apps.map { app in
                guard case .object(var fields) = app, let spec = fields["spec"] else { return app }
                fields["spec"] = standard.overlaid(by: spec)
                return .object(fields)
            })
        root["fleet"] = .object(fleet)
        return .object(root)
    }

    private static var standardSpec: JSONTree? {
        let wire = Wire()
        let spec = ProcessSpec(name: "", script: "", executable: "", cwd: "")
        guard let frame = wire.frame(spec),
            case .object(var fields)? = try? wire.value(JSONTree.self, of: frame)
        else { return nil }
        for name in ["name", "script", "executable", "cwd"] { fields[name] = nil }
        return .object(fields)
    }
}

/// Any JSON at all.
private enum JSONTree: Codable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([JSONTree])
    case object([String: JSONTree])

    /// Objects are laid over each other key by key, anything else replaces what was there.
    func overlaid(by other: JSONTree) -> JSONTree {
        guard case .object(let mine) = self, case .object(let theirs) = other else { return other }
        return .object(mine.merging(theirs) { $0.overlaid(by: $1) })
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let found = try? value.decode(Bool.self) {
            self = .bool(found)
        } else if let found = try? value.decode(Int.self) {
            self = .int(found)
        } else if let found = try? value.decode(Double.self) {
            self = .double(found)
        } else if let found = try? value.decode(String.self) {
            self = .string(found)
        } else if let found = try? value.decode([JSONTree].self) {
            self = .array(found)
        } else {
            self = .object(try value.decode([String: JSONTree].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let found): try value.encode(found)
        case .int(let found): try value.encode(found)
        case .double(let found): try value.encode(found)
        case .string(let found): try value.encode(found)
        case .array(let found): try value.encode(found)
        case .object(let found): try value.encode(found)
        }
    }
}
