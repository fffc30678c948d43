import Glibc
import Kernel
import Supervision
import Synchronization
import Testing

@testable import Journal

@Suite struct PidFileTests {
    private let rig = Rig()
    private let api = InstanceID(0)

    private func file(_ spec: ProcessSpec? = nil, suffixed: Bool = false) -> PidFile {
        PidFile(spec ?? rig.spec(), instance: api, folder: rig.folder + "/pids", suffixed: suffixed)
    }

    @Test func `the file is PM2's NAME-ID in pids, or the one that is named`() {
        var named = rig.spec("shop/api")
        #expect(file(named).path == rig.folder + "/pids/shop-api-0.pid")
        named.pidFile = "/run/shop.pid"
        #expect(file(named).path == "/run/shop.pid")
        #expect(file(named, suffixed: true).path == "/run/shop-0.pid")
    }

    @Test func `a pid is there with a newline while its run is, in folders made for it`() {
        let file = file()
        rig.journal.write(4711, of: api, to: file)
        rig.eventually { Rig.read(file.path) == "4711\n" }
        rig.journal.remove(4711, from: file)
        rig.journal.write(4712, of: api, to: file)
        rig.close()
        #expect(Rig.read(file.path) == "4712\n")
        #expect(Rig.list(rig.folder + "/pids") == ["api-0.pid"])
    }

    @Test func `a file that holds another's pid by now is left`() {
        let file = file()
        rig.journal.write(4711, of: api, to: file)
        rig.journal.remove(471, from: file)
        rig.close()
        #expect(Rig.read(file.path) == "4711\n")
    }

    @Test func `a link in its place is replaced, not followed`() {
        let file = file()
        mkdir(rig.folder + "/pids", 0o755)
        symlink(rig.folder + "/precious", file.path)
        rig.journal.write(4711, of: api, to: file)
        rig.close()
        #expect(Rig.read(file.path) == "4711\n")
        #expect(Rig.read(rig.folder + "/precious") == nil)
    }

    @Test func `what cannot be written is told once until it can`() {
        var spec = rig.spec()
        spec.pidFile = rig.folder + "/wall/api.pid"
        mkdir(rig.folder + "/elsewhere", 0o755)
        let wall = open(rig.folder + "/wall", O_CREAT | O_WRONLY, 0o644)
        close(wall)
        let heard = Heard()
        rig.journal.onTrouble { _, sentence in heard.sentences.withLock { $0.append(sentence) } }
        let file = file(spec)
        for pid in 1...5 { rig.journal.write(PID(pid), of: api, to: file) }
        rig.eventually { heard.all.count == 1 }
        unlink(rig.folder + "/wall")
        rig.journal.write(6, of: api, to: file)
        rig.eventually { Rig.read(file.path) == "6\n" }
        rig.close()
        #expect(heard.all == ["\(file.path): Not a directory"])
    }

    private final class Heard: Sendable {
        let sentences = Mutex<[String]>([])
        var all: [String] { sentences.withLock { $0 } }
    }
}

@Suite struct FileNameTests {
    @Test func `a name with a slash, an escape or 1,000 letters still makes a file name`() {
        func out(_ name: String) -> String? {
            let spec = ProcessSpec(name: name, script: "x", executable: "/x", cwd: "/")
            return LogPaths(spec, instance: InstanceID(0), folder: "/l", suffixed: false).out
        }
        #expect(out("shop/api") == "/l/shop-api-out.log")
        #expect(out("a\u{1B}[2J\nb\0") == "/l/a-[2J-b--out.log")
        #expect(out("..") == "/l/..-out.log")
        #expect(out("../../etc") == "/l/..-..-etc-out.log")
        #expect(out("жук") == "/l/жук-out.log")
        #expect(
            out(String(repeating: "я", count: 1000)) == "/l/\(String(repeating: "я", count: 100))-out.log")
    }
}
