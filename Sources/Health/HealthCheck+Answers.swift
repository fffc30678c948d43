import HTTP
import Kernel
import Supervision

/// What came of a question, as a check.
extension HealthCheck {
    init(_ outcome: HTTPExchange.Outcome, show: [HealthSpec.Shown]) {
        switch outcome {
        case .failed(let failure): self.init(took: .zero, failure: failure)
        case .answered(let response):
            let isPassed = (200..<400).contains(response.status)
            self.init(took: .zero, failure: isPassed ? nil : .status(response.status))
            status = response.status
            if !isPassed { said = FirstLine.of(response.body) }
            if HealthCheck.isJSON(response) {
                numbers = BodyNumbers(response.body)?.chosen(by: show) ?? []
            }
        }
    }

    private static func isJSON(_ response: HTTPResponse) -> Bool {
        guard !response.isCut else { return false }
        if let type = response.type, type == "application/json" || type.hasSuffix("+json") { return true }
        return response.body.first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    init(_ ending: AsideProgram.Ending, _ printed: [UInt8]) {
        let failure: HealthFailure? =
            switch ending {
            case .ended(.exited(0)): nil
            case .ended(.exited(let code)): .exited(code)
            case .ended(.signalled(let signal, _)): .signalled(signal)
            case .ended(.notSpawned(let errno, let stage)): .notRun(errno: errno, stage: stage)
            case .failed(let failure): .notRun(errno: failure.errno, stage: failure.stage)
            case .late: .timedOut
            }
        self.init(took: .zero, failure: failure)
        if failure != nil { said = FirstLine.of(printed) }
    }
}

/// What somebody had to say, for a line on the screen.
enum FirstLine {
    /// Bytes in which it is looked for.
    static let searched = 1 << 12
    private static let mostCharacters = 200

    /// The first that is not empty, without what would steer a terminal; nil: there is none.
    static func of(_ bytes: [UInt8]) -> String? {
        for line in bytes.prefix(searched).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let scalars = String(decoding: line, as: UTF8.self).unicodeScalars.map { scalar in
                scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? " " : scalar
            }
            var text = Substring(String(String.UnicodeScalarView(scalars)))
            while text.first == " " { text.removeFirst() }
            text = text.prefix(mostCharacters)
            while text.last == " " { text.removeLast() }
            if !text.isEmpty { return String(text) }
        }
        return nil
    }
}
