import Supervision

/// Where one stream of one instance goes, and in which dress. Fixed when the instance is opened.
final class Route: Sendable {
    let id: Int
    let instance: InstanceID
    /// The app's.
    let name: String
    let stream: LogLine.Stream
    let format: LineFormat
    /// No entry: kept in the ring alone.
    let targets: [LogTarget]
    let rotation: LogSpec.Rotation?
    let whenFull: LogSpec.WhenFull
    /// User and group the files are given to, as the spec names them.
    let user: String?
    let group: String?

    init(id: Int, instance: InstanceID, stream: LogLine.Stream, spec: ProcessSpec, paths: LogPaths) {
        self.id = id
        self.instance = instance
        name = spec.name
        self.stream = stream
        format = LineFormat(spec.logs, name: spec.name, instance: instance, stream: stream)
        var targets: [LogTarget] = []
        for path in [stream == .out ? paths.out : paths.error, paths.both] {
            guard let path, let target = LogTarget(path), !targets.contains(target) else { continue }
            targets.append(target)
        }
        self.targets = targets
        rotation = spec.logs.rotation
        whenFull = spec.logs.whenFull
        user = spec.user
        group = spec.group
    }
}

/// A file by its path, or one of the core's own descriptors.
enum LogTarget: Hashable, Sendable {
    case file(String)
    case descriptor(Int32)

    /// Nil for /dev/null.
    init?(_ path: String) {
        switch path {
        case "/dev/null", "NULL", "": return nil
        case "/dev/stdout": self = .descriptor(1)
        case "/dev/stderr": self = .descriptor(2)
        default:
            for folder in ["/proc/self/fd/", "/dev/fd/"] where path.hasPrefix(folder) {
                if let number = Int32(path.dropFirst(folder.count)), number >= 0 {
                    self = .descriptor(number)
                    return
                }
            }
            self = .file(path)
        }
    }

    /// As it is shown.
    var path: String {
        switch self {
        case .file(let path): path
        case .descriptor(1): "/dev/stdout"
        case .descriptor(2): "/dev/stderr"
        case .descriptor(let number): "/proc/self/fd/\(number)"
        }
    }
}
