import Glibc

/// strerror_r(3), for sentences: "No such file or directory".
package func errnoText(_ errno: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
        guard strerror_r(errno, buffer.baseAddress!, buffer.count) == 0 else { return "error \(errno)" }
        return String(cString: buffer.baseAddress!)
    }
}
