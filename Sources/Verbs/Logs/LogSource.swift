import Journal
import Supervision

/// One stream of one process, or both where they share a file.
struct LogSource: Hashable {
    var instance: InstanceID
    var name: String
    var stream: LogLine.Stream
    var logs: LogSpec

    /// `0|api-server`, safe to print.
    var label: String {
        "\(instance.raw)|"
            + String(String.UnicodeScalarView(name.unicodeScalars.map { LogSource.isSafe($0) ? $0 : "?" }))
    }

    var dress: LineDress { LineDress(logs, name: name, instance: instance, stream: stream) }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control
    }
}

/// Who is followed where: in a file of its own, or in the core's memory where there is none, or where a file is
/// shared and does not say whose a line is.
struct LogPlan {
    /// By path.
    var files: [String: (source: LogSource, mark: LogMark)] = [:]
    var ring: [LogSource] = []
    private var paths: [Place: String] = [:]

    private struct Place: Hashable {
        var instance: InstanceID
        var stream: LogLine.Stream
    }

    /// - Parameters:
    ///   - marks: of all processes.
    ///   - chosen: with what is known of each.
    init(_ marks: [LogMark], chosen: [InstanceID: ProcessDetails], streams: LogWish.Streams) {
        var sharers: [String: Set<InstanceID>] = [:]
        var both: [String: Set<LogLine.Stream>] = [:]
        for mark in marks {
            guard let path = mark.path else { continue }
            sharers[path, default: []].insert(mark.instance)
            both[path, default: []].insert(mark.stream)
        }
        for mark in marks {
            guard let details = chosen[mark.instance], LogPlan.isMeant(mark.stream, streams) else { continue }
            let source = LogSource(
                instance: mark.instance, name: details.spec.name, stream: mark.stream, logs: details.spec.logs
            )
            let isOwn =
                mark.path.map { path in
                    sharers[path]?.count == 1 && (streams == .both || both[path]?.count == 1)
                } ?? false
            if isOwn, let path = mark.path {
                paths[Place(instance: mark.instance, stream: mark.stream)] = path
                if let known = files[path] {
                    files[path]?.mark.line = max(known.mark.line, mark.line)
                } else {
                    files[path] = (source, mark)
                }
            } else {
                ring.append(source)
            }
        }
    }

    /// The file a line of the ring is in; nil where it is followed in the ring.
    func file(of line: LogLine) -> String? { paths[Place(instance: line.instance, stream: line.stream)] }

    static func isMeant(_ stream: LogLine.Stream, _ streams: LogWish.Streams) -> Bool {
        switch streams {
        case .both: true
        case .out: stream == .out
        case .error: stream == .error
        }
    }
}
