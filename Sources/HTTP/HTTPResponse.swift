/// An answer as it came.
package struct HTTPResponse: Hashable, Sendable {
    package var status: Int
    package var headers = HTTPHeaders()
    /// The first 64 KiB of it, out of its chunks.
    package var body: [UInt8] = []
    /// There was, or would have been, more of it.
    package var isCut = false

    package init(status: Int) { self.status = status }

    /// The media type without its parameters, in small letters.
    package var type: String? {
        headers["content-type"].map { type in
            String(type.prefix { $0 != ";" && $0 != " " }).lowercased()
        }
    }
}
