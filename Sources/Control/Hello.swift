/// The first frame of both sides: `{"wamon":1}`. A core that does not want to talk says why instead, and
/// closes.
struct Hello: Hashable, Sendable, Codable {
    /// The protocol's version.
    var wamon: Int? = Limits.version
    var error: String?
    /// Whose the core is, where that is the reason.
    var owner: String?
}
