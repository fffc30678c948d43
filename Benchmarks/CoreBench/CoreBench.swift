import Glibc
import Kernel
import Runtime
import Supervision

/// A supervisor core with everything real around it and no screen, for the supervisor's figures.
///
///     CoreBench COUNT HOME LIMIT PROGRAM [ARGUMENT…]
///
/// Keeps COUNT instances of PROGRAM up, named "0", "1", …, without delay after an exit; LIMIT is their
/// memory limit in bytes, 0 for none. HOME is where logs go. A line "NAME" on standard input restarts that
/// instance and is answered by CLOCK_MONOTONIC, in nanoseconds, of the moment the request was made. The end
/// of standard input, or a signal, is a shutdown.
@main struct CoreBench {
    static func main() {
        let words = CommandLine.arguments
        guard words.count > 4, let count = Int(words[1]), let limit = Int(words[3]) else {
            print("usage: CoreBench COUNT HOME LIMIT PROGRAM [ARGUMENT…]")
            exit(2)
        }
        SignalSource.block()
        var setting = CoreSetting()
        setting.environment = Surroundings.environment
        setting.home = words[2]
        setting.info.pid = getpid()
        setting.info.startedAt = .read
        let host = Host(setting: setting)
        let commands = Commands(host)
        commands.listen()
        host.boot(
            (0..<count).map {
                spec(named: "\($0)", limit: limit, program: words[4], arguments: Array(words[5...]))
            })
        host.run()
    }

    static func spec(named name: String, limit: Int, program: String, arguments: [String]) -> ProcessSpec {
        var spec = ProcessSpec(name: name, script: program, executable: program, cwd: "/")
        spec.arguments = arguments
        spec.memoryLimit = limit > 0 ? limit : nil
        // Every exit is a stable one: none is counted, none is delayed.
        spec.policy.minUptime = .zero
        return spec
    }
}

/// Restarts asked for on standard input. On the core's loop.
final class Commands {
    private let loop: Loop
    private let client: LocalClient
    private var watch: Loop.Watch?

    init(_ host: Host) {
        loop = host.loop
        client = host.client
    }

    func listen() {
        watch = loop.watch(0) { [unowned self] _ in read() }
    }

    private func read() {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Glibc.read(0, &bytes, bytes.count)
        guard count > 0 else {
            if let watch { loop.unwatch(watch) }
            return send(.shutdown)
        }
        for name in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") {
            let asked = "\(Loop.now)\n"
            send(.restart(.name(String(name))))
            _ = asked.withCString { write(1, $0, strlen($0)) }
        }
    }

    private func send(_ request: Request) {
        let client = client
        Task(executorPreference: loop) { _ = await client.send(request) }
    }
}
