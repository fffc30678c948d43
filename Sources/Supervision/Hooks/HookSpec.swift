/// Somebody outside who is told when an app of the same file fails, or has recovered.
package struct HookSpec: Hashable, Sendable, Codable {
    /// What there is to be told.
    package enum Occasion: String, Hashable, Sendable, Codable, CaseIterable {
        case crash, errored, unhealthy, memory, recovered
    }

    package enum Way: Hashable, Sendable {
        /// A program and its arguments, which reads the report.
        case run([String])
        /// An http or https address, which is sent it.
        case post(String)
    }

    /// In the order of `Occasion`, each once.
    package var on: [Occasion]
    package var way: Way
    /// Who takes longer has not been told.
    package var timeout = Duration.seconds(10)
    /// Absolute: of the ecosystem file, where a program is run.
    package var folder: String
    /// The ecosystem file it stands in, whose apps it is about; nil: all.
    package var file: String?

    package init(on: some Sequence<Occasion>, _ way: Way, folder: String) {
        let meant = Set(on)
        self.on = Occasion.allCases.filter(meant.contains)
        self.way = way
        self.folder = folder
    }

    /// What it is called: `notify.sh`, or the host alone: what follows it in an address may be a secret.
    package var label: String {
        switch way {
        case .run(let words): return words.first?.split(separator: "/").last.map(String.init) ?? ""
        case .post(let address):
            guard let scheme = address.firstRange(of: "://") else { return address }
            let host = address[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            return String(host.split(separator: "@").last ?? "")
        }
    }
}

// `{"on":["crash"],"run":["./notify.sh"],"timeout":10000,"folder":"/srv","file":"/srv/ecosystem.json"}`, with `post`
// in place of `run`.
extension HookSpec {
    private enum CodingKeys: String, CodingKey { case on, run, post, timeout, folder, file }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let way: Way =
            if let words = try fields.decodeIfPresent([String].self, forKey: .run) {
                .run(words)
            } else {
                .post(try fields.decode(String.self, forKey: .post))
            }
        self.init(
            on: try fields.decode([Occasion].self, forKey: .on), way,
            folder: try fields.decode(String.self, forKey: .folder))
        timeout = try fields.decodeIfPresent(Duration.self, forKey: .timeout) ?? timeout
        file = try fields.decodeIfPresent(String.self, forKey: .file)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(on, forKey: .on)
        switch way {
        case .run(let words): try fields.encode(words, forKey: .run)
        case .post(let address): try fields.encode(address, forKey: .post)
        }
        try fields.encode(timeout, forKey: .timeout)
        try fields.encode(folder, forKey: .folder)
        try fields.encodeIfPresent(file, forKey: .file)
    }
}

// Written where there is one; absent is none.

extension KeyedEncodingContainer {
    mutating func encode(_ values: [HookSpec], forKey key: Key) throws {
        try encodeIfPresent(values.isEmpty ? nil : values, forKey: key)
    }
}

extension KeyedDecodingContainer {
    func decode(_ type: [HookSpec].Type, forKey key: Key) throws -> [HookSpec] {
        try decodeIfPresent(type, forKey: key) ?? []
    }
}
