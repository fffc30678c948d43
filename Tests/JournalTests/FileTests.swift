import Glibc
import Supervision
import Testing

@testable import Journal

@Suite struct FileTests {
    @Test func `files are named as PM2 names them`() {
        func paths(_ suffixed: Bool, _ change: (inout LogSpec) -> Void = { _ in }) -> [String?] {
            var spec = ProcessSpec(name: "api/v1", script: "", executable: "", cwd: "")
            change(&spec.logs)
            let paths = LogPaths(spec, instance: InstanceID(3), folder: "/h/logs", suffixed: suffixed)
            return [paths.out, paths.error, paths.both]
        }
        #expect(paths(false) == ["/h/logs/api-v1-out.log", "/h/logs/api-v1-error.log", nil])
        #expect(paths(true) == ["/h/logs/api-v1-out-3.log", "/h/logs/api-v1-error-3.log", nil])
        #expect(
            paths(true) { $0.combined = true } == ["/h/logs/api-v1-out.log", "/h/logs/api-v1-error.log", nil])
        #expect(
            paths(true) {
                $0.outFile = "/a.b/x.log"
                $0.errorFile = "/dev/stdout"
                $0.bothFile = "/a.b/all"
            } == ["/a.b/x-3.log", "/dev/stdout", "/a.b/all-3"])
        #expect(paths(true) { $0.disabled = true } == [nil, nil, nil])
    }

    @Test func `missing folders are made and a vanished folder is made again`() {
        let rig = Rig()
        let child = rig.child()
        child.say("one\n")
        // Not only there, but known to be there by who wrote it.
        rig.eventually { rig.marks()[0].offset == 4 }
        Rig.remove(rig.folder + "/logs")
        child.say("two\n")
        rig.eventually { rig.file("api-out.log") == "two\n" }
        child.end()
        rig.close()
        #expect(rig.reports == [])
    }

    @Test func `a file is open while somebody may write to it, and goes on where it was`() {
        let rig = Rig()
        for (run, text) in [(UInt64(1), "one\n"), (2, "two\n")] {
            let child = run == 1 ? rig.child() : rig.next(0, run: run)
            child.say(text)
            rig.eventually { rig.isOpen("api-out.log") }
            child.end()
            rig.journal.detach(RunID(run))
            rig.eventually { !rig.isOpen("api-out.log") }
        }
        #expect(rig.file("api-out.log") == "one\ntwo\n")
        rig.close()
    }

    @Test func `symbolic links, FIFOs and folders are refused, and said`() {
        let rig = Rig { $0.retry = .milliseconds(20) }
        symlink("/etc/hostname", rig.folder + "/link")
        mkfifo(rig.folder + "/fifo", 0o600)
        mkdir(rig.folder + "/folder", 0o700)
        var children: [Child] = []
        for (index, name) in ["link", "fifo", "folder"].enumerated() {
            let child = rig.child(
                index, run: UInt64(index), rig.spec { $0.outFile = rig.folder + "/" + name })
            child.say("secret\n")
            children.append(child)
        }
        rig.eventually { rig.reports.count >= 3 }
        let reports = Set(rig.reports)
        #expect(
            reports == [
                LossReport(
                    instance: InstanceID(0), lost: 0, reason: "\(rig.folder)/link: it is a symbolic link",
                    isOver: false),
                LossReport(
                    instance: InstanceID(1), lost: 0, reason: "\(rig.folder)/fifo: it is a FIFO",
                    isOver: false),
                LossReport(
                    instance: InstanceID(2), lost: 0, reason: "\(rig.folder)/folder: it is a folder",
                    isOver: false),
            ])
        // Put right, the held line arrives.
        unlink(rig.folder + "/link")
        rig.eventually { Rig.read(rig.folder + "/link") == "secret\n" }
        children.forEach { $0.end() }
        rig.close()
    }

    @Test func `reopen follows a file that somebody else has renamed`() {
        let rig = Rig()
        let child = rig.child()
        child.say("old\n")
        rig.eventually { rig.file("api-out.log") == "old\n" }
        rename(rig.folder + "/logs/api-out.log", rig.folder + "/logs/api-out.log.1")
        rig.journal.reopen()
        // Answered after the order to reopen has been passed on.
        _ = rig.lastLines(whenEnded: 1)
        child.say("new\n")
        child.end()
        rig.close()
        #expect(rig.file("api-out.log") == "new\n")
        #expect(rig.file("api-out.log.1") == "old\n")
    }

    @Test func `flush empties file and ring`() {
        let rig = Rig()
        let child = rig.child()
        child.say("old\n")
        rig.eventually { rig.file("api-out.log") == "old\n" && rig.shown() == ["out 1 old"] }
        rig.journal.flush(InstanceID(0))
        rig.eventually { rig.file("api-out.log") == "" && rig.shown() == [] }
        child.say("new\n")
        child.end()
        rig.close()
        #expect(rig.file("api-out.log") == "new\n")
        #expect(rig.shown() == ["out 1 new"])
    }

    @Test func `rotation keeps what it shall, compressed, and loses nothing`() {
        let rig = Rig()
        var spec = rig.spec()
        spec.logs.rotation = LogSpec.Rotation()
        spec.logs.rotation!.maxSize = 100
        spec.logs.rotation!.keep = 3
        let child = rig.child(0, spec)
        for round in 0..<6 {
            child.say(String(repeating: "\(round)", count: 79) + "\n")
            rig.eventually { rig.file("api-out.log").hasPrefix("\(round)") }
        }
        func archived() -> [String] {
            Rig.list(rig.folder + "/logs").filter { $0.hasPrefix("api-out.log.") }
        }
        rig.eventually {
            archived().allSatisfy { $0.hasSuffix("Z.gz") }
                && archived().map { gunzip(rig.folder + "/logs/" + $0).first } == ["2", "3", "4"]
        }
        child.end()
        rig.close()
        #expect(gunzip(rig.folder + "/logs/" + archived()[0]) == String(repeating: "2", count: 79) + "\n")
        #expect(rig.file("api-out.log") == String(repeating: "5", count: 79) + "\n")
    }

    @Test func `without compression rotated files stay as they are`() {
        let rig = Rig()
        var spec = rig.spec()
        spec.logs.rotation = LogSpec.Rotation()
        spec.logs.rotation!.maxSize = 10
        spec.logs.rotation!.compress = false
        let child = rig.child(0, spec)
        for round in 0..<3 {
            child.say("round \(round)\n")
            rig.eventually { rig.file("api-out.log") == "round \(round)\n" }
        }
        child.end()
        rig.close()
        let names = Rig.list(rig.folder + "/logs").filter { $0.hasPrefix("api-out.log.") }
        #expect(
            names == ["api-out.log.20261123T101455.123Z", "api-out.log.20261123T101455.124Z"])
        #expect(names.map { rig.file($0) } == ["round 0\n", "round 1\n"])
    }

    @Test func `the ring begins with what the files held`() {
        let rig = Rig()
        mkdir(rig.folder + "/logs", 0o700)
        write(rig.folder + "/logs/api-out.log", "2025: old out\nodd line\n")
        write(rig.folder + "/logs/api-error.log", "2025: old error\n")
        let child = rig.child(0, rig.spec { $0.dateFormat = "YYYY" })
        child.say("new\n")
        child.end()
        rig.eventually { rig.shown().count == 4 }
        #expect(rig.shown() == ["error 0 old error", "out 0 old out", "out 0 odd line", "out 1 new"])
        rig.close()
        #expect(rig.file("api-out.log") == "2025: old out\nodd line\n2026: new\n")
    }

    @Test func `a torn line of an earlier core is not continued`() {
        let rig = Rig()
        mkdir(rig.folder + "/logs", 0o700)
        write(rig.folder + "/logs/api-out.log", "torn")
        let child = rig.child()
        child.say("new\n")
        child.end()
        rig.close()
        #expect(rig.file("api-out.log") == "torn\nnew\n")
    }

    private func write(_ path: String, _ text: String) {
        let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = Glibc.write(fd, text, text.utf8.count)
        close(fd)
    }

    private func gunzip(_ path: String) -> String {
        guard let stream = popen("gzip -dc '\(path)'", "r") else { return "" }
        defer { pclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1000)
        let count = fread(&bytes, 1, 1000, stream)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
