import Glibc

/// Lines on stdout and stderr, each handed to the kernel whole and at once: a supervisor reads a pipe, and
/// what waits in a buffer of ours is lost with the process.
enum Output {
    static func line(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func warning(_ text: String) { write("WARN  " + text, to: STDERR_FILENO) }

    static func error(_ text: String) { write("ERROR " + text, to: STDERR_FILENO) }

    static func fail(_ sentence: String, code: Int32 = 1) -> Never {
        write(sentence, to: STDERR_FILENO)
        exit(code)
    }

    /// A closed or broken pipe is no reason to end: the line is dropped.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array((text + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, 1000)
            } else if errno != EINTR {
                return
            }
        }
    }
}
