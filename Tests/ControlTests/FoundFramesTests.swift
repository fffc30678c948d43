import Foundation
import Testing

@testable import Control

/// What the fuzzer begins with, and what it has found, replayed: as Tests/Fuzz/Frames does it.
@Suite struct FoundFramesTests {
    @Test func `every frame the fuzzer knows is refused, or is the same when written and read again`() throws
    {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fuzz/Frames")
        var count = 0
        for kind in ["corpus", "found"] {
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: folder.appending(path: kind).path)
            for name in names ?? [] {
                replay([UInt8](try Data(contentsOf: folder.appending(path: "\(kind)/\(name)"))), name)
                count += 1
            }
        }
        #expect(count > 40)
    }

    private func replay(_ bytes: [UInt8], _ name: String) {
        guard let first = bytes.first else { return }
        var (buffer, rest) = (FrameBuffer(limit: 4096), bytes.dropFirst())
        while true {
            switch buffer.next() {
            case .frame(let frame):
                drill(Hello.self, frame, name)
                drill(Question.self, frame, name)
                drill(Answered.self, frame, name)
                let byHand = StatusFrame.read(frame)
                #expect(byHand == nil || byHand == (try? Wire().value(Answered.self, of: frame)), "\(name)")
            case .none:
                if rest.isEmpty { return }
                Array(rest.prefix(Int(first) + 1)).withUnsafeBytes { buffer.append($0) }
                rest = rest.dropFirst(Int(first) + 1)
            case .tooLong: return
            }
        }
    }

    private func drill<Value: Codable & Equatable>(_ type: Value.Type, _ frame: [UInt8], _ name: String) {
        let wire = Wire()
        guard let value = try? wire.value(type, of: frame) else { return }
        let again = wire.frame(value).flatMap { try? wire.value(type, of: $0) }
        #expect(again == value, "\(name)")
    }
}
