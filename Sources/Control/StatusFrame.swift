import Supervision

/// What a script that calls `status` every second sends and gets: hello, one question, and a brief snapshot. A
/// coder for everything takes several times as long for these as all the rest of the verb, so they are
/// written and read by hand; to everybody else they are JSON as any other. Where a frame is not as expected it
/// is nobody's here, and a decoder's to judge.
enum StatusFrame {
    static let hello = Array("{\"wamon\":\(Limits.version)}\n".utf8)

    static func isHello(_ frame: [UInt8]) -> Bool { frame.elementsEqual(hello.dropLast()) }

    /// `Question(id: number, ask: .snapshot(brief: true))`.
    static func question(_ number: Int) -> [UInt8] {
        var json = JSONWriter(capacity: 64)
        json.object { json in
            json.field("id", number)
            json.key("snapshot")
            json.object { $0.field("brief", true) }
        }
        json.endLine()
        return json.bytes
    }
}
