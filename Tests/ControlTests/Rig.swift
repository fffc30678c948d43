import Control
import Glibc
import Kernel
import Supervision
import Testing

/// A server over a scripted core, and a thread for clients of it.
final class Rig: @unchecked Sendable {
    let core = ScriptedCore()
    let folder: String
    var path: String { folder + "/wamon.sock" }
    private(set) var server: ControlServer
    private let thread = LoopThread("clients")
    var loop: Loop { thread.loop }

    init() throws {
        var template = Array("/tmp/wamon-control-XXXXXX".utf8CString)
        folder = String(cString: try #require(mkdtemp(&template)))
        server = ControlServer(core, path: folder + "/wamon.sock")
        try server.start()
        thread.start()
    }

    func client(
        reconnects: Bool = false, expectsStatus: Bool = false, within limit: Duration = .seconds(5)
    ) async throws -> SocketClient {
        try await SocketClient.connect(
            path: path, on: loop, reconnects: reconnects, expectsStatus: expectsStatus, within: limit)
    }

    /// The core goes away.
    func stopServer() { server.close() }

    /// And is back.
    func startServer() throws {
        server = ControlServer(core, path: path)
        try server.start()
    }

    func close() {
        server.close()
        let thread = thread
        thread.post { thread.stop() }
        _ = thread.join(within: .seconds(5))
        unlink(path)
        rmdir(folder)
    }
}
