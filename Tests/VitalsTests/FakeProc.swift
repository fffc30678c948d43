import Glibc
import Supervision

/// A /proc of plain files in a folder of its own, removed with it.
final class FakeProc {
    let root: String
    private var made: [String] = []

    init() {
        var template = Array("/tmp/wamon-proc-XXXXXX".utf8CString)
        root = String(cString: mkdtemp(&template))
        file("self/.keep", "")
    }

    deinit {
        for path in made.reversed() { _ = remove(path) }
        _ = rmdir(root)
    }

    func file(_ path: String, _ text: String) {
        var folder = root
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            if mkdir(folder, 0o755) == 0 { made.append(folder) }
        }
        let whole = root + "/" + path
        if access(whole, F_OK) != 0 { made.append(whole) }
        let handle = fopen(whole, "w")!
        let bytes = Array(text.utf8)
        _ = fwrite(bytes, 1, bytes.count, handle)
        _ = fclose(handle)
    }

    func drop(_ path: String) { _ = unlink(root + "/" + path) }

    func process(
        _ pid: PID, parent: PID, session: PID = 1, start: UInt64, state: String = "S", threads: Int = 1,
        ticks: UInt64 = 0, childTicks: UInt64 = 0, resident: Int = 100, shared: Int = 40,
        environment: String? = nil, limit: String? = nil
    ) {
        file(
            "\(pid)/stat",
            "\(pid) (a (b) c) \(state) \(parent) \(pid) \(session) 0 -1 4194304 1 2 3 4 \(ticks) 0 \(childTicks) 0 20 0 \(threads) 0 \(start) 9 9\n"
        )
        file("\(pid)/statm", "5000 \(resident) \(shared) 1 0 2 0\n")
        if let environment { file("\(pid)/environ", environment) }
        if let limit {
            file(
                "\(pid)/limits",
                """
                Limit                     Soft Limit           Hard Limit           Units     
                Max pending signals       63432                63432                signals   
                Max msgqueue size         \(limit)               819200               bytes     
                Max nice priority         0                    0                    

                """)
        }
    }

    /// It ends and is reaped.
    func reap(_ pid: PID) {
        for name in ["stat", "statm", "environ", "limits", "cmdline", "comm"] { drop("\(pid)/\(name)") }
        _ = rmdir(root + "/\(pid)")
    }

    func newest(_ pid: PID) { file("loadavg", "0.50 0.25 0.05 1/93 \(pid)\n") }
}
