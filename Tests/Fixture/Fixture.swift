import Glibc

/// The small program that real-process tests run: each verb does one thing a supervised process may do.
///
///     exit CODE [after MS]      die SIGNAL             sleep               ignore SIGNAL
///     handle SIGNAL MS          stamp FILE             port N              show
///     lines N [BYTES]           burst N CODE           eat MB [grandchild]
///     ready MS                  notify MS
///     connect UID PATH
///     tree plain|setsid|double-fork|setsid-clearenv  sleep|exit CODE  [port N]
@main
struct Fixture {
    static func main() {
        let arrived = monotonicNanoseconds()
        let words = Array(CommandLine.arguments.dropFirst())
        let number = { (index: Int) in words.count > index ? Int(words[index]) ?? 0 : 0 }
        switch words.first {
        case "exit":
            pause(milliseconds: number(3))
            exit(Int32(number(1)))
        case "die":
            signal(Int32(number(1)), SIG_DFL)
            kill(getpid(), Int32(number(1)))
            sleepForever()
        case "sleep":
            say("up \(getpid())")
            sleepForever()
        case "ignore":
            signal(signalNumber(words[1]), SIG_IGN)
            say("up \(getpid())")
            sleepForever()
        case "handle": handle(signalNumber(words[1]), milliseconds: number(2))
        case "stamp": stamp(words[1], arrived)
        case "port":
            bindPort(number(1))
            say("bound \(number(1))")
            sleepForever()
        case "show": show()
        case "lines": lines(number(1), bytes: words.count > 2 ? number(2) : 0)
        case "burst":
            lines(number(1), bytes: 0)
            exit(Int32(number(2)))
        case "eat": eat(number(1), inGrandchild: words.count > 2)
        case "ready": ready(milliseconds: number(1))
        case "notify": notify(milliseconds: number(1))
        case "tree": tree(words)
        case "connect": connect(as: UInt32(number(1)), to: words[2])
        default:
            say("unknown verb")
            exit(64)
        }
    }

    /// On the signal: says so, takes its time, ends with 0.
    private static func handle(_ number: Int32, milliseconds: Int) {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        sigprocmask(SIG_BLOCK, &set, nil)
        say("up \(getpid())")
        var got: Int32 = 0
        sigwait(&set, &got)
        say("graceful \(got)")
        pause(milliseconds: milliseconds)
        exit(0)
    }

    /// CLOCK_MONOTONIC of the first instruction, in nanoseconds, as text.
    private static func stamp(_ path: String, _ arrived: UInt64) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        _ = "\(arrived)\n".withCString { write(file, $0, strlen($0)) }
        close(file)
        sleepForever()
    }

    private static func lines(_ count: Int, bytes: Int) {
        let padding = String(repeating: "x", count: max(0, bytes - 8))
        for index in 0..<count {
            let digits = String(index)
            say(String(repeating: "0", count: max(0, 7 - digits.count)) + digits + padding)
        }
    }

    private static func eat(_ megabytes: Int, inGrandchild: Bool) {
        if inGrandchild, forkProcess() != 0 { sleepForever() }
        let size = megabytes << 20
        let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
        memset(memory, 1, size)
        say("ate \(getpid())")
        sleepForever()
    }

    /// As `process.send('ready')` of Node; then ends with 7 at the first message.
    private static func ready(milliseconds: Int) {
        pause(milliseconds: milliseconds)
        let channel = Int32(String(cString: getenv("NODE_CHANNEL_FD")))!
        _ = "\"ready\"\n".withCString { write(channel, $0, strlen($0)) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(channel, &bytes, bytes.count)
        say("got " + String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).dropLast())
        exit(count > 0 ? 7 : 8)
    }

    /// As sd_notify(3).
    private static func notify(milliseconds: Int) {
        pause(milliseconds: milliseconds)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = String(cString: getenv("NOTIFY_SOCKET"))
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: name.utf8)
            path[0] = 0
        }
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let size = socklen_t(MemoryLayout<sa_family_t>.size + name.utf8.count)
        withUnsafeBytes(of: &address) { bytes in
            let pointer = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            _ = "STATUS=up\nREADY=1\n".withCString { sendto(socket, $0, strlen($0), 0, pointer, size) }
        }
        sleepForever()
    }
}
