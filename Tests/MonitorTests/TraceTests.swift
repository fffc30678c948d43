import Monitor
import Supervision
import Testing

/// Lines that are one thing: what a program writes when it breaks.
@Suite struct TraceTests {
    /// Groups of lines, as they hang together.
    private func groups(_ text: String, apart: Duration = .milliseconds(1)) -> [[String]] {
        var buffer = LogBuffer()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        buffer.insert(
            lines.enumerated().map { index, line in
                LogLine(
                    id: UInt64(index + 1), instance: InstanceID(0), run: RunID(1), stream: .error,
                    at: apart * index, text: String(line))
            })
        var groups: [[String]] = []
        for index in 0..<buffer.count {
            let text = String(decoding: buffer.text(of: buffer[index]), as: UTF8.self)
            if buffer[index].trace.isContinuation, !groups.isEmpty {
                groups[groups.count - 1].append(text)
            } else {
                groups.append([text])
            }
        }
        return groups
    }

    @Test(arguments: [
        // Node.js, uncaught.
        """
        /app/server.js:3
          throw new Error("boom");
          ^

        Error: boom
            at Object.<anonymous> (/app/server.js:3:9)
            at Module._compile (node:internal/modules/cjs/loader:1554:14) {
          code: 'EBOOM'
        }

        Node.js v20.18.0
        """,
        // Python, chained.
        """
        Traceback (most recent call last):
          File "/app/a.py", line 1, in <module>
            {}["x"]
            ~~^^^^^
        KeyError: 'x'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/app/a.py", line 4, in <module>
            raise ValueError("y")
        ValueError: y
        """,
        // Go.
        """
        panic: runtime error: index out of range [3] with length 0

        goroutine 1 [running]:
        main.main()
        \t/app/main.go:8 +0x18
        created by main.start in goroutine 7
        \t/app/main.go:3 +0x2a

        goroutine 6 [sleep]:
        time.Sleep(0x3b9aca00)
        \t/usr/local/go/src/runtime/time.go:195 +0x125
        exit status 2
        """,
        // Java.
        """
        Exception in thread "main" java.lang.IllegalStateException: A
        \tat com.example.Main.main(Main.java:5)
        Caused by: java.lang.NullPointerException
        \tat com.example.B.run(B.java:9)
        \t... 1 more
        """,
        // Rust.
        """
        thread 'main' panicked at src/main.rs:2:5:
        index out of bounds: the len is 0 but the index is 3
        stack backtrace:
           0: rust_begin_unwind
           1: core::panicking::panic_fmt
        note: run with `RUST_BACKTRACE=full` for a verbose backtrace
        """,
    ])
    func `a stack trace is one thing in five languages, and what follows it is another`(_ trace: String) {
        let found = groups(trace + "\n\nListening on 3000")
        #expect(
            found.first?.prefix(trace.split(separator: "\n", omittingEmptySubsequences: false).count).joined(
                separator: "\n") == trace)
        #expect(found.last == ["Listening on 3000"])
    }

    @Test func `lines that begin at the edge are things of their own`() {
        #expect(groups("GET /\nat last\nListening\n}\nError: x\nError: y").count == 6 - 1)
    }

    @Test func `what comes long after, of another run or on another stream, does not belong to it`() {
        #expect(groups("Error: x\n    at y", apart: .seconds(2)).count == 2)
        var buffer = LogBuffer()
        let said: [(UInt64, LogLine.Stream)] = [(1, .error), (2, .error), (2, .out)]
        buffer.insert(
            said.enumerated().map { index, line in
                LogLine(
                    id: UInt64(index + 1), instance: InstanceID(0), run: RunID(line.0), stream: line.1,
                    at: .zero, text: "  x")
            })
        #expect((0..<3).allSatisfy { !buffer[$0].trace.isContinuation })
        #expect(buffer.errorCount == 2)
    }
}
