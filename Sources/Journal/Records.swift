import Supervision

extension Journal {
    /// Appends a line to a file of the core's own, dated in local time, on the writer's thread. Beyond 1 MiB the
    /// file is moved aside; two old ones are kept. What cannot be written is held (64 KiB) and tried again.
    /// - Parameter wall: CLOCK_REALTIME since 1970.
    package func record(_ text: String, at wall: Duration, in path: String) {
        onWriter { [writer] in writer.record(text, at: wall, in: path) }
    }
}

extension Writer {
    private static let recordDate = DateFormat("YYYY-MM-DDTHH:mm:ss.SSSZ")
    private static let mostHeld = 64 << 10

    func record(_ text: String, at wall: Duration, in path: String) {
        let target = LogTarget.file(path)
        let sink = sinks[target] ?? ownSink(target)
        guard sink.state == .working || sink.held < Writer.mostHeld else { return }
        var lines: [UInt8] = []
        for line in MirrorEvent.lines(of: text).dropLast().split(separator: 10) {
            Writer.recordDate.render(wall, into: &lines)
            lines += [32] + line + [10]
        }
        drain()
        sink.prepare()
        lines.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { send(base, bytes.count, to: sink) }
        }
    }

    private func ownSink(_ target: LogTarget) -> Sink {
        var rotation = LogSpec.Rotation()
        (rotation.maxSize, rotation.keep, rotation.compress) = (1 << 20, 2, false)
        let sink = Sink(target, owner: nil, rotation: rotation, archivist: archivist, clock: clock)
        sinks[target] = sink
        return sink
    }
}
