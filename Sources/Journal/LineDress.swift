package import Supervision

/// How the lines of one stream stand in its file, for whoever reads the file.
package struct LineDress: Sendable {
    private let format: LineFormat
    private let object: LineFormat

    package init(_ logs: LogSpec, name: String, instance: InstanceID, stream: LogLine.Stream) {
        format = LineFormat(logs, name: name, instance: instance, stream: stream)
        var json = LogSpec()
        json.json = true
        object = LineFormat(json, name: name, instance: instance, stream: stream)
    }

    /// Every line is an object already, in PM2's shape.
    package var isJSON: Bool { if case .json = format { true } else { false } }

    /// A line as its file has it, with its newline.
    /// - Parameter wall: when it arrived.
    package func append(_ line: UnsafeRawBufferPointer, at wall: Duration, to bytes: inout [UInt8]) {
        format.dressed(line, stamp: format.stamp(wall), into: &bytes)
    }

    /// A line as an object in PM2's shape, with a newline; the timestamp is ISO 8601 in UTC.
    package func appendObject(_ line: UnsafeRawBufferPointer, at wall: Duration, to bytes: inout [UInt8]) {
        object.dressed(line, stamp: object.stamp(wall), into: &bytes)
    }

    /// How many bytes of the file's line come before what the child wrote; 0 where it does not look dated.
    /// - Parameter wall: when it was written, roughly: dates of another length are not known again.
    package func datedBytes(of line: UnsafeRawBufferPointer, at wall: Duration) -> Int {
        guard case .prefixed = format else { return 0 }
        let width = format.stamp(wall).count
        let isDated =
            line.count >= width && line[width - 2] == UInt8(ascii: ":") && line[width - 1] == 32
        return isDated ? width : 0
    }
}

/// A moment in the letters of moment.js, in local time.
package struct MomentFormat: Sendable {
    private let format: DateFormat

    package init(_ text: String) { format = DateFormat(text) }

    /// - Parameter wall: CLOCK_REALTIME since 1970.
    package func append(_ wall: Duration, to bytes: inout [UInt8]) { format.render(wall, into: &bytes) }
}
