import Glibc
import Supervision

/// The core's own words in the mirror.
enum MirrorEvent {
    /// Whole lines, whatever is in the text.
    static func lines(of text: String) -> [UInt8] {
        Array(text.utf8.map { $0 == 10 || $0 >= 32 && $0 != 127 ? $0 : 32 }) + [10]
    }

    /// `{"timestamp":…,"type":"process_event","status":"exit","app_name":…}`, and what it says in words.
    static func object(_ happening: Happening, _ text: String) -> [UInt8] {
        object(
            status: status(happening.kind), app: happening.name, id: happening.instance, text: text,
            at: happening.at.wall)
    }

    static func object(status: String, app: String, id: InstanceID?, text: String, at: Duration) -> [UInt8] {
        var bytes = Array(#"{"timestamp":"\#(JSONText.timestamp(at))","type":"process_event","status":"#.utf8)
        bytes.append(UInt8(ascii: "\""))
        JSONText.append(status, to: &bytes)
        bytes += #"","app_name":""#.utf8
        JSONText.append(app, to: &bytes)
        if let id {
            bytes += #"","process_id":\#(id.raw),"message":""#.utf8
        } else {
            bytes += #"","message":""#.utf8
        }
        JSONText.append(text, to: &bytes)
        return bytes + Array("\"}\n".utf8)
    }

    /// "1234 lines of output were not shown: whoever reads is too slow".
    static func loss(_ lines: Int) -> String {
        (lines == 1 ? "1 line of output was" : "\(lines) lines of output were")
            + " not shown: whoever reads is too slow"
    }

    /// PM2's words where it has one.
    private static func status(_ kind: Happening.Kind) -> String {
        switch kind {
        case .launched: "start"
        case .online: "online"
        case .ended: "exit"
        case .stopped: "stop"
        case .memoryOverLimit: "restart overlimit"
        case .killed: "kill"
        case .stuck: "stuck"
        case .linesLost: "lines lost"
        case .linesResumed: "lines resumed"
        case .leftoversSwept: "leftovers swept"
        case .note: "note"
        case .unhealthy: "unhealthy"
        case .recovered: "healthy"
        case .portTaken: "port taken"
        case .spaceLow: "space low"
        case .spaceRegained: "space regained"
        case .hookFailed: "hook failed"
        case .hooksDropped: "hooks dropped"
        }
    }
}
