import Glibc

extension Fixture {
    /// As that user, says hello to a core and prints what it says, or the errno of what did not work.
    static func connect(as user: UInt32, to path: String) {
        guard setgroups(0, nil) == 0, setgid(user) == 0, setuid(user) == 0 else {
            return print("setuid: errno \(errno)")
        }
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { return print("connect: errno \(errno)") }
        let hello = Array("{\"wamon\":1}\n".utf8)
        _ = send(socket, hello, hello.count, Int32(MSG_NOSIGNAL))
        var answer: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 4096)
        while case let count = read(socket, &bytes, bytes.count), count > 0 { answer += bytes[..<count] }
        print(String(decoding: answer, as: UTF8.self), terminator: "")
    }
}
