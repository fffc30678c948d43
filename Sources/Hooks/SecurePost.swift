import Kernel
import Supervision

/// https is spoken by curl(1). Address and report reach it on its standard input, for its arguments can be seen by
/// everybody. Blocks its thread.
struct SecurePost {
    let address: String
    let timeout: Duration
    let environment: [String: String]

    /// Why it was not told, in a clause; nil: it was.
    func tell(_ report: [UInt8]) -> String? {
        let program = HookProgram(
            words: ["curl"], folder: "/", timeout: timeout + .milliseconds(500), environment: environment)
        guard let path = program.executable else { return "https is spoken by curl, which is not there" }
        let output = program.run(path, ["curl", "-q", "--config", "-"], settings(report))
        let said = String(decoding: output.printed.prefix(400), as: UTF8.self)
        switch output.ending {
        case .ended(.exited(0)):
            guard let status = Int(said.suffix(3)), status > 0 else { return "the answer is not HTTP" }
            return (200..<300).contains(status) ? nil : "answered \(status)"
        case .ended(.exited(28)), .late: return "took longer than \(milliseconds(timeout)) ms"
        case .ended(.exited(let code)):
            let line = said.split(whereSeparator: \.isNewline).first.map(String.init)
            return line ?? "curl exited with code \(code)"
        case .ended, .failed, .talkative: return "curl could not be run"
        }
    }

    /// curl's own format: a value in quotes, with a backslash before quotes and backslashes.
    private func settings(_ report: [UInt8]) -> [UInt8] {
        let options = [
            "silent", "show-error", "output = \"/dev/null\"", "write-out = \"%{http_code}\"",
            "max-time = \(Double(milliseconds(timeout)) / 1000)",
            "header = \"Content-Type: application/json\"", "url = \(quoted(address))",
            "data-binary = \(quoted(String(decoding: report, as: UTF8.self)))",
        ]
        return Array((options.joined(separator: "\n") + "\n").utf8)
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
