import Glibc
import HTTP

@testable import Health

/// libFuzzer's own main(): what it thinks of is handed to `body`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main struct FuzzMessages {
    static func main() {
        var count = CommandLine.argc
        var words = CommandLine.unsafeArgv
        exit(runDriver(&count, &words, { fuzz($0, $1) }))
    }
}

/// Bytes as a client, a service or a body might have them: read at once and in pieces, to the same end.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    let all = UnsafeRawBufferPointer(start: start, count: count)
    let piece = Int(all[0]) + 1
    let bytes = UnsafeRawBufferPointer(rebasing: all.dropFirst())
    precondition(answer(bytes, bytes.count) == answer(bytes, piece), "an answer is another in pieces")
    precondition(requests(bytes, bytes.count) == requests(bytes, piece), "requests are others in pieces")
    _ = BodyNumbers(Array(bytes))?.chosen(by: [])
    _ = FirstLine.of(Array(bytes))
    return 0
}

private func pieces(_ bytes: UnsafeRawBufferPointer, _ size: Int) -> [UnsafeRawBufferPointer] {
    stride(from: 0, to: bytes.count, by: max(1, size)).map {
        UnsafeRawBufferPointer(rebasing: bytes[$0..<min(bytes.count, $0 + max(1, size))])
    }
}

private func answer(_ bytes: UnsafeRawBufferPointer, _ size: Int) -> ResponseReader.Step? {
    var reader = ResponseReader()
    for piece in pieces(bytes, size) { reader.append(piece) }
    let end = reader.end()
    if case .response(let response) = end {
        precondition(response.body.count <= ResponseReader.kept && (200..<600).contains(response.status))
    }
    return end
}

private func requests(_ bytes: UnsafeRawBufferPointer, _ size: Int) -> [RequestReader.Step] {
    var reader = RequestReader()
    var steps: [RequestReader.Step] = []
    for piece in pieces(bytes, size) {
        reader.append(piece)
        while true {
            let step = reader.next()
            if step == .more { break }
            steps.append(step)
            if case .refused = step { return steps }
            if case .request(let request) = step { precondition(request.path.hasPrefix("/")) }
        }
    }
    return steps
}
