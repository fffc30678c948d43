package import Supervision

/// Takes off what was put before and around a line on its way into a file. Not for two threads at once: it
/// remembers what the last date meant.
package struct LineUndress: Sendable {
    /// What a line says beside its text.
    package struct Label: Hashable, Sendable {
        /// CLOCK_REALTIME; nil where the line does not say.
        package var at: Duration?
        /// Of an object alone.
        package var instance: InstanceID?
        package var stream: LogLine.Stream?
        package init() {}
    }

    private enum Kind: Sendable {
        case plain
        case prefixed
        case json
    }
    private let kind: Kind
    private var date: DateReader

    package init(_ logs: LogSpec) {
        let format = logs.dateFormat.flatMap { $0.isEmpty ? nil : $0 }
        kind = logs.json ? .json : format == nil ? .plain : .prefixed
        date = DateReader(DateFormat(format ?? "YYYY-MM-DDTHH:mm:ss.SSS[Z]"), isUTC: format == nil)
    }

    /// A line of the file is the text and nothing else.
    package var isPlain: Bool { if case .plain = kind { true } else { false } }
    /// The text is in the file with escapes.
    package var isEscaped: Bool { if case .json = kind { true } else { false } }

    /// - Parameters:
    ///   - line: as the file has it, without its newline.
    ///   - body: is given the text; what is not in this dress is text altogether.
    package mutating func read<Outcome>(
        _ line: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer, Label) -> Outcome
    ) -> Outcome {
        switch kind {
        case .plain: return body(line, Label())
        case .prefixed:
            guard let (count, at) = date.read(line), count + 2 <= line.count,
                line[count] == UInt8(ascii: ":"), line[count + 1] == 32
            else { return body(line, Label()) }
            var label = Label()
            label.at = at
            return body(UnsafeRawBufferPointer(rebasing: line[(count + 2)...]), label)
        case .json:
            var reader = ObjectReader(line)
            guard let message = reader.message() else { return body(line, Label()) }
            var label = Label()
            if let stamp = reader.text(after: #"","timestamp":""#) {
                label.at = date.read(UnsafeRawBufferPointer(rebasing: line[stamp]))?.at
                reader.readOwner(into: &label)
            }
            guard reader.hasEscapes else {
                return body(UnsafeRawBufferPointer(rebasing: line[message]), label)
            }
            return ObjectReader.unescaped(line[message]).withUnsafeBytes { body($0, label) }
        }
    }
}
