import Supervision
import Testing

@Suite struct PortComplaintTests {
    @Test(
        arguments: [
            (3000, "Error: listen EADDRINUSE: address already in use :::3000"),
            (3000, "Error: listen EADDRINUSE: address already in use 127.0.0.1:3000"),
            (8080, "2026/11/23 21:41:30 listen tcp :8080: bind: address already in use"),
            (8080, "listen tcp 127.0.0.1:8080: bind: address already in use"),
            (80, "2026/11/23 21:41:30 [emerg] 7#7: bind() to 0.0.0.0:80 failed (98: Address already in use)"),
            (443, "nginx: [emerg] bind() to [::]:443 failed (98: Address already in use)"),
            (
                8000,
                "[Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use"
            ),
            (8000, "[ERROR] Connection in use: ('0.0.0.0', 8000)"),
            (4567, "Address already in use - bind(2) for \"127.0.0.1\" port 4567 (Errno::EADDRINUSE)"),
            (5432, "could not bind: Address already in use, port=5432"),
            (9000, "OSError: [Errno 98] Address already in use"),
        ]) func `the port is where the line says it, or else the app's own`(port: Int, line: String)
    {
        #expect(PortComplaint.port(in: ["starting", line, "bye"], else: 9000) == port)
    }

    @Test func `node says it once more, some lines below`() {
        let lines = [
            "node:events:502", "Error: listen EADDRINUSE: address already in use /tmp/x",
            "    at Server.setupListenHandle [as _listen2] (node:net:1817:16)", "  code: 'EADDRINUSE',",
            "  errno: -98,", "  syscall: 'listen',", "  address: '::',", "  port: 3100", "}",
        ]
        #expect(PortComplaint.port(in: lines, else: nil) == 3100)
    }

    @Test func `who does not complain, or names no port and has none, is not asked about`() {
        #expect(PortComplaint.port(in: ["listening on :3000", "bye"], else: 3000) == nil)
        #expect(PortComplaint.port(in: ["OSError: [Errno 98] Address already in use"], else: nil) == nil)
        #expect(PortComplaint.port(in: ["EADDRINUSE 127.0.0.1:99999"], else: nil) == nil)
        #expect(PortComplaint.port(in: [], else: 1) == nil)
    }
}
