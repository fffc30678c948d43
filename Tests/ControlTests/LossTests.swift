import Control
import Glibc
import Kernel
import Supervision
import Testing

/// A client whose core is not what it should be, or goes away.
@Suite struct LossTests {
    private let gone = "the wamon that ran here is gone"

    private func failure(_ line: String) async throws -> ControlFailure? {
        let rig = try Rig()
        defer { rig.close() }
        let stranger = try Stranger()
        let (path, loop) = (stranger.path, rig.loop)
        // On the clients' thread: this one is about to wait.
        let attempt = Task(executorPreference: loop) { () -> ControlFailure? in
            do throws(ControlFailure) {
                await (try SocketClient.connect(path: path, on: loop, reconnects: false)).close()
                return nil
            } catch {
                return error
            }
        }
        try stranger.say(line)
        let failure = await attempt.value
        guard case .failed(let sentence) = failure else { return failure }
        return .failed(sentence.replacing(path, with: "PATH"))
    }

    @Test func `what a core says instead of a hello is handed on`() async throws {
        #expect(try await failure(#"{"wamon":1}"#) == nil)
        #expect(try await failure(#"{"error":"no","owner":"deploy","wamon":1}"#) == .denied(owner: "deploy"))
        #expect(try await failure(#"{"error":"use the same","wamon":2}"#) == .otherVersion("use the same"))
        #expect(try await failure(#"{"error":"too many","wamon":1}"#) == .failed("too many"))
        #expect(
            try await failure(#"{"wamon":2}"#)
                == .otherVersion("the wamon that runs here is of another version than this one"))
        #expect(try await failure("HTTP/1.1 400") == .failed("what listens at PATH is not wamon"))
    }

    @Test func `a core that says nothing is not waited for any longer than was said`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let stranger = try Stranger()
        await #expect(throws: ControlFailure.failed("the wamon at \(stranger.path) does not answer")) {
            try await SocketClient.connect(
                path: stranger.path, on: rig.loop, reconnects: false, within: .milliseconds(20))
        }
    }

    @Test func `a socket that a dead core left is nobody`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.stopServer()
        close(try LocalSocket.listen(at: rig.path))
        await #expect(throws: ControlFailure.noCore) { try await rig.client() }
        try rig.startServer()
        await (try rig.client()).close()
    }

    @Test func `what is no socket is left alone`() throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.stopServer()
        close(open(rig.path, O_CREAT | O_WRONLY, 0o600))
        let sentence = "cannot listen on \(rig.path): there is something else"
        #expect(throws: ControlFailure.failed(sentence)) { try rig.startServer() }
        #expect(access(rig.path, F_OK) == 0)
    }

    @Test func `a path longer than an address holds will do`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let folder = rig.folder + "/" + String(repeating: "x", count: 200)
        mkdir(folder, 0o700)
        let path = folder + "/wamon.sock"
        let server = ControlServer(rig.core, path: path)
        try server.start()
        let client = try await SocketClient.connect(path: path, on: rig.loop, reconnects: false)
        #expect(await client.send(.save) == .done([InstanceID(0)]))
        await client.close()
        server.close()
        #expect(access(path, F_OK) != 0)
        rmdir(folder)
    }

    @Test func `a core that ends after a shutdown has answered it`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.core.hold()
        let client = try await rig.client()
        let reply = Task { await client.send(.shutdown) }
        await rig.core.isAsked()
        rig.core.answer(.done([InstanceID(3)]))
        rig.stopServer()
        #expect(await reply.value == .done([InstanceID(3)]))
        await client.close()
    }

    @Test func `without a core requests are refused, everything else is empty, and streams end`() async throws
    {
        let rig = try Rig()
        defer { rig.close() }
        rig.core.hold()
        let client = try await rig.client()
        var states: [Connection] = []
        let open = Task { await client.send(.stop(.all)) }
        await rig.core.isAsked()
        let snapshots = client.snapshots()
        let stop = Task { rig.stopServer() }
        for await state in client.connection() { states.append(state) }
        #expect(states.last == .lost(gone))
        #expect(await open.value == .refused("the connection to wamon was lost before it answered"))
        #expect(await client.loss == gone)
        #expect(await client.send(.save) == .refused(gone))
        #expect(await client.snapshot(brief: true).core.pid == 0)
        #expect(await client.lines(of: nil, after: 7, max: 10).next == 7)
        for await _ in snapshots {}
        for await _ in client.linesArrived() {}
        await stop.value
        await client.close()
    }

    @Test func `more lines than an answer holds come in several`() async throws {
        let rig = try Rig()
        defer { rig.close() }
        let text = String(repeating: "x", count: 60_000)
        let all = (1...30).map { id in
            LogLine(
                id: UInt64(id), instance: InstanceID(0), run: RunID(1), stream: .out, at: .seconds(id),
                text: text)
        }
        rig.core.script { state in
            state.batch = { _, after, max in
                var batch = LineBatch()
                batch.lines = Array(all.filter { $0.id > after }.prefix(max))
                batch.next = batch.lines.last?.id ?? after
                batch.evicted = after == 0 ? 5 : 0
                return batch
            }
        }
        let client = try await rig.client()
        let batch = await client.lines(of: nil, after: 0, max: 25)
        #expect(batch.lines == Array(all.prefix(25)))
        #expect((batch.next, batch.evicted) == (25, 5))
        await client.close()
    }
}
