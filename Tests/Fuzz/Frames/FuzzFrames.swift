import Glibc

@testable import Control

/// libFuzzer's own main(): what it thinks of is handed to `body`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main struct FuzzFrames {
    static func main() {
        var count = CommandLine.argc
        var words = CommandLine.unsafeArgv
        exit(runDriver(&count, &words, { fuzz($0, $1) }))
    }
}

/// Bytes as a client might send them, in pieces. Whatever is understood must be the same after it was written
/// and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    let piece = Int(bytes[0]) + 1
    let wire = Wire()
    var buffer = FrameBuffer(limit: 4096)
    var rest = bytes.dropFirst()
    while true {
        switch buffer.next() {
        case .frame(let frame):
            drill(Hello.self, frame, wire)
            drill(Question.self, frame, wire)
            drill(Answered.self, frame, wire)
            let byHand = StatusFrame.read(frame)
            precondition(byHand == nil || byHand == (try? wire.value(Answered.self, of: frame)), "misread")
        case .none:
            if rest.isEmpty { return 0 }
            buffer.append(UnsafeRawBufferPointer(rebasing: rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        case .tooLong: return 0
        }
    }
}

private func drill<Value: Codable & Equatable>(_ type: Value.Type, _ frame: [UInt8], _ wire: Wire) {
    guard let value = try? wire.value(type, of: frame) else { return }
    guard var again = wire.frame(value) else { preconditionFailure("\(value) cannot be written") }
    precondition(again.removeLast() == 10 && !again.contains(10), "\(value) is no line")
    guard let read = try? wire.value(type, of: again) else { preconditionFailure("\(value) cannot be read") }
    precondition(read == value, "\(read) was \(value)")
}
