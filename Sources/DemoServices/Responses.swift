import FlyingFox
import Foundation

extension HTTPResponse {
    static func text(_ text: String, _ status: HTTPStatusCode = .ok) -> HTTPResponse {
        make(text, "text/plain; charset=utf-8", status)
    }

    static func html(_ text: String) -> HTTPResponse { make(text, "text/html; charset=utf-8", .ok) }

    static func json(_ text: String, _ status: HTTPStatusCode = .ok) -> HTTPResponse {
        make(text, "application/json; charset=utf-8", status)
    }

    /// `value` as JSON with its keys in alphabetical order.
    static func json(_ value: some Encodable, _ status: HTTPStatusCode = .ok) -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        guard let data = try? encoder.encode(value) else {
            return HTTPResponse(statusCode: .internalServerError)
        }
        return make(String(decoding: data, as: UTF8.self), "application/json; charset=utf-8", status)
    }

    static func failure(_ sentence: String, _ status: HTTPStatusCode) -> HTTPResponse {
        json(["error": sentence], status)
    }

    private static func make(_ text: String, _ type: String, _ status: HTTPStatusCode) -> HTTPResponse {
        HTTPResponse(
            statusCode: status, headers: [.contentType: type, HTTPHeader("Cache-Control"): "no-store"],
            body: Data(text.utf8))
    }
}
