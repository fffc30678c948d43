package import Supervision

extension LogBuffer {
    /// What it has of a stream's lines.
    package struct Held: Hashable, Sendable {
        package var count = 0
        /// Of these, what the file held before that core.
        package var inherited = 0
        /// The oldest one's text, as it is shown.
        package var oldest: String?
    }

    /// What it has of the lines that are in the files by now.
    /// - Returns: for each mark.
    package func held(before marks: [LogMark]) -> [Held] {
        struct Key: Hashable {
            var instance: InstanceID
            var kind: Kind
        }
        var held = [Held](repeating: Held(), count: marks.count)
        let numbers = Dictionary(
            marks.enumerated().map { number, mark in
                (Key(instance: mark.instance, kind: mark.stream == .error ? .error : .out), number)
            }
        ) { $1 }
        for index in 0..<count {
            let entry = self[index]
            guard entry.isLine, let instance = entry.instance,
                let number = numbers[Key(instance: instance, kind: entry.kind)],
                entry.number <= marks[number].line || entry.run == 0
            else { continue }
            held[number].count += 1
            if entry.run == 0 { held[number].inherited += 1 }
            if held[number].oldest == nil {
                held[number].oldest = String(decoding: text(of: entry), as: UTF8.self)
            }
        }
        return held
    }
}
