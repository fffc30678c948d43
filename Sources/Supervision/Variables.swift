/// `$NAME` and `${NAME}` in a text.
package enum Variables {
    package struct Unknown: Error, Hashable, Sendable {
        package let name: String
    }

    /// The text with each replaced by its value. A dollar that begins no name stands for itself.
    package static func filled(
        _ text: String, _ value: (String) -> String?
    ) throws(Unknown) -> String {
        var filled = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            filled += rest[..<dollar]
            let behind = rest[dollar...].dropFirst()
            let isBraced = behind.first == "{"
            let name = behind.dropFirst(isBraced ? 1 : 0).prefix {
                $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber))
            }
            let after = rest[name.endIndex...]
            guard let first = name.first, !first.isNumber, !isBraced || after.first == "}" else {
                filled.append("$")
                rest = behind
                continue
            }
            guard let value = value(String(name)) else { throw Unknown(name: String(name)) }
            filled += value
            rest = after.dropFirst(isBraced ? 1 : 0)
        }
        return filled + rest
    }
}
