import Glibc
import Supervision
import Testing

@testable import Journal

@Suite(.serialized) struct MirrorTests {
    @Test func `lines carry the padded name of their child, errors on the other descriptor`() {
        let glass = Glass()
        let rig = Rig(mirror: glass.mirror())
        let api = rig.child(0, rig.spec("api-server") { $0.dateFormat = "YYYY" })
        let web = rig.child(1, run: 2, suffixed: true, rig.spec("web"))
        api.say("listening\n")
        glass.reads("api-server | listening\n", rig)
        web.say("ready\nsteady\n")
        api.say("oops\n", to: .error)
        glass.reads("api-server | listening\nweb:1      | ready\nweb:1      | steady\n", rig)
        rig.eventually { glass.error == "api-server | oops\n" }
    }

    @Test func `what happens stands between the lines, under the core's own name`() {
        let glass = Glass()
        let mirror = glass.mirror()
        let rig = Rig(mirror: mirror)
        let api = rig.child(0, rig.spec("api-server"))
        api.say("bye\n")
        glass.reads("api-server | bye\n", rig)
        mirror.tell(happening(.stopped, of: 0, "api-server"), "exited code 1 → restart in 4.0s")
        mirror.tell(happening(.note("two\nlines"), of: nil, "wamon"), "two\nlines\u{1B}[2J")
        glass.reads(
            """
            api-server | bye
            wamon      | api-server exited code 1 → restart in 4.0s
            wamon      | two
            wamon      | lines [2J

            """, rig)
    }

    @Test func `raw is the children's bytes, whatever they are, and nothing of the core's`() {
        let glass = Glass()
        let mirror = glass.mirror(.raw)
        let rig = Rig(mirror: mirror)
        let child = rig.child(0, rig.spec { $0.dateFormat = "YYYY" })
        let bytes: [UInt8] = [0x66, 0xFF, 0x00, 0x1B, 0x5B, 0x0A, 0xC3, 0x0A]
        mirror.tell(happening(.online, of: 0, "api"), "online")
        child.say(bytes)
        rig.eventually { glass.outBytes == bytes }
    }

    @Test func `without names the lines are as they are, and the core's own are marked`() {
        let glass = Glass()
        let mirror = glass.mirror(.bare)
        let rig = Rig(mirror: mirror)
        let child = rig.child()
        child.say("a line\n")
        glass.reads("a line\n", rig)
        mirror.tell(happening(.online, of: 0, "api"), "online")
        glass.reads("a line\n[wamon] api online\n", rig)
    }

    @Test func `in JSON every line and every happening is an object`() {
        let glass = Glass()
        let mirror = glass.mirror(.json)
        let rig = Rig(mirror: mirror)
        let child = rig.child(3, rig.spec("api \"x\""))
        child.say("a \"line\"\n")
        rig.eventually { !glass.out.isEmpty }
        child.say([0x66, 0xFF, 0x0A], to: .error)
        mirror.tell(happening(.online, of: 3, "api \"x\""), "online")
        mirror.tell(happening(.note("hm"), of: nil, "wamon"), "hm")
        let stamp = "2026-11-23T10:14:55.123Z"
        glass.reads(
            #"""
            {"message":"a \"line\"","timestamp":"\#(stamp)","type":"out","process_id":3,"app_name":"api \"x\""}
            {"timestamp":"\#(stamp)","type":"process_event","status":"online","app_name":"api \"x\"","process_id":3,"message":"api \"x\" online"}
            {"timestamp":"\#(stamp)","type":"process_event","status":"note","app_name":"wamon","message":"hm"}

            """#, rig)
        let error =
            #"{"message":"f\#u{FFFD}","timestamp":"\#(stamp)","type":"err","process_id":3,"app_name":"api \"x\""}"#
        rig.eventually { glass.error == error + "\n" }
    }

    @Test func `an unfinished line is never continued by another child`() {
        let glass = Glass(isShared: true)
        let rig = Rig(mirror: glass.mirror()) { $0.partialHold = .milliseconds(10) }
        let one = rig.child(0, rig.spec("one"))
        let two = rig.child(1, run: 2, rig.spec("two"))
        one.say("Password: ")
        glass.reads("one   | Password: ", rig)
        one.say("secret\n")
        glass.reads("one   | Password: secret\n", rig)
        one.say("half")
        glass.reads("one   | Password: secret\none   | half", rig)
        two.say("whole\n", to: .error)
        glass.reads("one   | Password: secret\none   | half\ntwo   | whole\n", rig)
        one.say(" a line\n")
        glass.reads(
            "one   | Password: secret\none   | half\ntwo   | whole\none   |  a line\n", rig)
    }

    @Test func `a live reader gets everything`() {
        let glass = Glass()
        let rig = Rig(mirror: glass.mirror())
        let child = rig.child()
        var text = ""
        for block in 0..<50 {
            let lines = (0..<400).map { "line \(block * 400 + $0)\n" }
            child.say(lines.joined())
            text += lines.map { "api   | " + $0 }.joined()
            let count = text.utf8.count
            rig.eventually { glass.outBytes.count == count }
        }
        child.end()
        rig.close()
        #expect(isSame(glass.out, text))
    }

    @Test func `a reader that stands still costs the mirror whole lines, and nothing else anything`() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        let (source, sink) = (ends[0], ends[1])
        var options = Mirror.Options()
        (options.out, options.error, options.queueBytes) = (sink, sink, 256 << 10)
        let rig = Rig(mirror: Mirror(options))
        let child = rig.child()
        let all = (0..<60_000).map { "line \($0)\n" }
        for line in all { child.say(line) }
        child.say("end\n")
        rig.eventually { rig.file("api-out.log").hasSuffix("end\n") }
        let isComplete = rig.file("api-out.log") == all.joined() + "end\n"
        #expect(isComplete)
        #expect(rig.reports == [])

        // Now it reads again; the last it hears of is what it has missed, or what came after that.
        var bytes: [UInt8] = []
        read(source, into: &bytes, rig) { $0.hasSuffix("| end\n") || $0.hasSuffix("too slow\n") }
        child.say("after\n")
        read(source, into: &bytes, rig) { $0.hasSuffix("| after\n") }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let shown = lines.compactMap { $0.hasPrefix("api   | line ") ? Int($0.dropFirst(13)) : nil }
        let losses = lines.compactMap { line in
            line.hasSuffix(" lines of output were not shown: whoever reads is too slow")
                ? Int(line.dropFirst(8).prefix { $0.isNumber }) : nil
        }
        let others = lines.filter { !$0.hasPrefix("api   | line ") && !$0.hasPrefix("wamon | ") }
        #expect(losses.reduce(shown.count + others.count, +) == 60_002)
        #expect(!losses.isEmpty)
        #expect(others.last == "api   | after")
        let isInOrder = zip(shown, shown.dropFirst()).allSatisfy { $0 < $1 }
        #expect(isInOrder)
        child.end()
        rig.close()
        close(source)
        close(sink)
    }

    @Test func `a reader that is gone ends the mirror and nothing else`() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        close(ends[0])
        var options = Mirror.Options()
        (options.out, options.error) = (ends[1], ends[1])
        let rig = Rig(mirror: Mirror(options))
        let child = rig.child()
        for number in 0..<1000 { child.say("line \(number)\n") }
        child.end()
        rig.close()
        #expect(rig.file("api-out.log").split(separator: "\n").count == 1000)
        close(ends[1])
    }

    @Test func `what is queued at the end is written, but nobody is waited for longer than allowed`() {
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        var options = Mirror.Options()
        (options.out, options.error) = (ends[1], ends[1])
        let rig = Rig(mirror: Mirror(options))
        let child = rig.child()
        for number in 0..<30_000 { child.say("line \(number)\n") }
        child.end()
        rig.eventually { rig.file("api-out.log").hasSuffix("line 29999\n") }
        #expect(!rig.journal.close(within: .milliseconds(300)))
        rig.giveUp()
        // Its thread still stands in the pipe; let it go.
        close(ends[0])
    }

    @Test func `names are coloured where colours are given`() {
        let glass = Glass()
        var options = glass.options(.named)
        options.color = { $0 == "api" ? "32" : "31" }
        let mirror = Mirror(options)
        let rig = Rig(mirror: mirror)
        let child = rig.child()
        child.say("text\n")
        glass.reads("\u{1B}[32mapi   | \u{1B}[0mtext\n", rig)
        mirror.tell(happening(.online, of: 0, "api"), "online")
        glass.reads(
            "\u{1B}[32mapi   | \u{1B}[0mtext\n\u{1B}[1mwamon | \u{1B}[0mapi online\n", rig)
    }

    /// Reads until the end of what has been read is as wished.
    private func read(
        _ source: Int32, into bytes: inout [UInt8], _ rig: Rig, until isEnough: (String) -> Bool
    ) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        rig.eventually {
            var some = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            guard poll(&some, 1, 100) == 1 else { return false }
            let count = Glibc.read(source, &buffer, buffer.count)
            bytes += buffer.prefix(max(0, count))
            return isEnough(String(decoding: bytes.suffix(100), as: UTF8.self))
        }
    }

    private func happening(_ kind: Happening.Kind, of id: Int?, _ name: String) -> Happening {
        Happening(
            sequence: 1, at: Moment(monotonic: .zero, boot: .zero, wall: Rig.wall),
            instance: id.map { InstanceID($0) }, name: name, kind: kind)
    }
}

/// Two files that a mirror writes to.
final class Glass: @unchecked Sendable {
    private let folder: String
    private let outFile: Int32
    private let errorFile: Int32

    init(isShared: Bool = false) {
        var template = Array("/tmp/mirror-test-XXXXXX".utf8CString)
        folder = String(cString: mkdtemp(&template)!)
        outFile = open(folder + "/out", O_WRONLY | O_CREAT | O_APPEND, 0o644)
        errorFile = isShared ? outFile : open(folder + "/error", O_WRONLY | O_CREAT | O_APPEND, 0o644)
    }

    deinit {
        close(outFile)
        if errorFile != outFile { close(errorFile) }
        Rig.remove(folder)
    }

    func options(_ dress: Mirror.Options.Dress) -> Mirror.Options {
        var options = Mirror.Options()
        (options.dress, options.out, options.error) = (dress, outFile, errorFile)
        return options
    }

    func mirror(_ dress: Mirror.Options.Dress = .named) -> Mirror { Mirror(options(dress)) }

    var out: String { Rig.read(folder + "/out") ?? "" }
    var error: String { Rig.read(folder + "/error") ?? "" }
    var outBytes: [UInt8] { Rig.bytes(folder + "/out") }

    func reads(_ text: String, _ rig: Rig, location: SourceLocation = #_sourceLocation) {
        rig.eventually(within: 5, location: location) { out == text }
        if out != text { Issue.record("it reads:\n\(out)", sourceLocation: location) }
    }
}
