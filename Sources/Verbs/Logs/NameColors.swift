/// A colour for each name, the same wherever and whenever it is shown.
package enum NameColors {
    /// The terminal's own, without black, white and the red of errors: SGR parameters.
    private static let codes = ["32", "33", "34", "35", "36", "92", "93", "94", "95", "96"]

    /// By FNV-1a over its UTF-8.
    package static func code(for name: String) -> String {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        // Its low bits alone are poor for short names.
        hash ^= hash >> 16
        return codes[Int(hash % UInt32(codes.count))]
    }
}
