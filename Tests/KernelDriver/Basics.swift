import CLinux
import Glibc
import Kernel
import Supervision

func name(of number: Int32) -> String {
    [
        ENOENT: "ENOENT", EACCES: "EACCES", ENOEXEC: "ENOEXEC", ENOTDIR: "ENOTDIR", E2BIG: "E2BIG",
        EMFILE: "EMFILE", EPERM: "EPERM",
    ][number] ?? "errno \(number)"
}

func write(_ text: String, to path: String, mode: mode_t) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, mode)
    _ = text.withCString { Glibc.write(file, $0, strlen($0)) }
    close(file)
}

func limitDescriptors(to count: UInt64, hard: UInt64) {
    _ = linux_set_limit(linux_limit_nofile(), count, hard)
}

func descriptorLimit() -> UInt64 {
    var soft: UInt64 = 0
    var hard: UInt64 = 0
    _ = linux_limit(linux_limit_nofile(), &soft, &hard)
    return soft
}

extension RunID: CustomStringConvertible {
    package var description: String { "run \(raw)" }
}

extension ExitStatus: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exited(let code): "exited \(code)"
        case .signalled(let signal, let dumped): signal.name + (dumped ? ", core dumped" : "")
        case .notSpawned(let number, let stage): "not spawned: \(stage) \(name(of: number))"
        }
    }
}
