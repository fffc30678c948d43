@testable import Ecosystem
import Glibc
import Testing

/// `docs/ecosystem.md` says what the code does.
@Suite struct PageTests {
    /// The page, and where it lies.
    private struct Page {
        let path: String
        let text: String

        init(testFile: StaticString = #filePath) throws {
            let root = "\(testFile)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
            path = root + "/docs/ecosystem.md"
            text = String(decoding: try SystemFiles().read(path, limit: 1 << 20), as: UTF8.self)
        }

        /// The page with this table in the place of its own.
        func with(_ table: String) throws -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let begin = try #require(lines.firstIndex { $0.hasPrefix("<!-- fields") })
            let end = try #require(lines.firstIndex { $0.hasPrefix("<!-- /fields") })
            return (lines[...begin] + ["", table[...]] + lines[end...]).joined(separator: "\n")
        }

        /// The examples: blocks of jsonc.
        var examples: [String] {
            text.components(between: "```jsonc\n", and: "\n```")
        }

        /// Blocks of YAML.
        var yaml: [String] {
            text.components(between: "```yaml\n", and: "\n```")
        }

        func record(_ text: String) throws {
            let file = try #require(fopen(path, "w"))
            defer { fclose(file) }
            try #require(fputs(text, file) >= 0)
        }
    }

    @Test func `the table of fields is the one in docs`() throws {
        let page = try Page()
        let printed = try page.with(FieldTable.markdown)
        if getenv("WAMON_RECORD").map({ String(cString: $0) }) == "1" { return try page.record(printed) }
        #expect(page.text == printed, "WAMON_RECORD=1 swift test --filter PageTests prints it anew")
    }

    @Test func `every example in docs is read without a remark`() throws {
        let extra: [String: FakeFiles.Entry] = [
            "/app/store": .file("", executable: true), "/app/worker.py": .file("", executable: false),
            "/app/.env": .file("SECRET=1\n", executable: false),
        ]
        let examples = try Page().examples
        #expect(examples.count == 6)
        for example in examples { #expect(Bench.remarks(example, with: extra) == [], "\(example)") }
        let yaml = try Page().yaml
        #expect(yaml.count == 1)
        for example in yaml {
            let files = extra.merging(["/app/ecosystem.yaml": .bytes(Array(example.utf8))]) { $1 }
            #expect(
                try EcosystemFile.load(path: "ecosystem.yaml", context: Bench.context(files)).warnings == [])
        }
    }

    @Test func `the mistakes in docs are told as they are written there`() throws {
        let mistakes = """
            {"script": "app.js",

              "kill_timeout":"10 sec",
              "max_restart": 5}
            """
        let told = Bench.remarks(mistakes).joined(separator: "\n")
        #expect(try Page().text.contains("```\n\(told)\n```"), "\(told)")
    }
}

extension String {
    /// What stands between each `open` and the next `close`.
    fileprivate func components(between open: String, and close: String) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let begin = rest.firstRange(of: open) {
            let body = rest[begin.upperBound...]
            guard let end = body.firstRange(of: close) else { break }
            found.append(String(body[..<end.lowerBound]))
            rest = body[end.upperBound...]
        }
        return found
    }
}
