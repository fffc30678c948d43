/// Lines of the text exposition format: a name, labels, a value. Names and help are ours and need no escape;
/// the values of labels may be anything.
struct MetricsPage {
    typealias Labels = [(name: StaticString, value: String)]
    enum Kind: String { case gauge, counter }

    private(set) var text = ""
    private var name: StaticString = ""
    private var help: StaticString = ""
    private var kind = Kind.gauge
    private var isAnnounced = false

    /// A metric; it is announced with its first value, so that nothing is announced and missing.
    mutating func begin(_ name: StaticString, _ kind: Kind, _ help: StaticString) {
        (self.name, self.kind, self.help, isAnnounced) = (name, kind, help, false)
    }

    mutating func put(_ value: Double, _ labels: Labels = []) {
        if !isAnnounced {
            isAnnounced = true
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        }
        text += "\(name)"
        if !labels.isEmpty {
            text += "{"
            for (index, label) in labels.enumerated() {
                text += "\(index > 0 ? "," : "")\(label.name)=\"\(MetricsPage.escaped(label.value))\""
            }
            text += "}"
        }
        text += " \(MetricsPage.written(value))\n"
    }

    /// A metric of one value.
    mutating func tell(_ name: StaticString, _ kind: Kind, _ help: StaticString, _ value: Double) {
        begin(name, kind, help)
        put(value)
    }

    /// As Go's ParseFloat reads it.
    static func written(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
