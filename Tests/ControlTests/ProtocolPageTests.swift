import Foundation
import Supervision
import Testing

@testable import Control

/// docs/protocol.md says what the code does: every example is read, and written again as it stands there.
@Suite struct ProtocolPageTests {
    private struct Example {
        let isQuestion: Bool
        var text: String
    }

    private let page: String
    private let examples: [Example]
    private let wire = Wire()

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(contentsOf: root.appending(path: "docs/protocol.md"), encoding: .utf8)
        var examples: [Example] = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("    → ") || line.hasPrefix("    ← ") {
                examples.append(
                    Example(isQuestion: line.hasPrefix("    → "), text: String(line.dropFirst(6))))
            } else if line.hasPrefix("        "), !examples.isEmpty {
                examples[examples.count - 1].text += line.trimmingCharacters(in: .whitespaces)
            }
        }
        self.examples = examples
        try #require(examples.count > 40)
    }

    @Test func `every example is what is said, to the letter`() throws {
        for example in examples {
            let frame = Array(example.text.utf8)
            let again: [UInt8]?
            if example.text.contains("\"wamon\":") {
                again = wire.frame(try wire.value(Hello.self, of: frame))
            } else if example.isQuestion, !example.text.contains("\"history\":\"api\"") {
                again = wire.frame(try wire.value(Question.self, of: frame))
            } else if example.isQuestion {
                again = frame
            } else {
                again = wire.frame(try wire.value(Answered.self, of: frame))
            }
            let written = try tree(Data(try #require(again)))
            #expect(written == (try tree(Data(frame))), "\(example.text)")
        }
    }

    @Test func `there is an example of everything that can be said`() throws {
        func keys(_ isQuestion: Bool) throws -> Set<String> {
            var found: Set<String> = []
            for example in examples where example.isQuestion == isQuestion {
                let tree = try tree(Data(example.text.utf8))
                found.formUnion((tree.allKeys as? [String]) ?? [])
                if let request = tree["send"] as? String { found.insert("send " + request) }
                for key in (tree["send"] as? NSDictionary)?.allKeys ?? [] { found.insert("send \(key)") }
            }
            return found
        }
        let requests = [
            "start", "launch", "stop", "restart", "reload", "delete", "reset", "signal", "updateEnvironment",
            "scale", "flush", "reopenLogs", "save", "shutdown",
        ].map { "send " + $0 }
        let asks = [
            "send", "snapshot", "watch", "news", "lines", "history", "lastLines", "details", "figures",
            "members", "logMarks",
        ]
        #expect(try keys(true) == Set(asks + requests + ["id", "wamon"]))
        let answers = ["reply", "more", "error", "owner"] + asks.filter { $0 != "send" }
        #expect(try keys(false) == Set(answers + ["id", "wamon"]))
    }

    @Test func `the limits are those of the code`() {
        let rows = [
            "| a client's first frame | \(Limits.firstFrame) bytes |",
            "| a client's frame | \(Limits.frame >> 20) MiB |",
            "| values in a frame, by its commas | \(Limits.values) |",
            "| begun and not complete, all clients together | \(Limits.unread >> 20) MiB |",
            "| answered and not read, all clients together | \(Limits.unsentInAll >> 20) MiB |",
            "| answered and not read, one client | \(Limits.unsent >> 10) KiB |",
            "| requests of one client under way | \(Limits.requests) |",
            "| clients | \(Limits.connections) |",
            "at most \(Limits.lines) lines and\n\(Limits.lineBytes >> 10) KiB of text",
            "Version \(Limits.version).",
        ]
        for row in rows { #expect(page.contains(row), "\(row)") }
    }

    private func tree(_ data: Data) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: data) as? NSDictionary)
    }
}
