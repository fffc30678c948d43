import Foundation
import Testing

@testable import Hooks

/// https, told by the curl that is there to a server of Node.js on loopback, whose certificate is its own.
@Suite final class SecurePostTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "wamon-https-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `a report arrives as it is, and as JSON`() throws {
        let receiver = try Receiver(in: folder, answer: 204)
        defer { receiver.end() }
        let report = #"{"message":"said \"no\" \\ \n @file","name":"апи"}"#
        #expect(post(report, to: receiver, trusting: receiver.certificate) == nil)
        #expect(receiver.heard() == "POST /hook?key=s%20 application/json \(report)")
    }

    @Test func `neither address nor report can be seen among the processes`() throws {
        let receiver = try Receiver(in: folder, answer: 200)
        defer { receiver.end() }
        let path = folder + "/curl"
        let script = "#!/bin/sh\nps -o args= -p $$ >\(folder)/seen\nexec /usr/bin/curl \"$@\"\n"
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        chmod(path, 0o755)
        #expect(
            post("{}", to: receiver, trusting: receiver.certificate, path: folder + ":/usr/bin:/bin") == nil)
        let seen = try String(contentsOfFile: folder + "/seen", encoding: .utf8)
        #expect(seen == "/bin/sh \(path) -q --config -\n")
    }

    @Test func `another answer than success is a reason`() throws {
        let receiver = try Receiver(in: folder, answer: 503)
        defer { receiver.end() }
        #expect(post("{}", to: receiver, trusting: receiver.certificate) == "answered 503")
    }

    @Test func `a certificate nobody vouches for is a reason, and nothing is told`() throws {
        let receiver = try Receiver(in: folder, answer: 200)
        defer { receiver.end() }
        let reason = try #require(post("{}", to: receiver, trusting: "/dev/null"))
        #expect(reason.hasPrefix("curl: (") && reason.contains("certificate"))
    }

    @Test func `who is slow, not there or without curl is a reason`() throws {
        let receiver = try Receiver(in: folder, answer: 0)
        defer { receiver.end() }
        let slow = post(
            "{}", to: receiver, trusting: receiver.certificate, timeout: .milliseconds(300))
        #expect(slow == "took longer than 300 ms")
        receiver.end()
        let gone = try #require(post("{}", to: receiver, trusting: receiver.certificate))
        #expect(gone.hasPrefix("curl: (7) "))
        let without = post("{}", to: receiver, trusting: receiver.certificate, path: folder)
        #expect(without == "https is spoken by curl, which is not there")
    }

    private func post(
        _ report: String, to receiver: Receiver, trusting certificate: String,
        path: String = "/usr/bin:/bin", timeout: Duration = .seconds(10)
    ) -> String? {
        SecurePost(
            address: "https://localhost:\(receiver.port)/hook?key=s%20", timeout: timeout,
            environment: ["PATH": path, "CURL_CA_BUNDLE": certificate]
        ).tell(Array(report.utf8))
    }
}

/// Prints its port, then what each request was; 0 never answers.
private final class Receiver {
    let port: String
    let certificate: String
    private let node = Process()
    private let output = Pipe()

    init(in folder: String, answer: Int) throws {
        certificate = folder + "/certificate.pem"
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key.pem", "-out", certificate,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        node.executableURL = URL(filePath: "/usr/bin/env")
        node.arguments = [
            "node", "-e",
            """
            const fs = require('fs'), https = require('https');
            const key = fs.readFileSync(process.argv[1]), cert = fs.readFileSync(process.argv[2]);
            const server = https.createServer({ key, cert }, (request, answer) => {
              let body = '';
              request.on('data', (part) => (body += part));
              request.on('end', () => {
                console.log(request.method, request.url, request.headers['content-type'], body);
                if (\(answer)) { answer.statusCode = \(answer); answer.end(); }
              });
            });
            server.listen(0, 'localhost', () => console.log(server.address().port));
            """,
            folder + "/key.pem", certificate,
        ]
        node.standardOutput = output
        try node.run()
        port = Receiver.line(from: output)
    }

    func heard() -> String { Receiver.line(from: output) }

    func end() {
        guard node.isRunning else { return }
        node.terminate()
        node.waitUntilExit()
    }

    private static func line(from output: Pipe) -> String {
        var line = Data()
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8),
            !byte.isEmpty
        {
            line += byte
        }
        return String(decoding: line, as: UTF8.self)
    }
}
