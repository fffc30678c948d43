/// The api's `GET /health`. Seconds and megabytes, whole numbers.
struct Health: Codable, Sendable {
    var status: String
    var uptime: Int
    var activeClients: Int
    var memory: Memory

    struct Memory: Codable, Sendable {
        var heapUsed: Int
        var heapTotal: Int
        var heapPercent: Int
    }

    /// Written out by hand: the keys in the order people know from the service this stands for.
    var json: String {
        """
        {"status":"\(status)","uptime":\(uptime),"activeClients":\(activeClients),"memory":\
        {"heapUsed":\(memory.heapUsed),"heapTotal":\(memory.heapTotal),"heapPercent":\(memory.heapPercent)}}
        """
    }
}
