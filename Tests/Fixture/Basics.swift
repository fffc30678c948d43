import Glibc

/// Glibc's fork, which Swift hides: this program has one thread.
@_silgen_name("fork") func forkProcess() -> Int32

/// One line on stdout, at once.
func say(_ text: String) {
    _ = (text + "\n").withCString { write(1, $0, strlen($0)) }
}

func pause(milliseconds: Int) {
    if milliseconds > 0 { poll(nil, 0, Int32(milliseconds)) }
}

func sleepForever() -> Never {
    while true { pause() }
}

func monotonicNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// "SIGINT" or a number.
func signalNumber(_ text: String) -> Int32 {
    ["SIGHUP": 1, "SIGINT": 2, "SIGQUIT": 3, "SIGUSR1": 10, "SIGUSR2": 12, "SIGTERM": 15][text] ?? Int32(
        text)!
}

/// Listens on the loopback, or ends with 1 saying why not.
func bindPort(_ port: Int) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var on: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let outcome = withUnsafeBytes(of: &address) { bytes in
        bind(
            socket, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self),
            socklen_t(MemoryLayout<sockaddr_in>.size))
    }
    if outcome == 0, listen(socket, 8) == 0 { return }
    say(errno == EADDRINUSE ? "EADDRINUSE" : "errno \(errno)")
    exit(1)
}

/// Everything a child can see of how it was made, a line each.
func show() {
    let directory = getcwd(nil, 0)!
    say("cwd " + String(cString: directory))
    say("uid \(getuid()) \(geteuid()) gid \(getgid()) \(getegid())")
    var groups = [gid_t](repeating: 0, count: 256)
    let count = getgroups(Int32(groups.count), &groups)
    say("groups " + groups.prefix(Int(max(0, count))).sorted().map(String.init).joined(separator: " "))
    say("leads its session \(getsid(0) == getpid()) and group \(getpgrp() == getpid())")
    let old = umask(0)
    say("umask " + String(old, radix: 8))
    var set = sigset_t()
    sigprocmask(SIG_BLOCK, nil, &set)
    let blocked = (1...31).filter { sigismember(&set, $0) == 1 }.map(String.init)
    say("blocked " + (blocked.isEmpty ? "none" : blocked.joined(separator: " ")))
    say("descriptors " + descriptors())
    for line in text("/proc/self/limits") where line.hasPrefix("Max open files") || line.hasPrefix("Max msgq")
    {
        say(line.split(separator: " ").prefix(4).joined(separator: " "))
    }
    var entry = environ
    while let variable = entry.pointee {
        say("env " + String(cString: variable))
        entry += 1
    }
}

/// "0:/dev/null 1:unnamed 2:/dev/null"; a pipe or a socket has no name.
private func descriptors() -> String {
    (Int32(0)..<1024).compactMap { number in
        guard fcntl(number, F_GETFD) >= 0, let target = realpath("/proc/self/fd/\(number)", nil) else {
            return fcntl(number, F_GETFD) >= 0 ? "\(number):unnamed" : nil
        }
        defer { free(target) }
        return "\(number):" + String(cString: target)
    }.joined(separator: " ")
}

private func text(_ path: String) -> [String] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: "\n").map(
        String.init)
}
