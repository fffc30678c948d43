import Glibc

/// `tree KIND …`: a root that leaves a descendant behind, each kind harder to find than the one before.
/// The descendant says "left PID" once it is where it will stay (and holds its port).
func tree(_ words: [String]) {
    let kind = words[1]
    var sync: [Int32] = [-1, -1]
    pipe(&sync)
    if forkProcess() == 0 {
        close(sync[0])
        // The middle of the double fork ends at once: what it made is an orphan.
        if kind != "plain" { setsid() }
        if kind == "double-fork" || kind == "setsid-clearenv", forkProcess() != 0 { _exit(0) }
        if let place = words.firstIndex(of: "port") { bindPort(Int(words[place + 1])!) }
        if kind == "setsid-clearenv" { becomeNameless(telling: sync[1]) }
        say("left \(getpid())")
        close(sync[1])
        sleepForever()
    }
    close(sync[1])
    // The end of the pipe: every descendant has closed its copy, or exec'd.
    var byte: UInt8 = 0
    while read(sync[0], &byte, 1) > 0 {}
    if kind == "double-fork" || kind == "setsid-clearenv" { wait(nil) }
    if words[2] == "exit" { exit(Int32(words[3])!) }
    sleepForever()
}

/// Another program, without a word in its environment.
private func becomeNameless(telling sync: Int32) {
    _ = fcntl(sync, F_SETFD, FD_CLOEXEC)
    say("left \(getpid())")
    let path = strdup("/bin/sleep")
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("1000"), nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    execve(path!, &arguments, &environment)
    _exit(127)
}
