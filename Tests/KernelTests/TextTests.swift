import Testing

@testable import Kernel

/// The little texts the kernel reads and writes.
struct TextTests {
    @Test func `a message is one JSON string`() {
        let bytes = JSONText.encode("a \"b\" \\ \n\u{1F} é")
        #expect(String(decoding: bytes, as: UTF8.self) == #""a \"b\" \\ \u000a\u001f é""#)
        #expect(JSONText.string(bytes) == "a \"b\" \\ \n\u{1F} é")
    }

    @Test(arguments: [
        (#""ready""#, "ready"), (#" "r\u0065ady" "#, "ready"), (#""\ud83d\ude00\/""#, "😀/"), (#""""#, ""),
        (#"ready"#, nil), (#""ready"#, nil), (#""ready" x"#, nil), (#"{"a":"ready"}"#, nil),
        (#""\u00g0""#, nil), (#""\"#, nil), (#""\u12"#, nil), (#""a\x""#, nil), ("", nil),
    ])
    func `a line is a string or none`(_ line: String, _ value: String?) {
        #expect(JSONText.string(Array(line.utf8)) == value)
    }

    @Test func `only a line of its own says ready`() {
        let says = { (text: String) in NotifySocket.saysReady(Array(text.utf8)[...]) }
        #expect(says("READY=1"))
        #expect(says("STATUS=READY\nREADY=1\n"))
        #expect(!says("STATUS=READY=1"))
        #expect(!says("READY=10"))
        #expect(!says(""))
    }

    @Test func `kills for want of memory are looked up in our own cgroup, v1 before v2`() {
        #expect(
            OutOfMemoryCounter.places(root: "/c", membership: "4:cpu,memory:/docker/a\n0::/docker/a\n") == [
                "/c/memory/docker/a/memory.oom_control", "/c/memory/memory.oom_control",
                "/c/docker/a/memory.events", "/c/unified/docker/a/memory.events", "/c/memory.events",
            ])
        #expect(
            OutOfMemoryCounter.places(root: "/c", membership: "0::/\n") == [
                "/c/memory.events", "/c/unified/memory.events", "/c/memory.events",
            ])
        #expect(OutOfMemoryCounter.places(root: "/c", membership: "garbage") == [])
    }

    @Test func `oom_kill is told from its neighbours`() {
        #expect(OutOfMemoryCounter.count(in: "low 0\noom 7\noom_kill 3\noom_group_kill 1\n") == 3)
        #expect(OutOfMemoryCounter.count(in: "oom_kill_disable 0\nunder_oom 0\n") == nil)
    }
}
