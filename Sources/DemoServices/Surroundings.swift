import Foundation

/// What the environment says: ports, the address to listen on, the Node channel.
struct Surroundings {
    private let environment: [String: String]

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// The first of `names` that is set, as a TCP port; ends the process on a value that is none.
    func port(_ names: String..., otherwise standard: UInt16) -> UInt16 {
        for name in names {
            guard let text = environment[name], !text.isEmpty else { continue }
            guard let port = UInt16(text), port > 0 else {
                Output.fail("\(name) is \"\(text)\", which is no port: expected 1 to 65535")
            }
            return port
        }
        return standard
    }

    /// The services can be told to crash and to eat memory by anybody who reaches them, so only this
    /// machine does unless `DEMO_HOST` says otherwise.
    var host: String {
        let host = environment["DEMO_HOST"] ?? ""
        return host.isEmpty ? "127.0.0.1" : host
    }

    /// `NODE_CHANNEL_FD`, as Node's `child_process.fork` sets it.
    var channel: Int32? { environment["NODE_CHANNEL_FD"].flatMap { Int32($0) } }
}
