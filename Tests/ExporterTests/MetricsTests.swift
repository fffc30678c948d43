import Foundation
import Supervision
import Testing
import WamonTesting

@testable import Exporter

/// The page that Prometheus reads.
@Suite struct MetricsTests {
    private let page = String(decoding: Metrics.page(of: .mixed), as: UTF8.self)

    @Test func `all sorts of processes are told, line by line`() {
        #expect(Golden.difference("metrics", page) == nil)
    }

    @Test func `no command line and no environment is told`() { #expect(!page.contains("hidden")) }

    @Test func `no series is there twice, and each is announced`() {
        var seen: Set<Substring> = []
        var announced: Set<Substring> = []
        for line in page.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                #expect(announced.insert(line.split(separator: " ")[2]).inserted, "\(line)")
            } else if !line.hasPrefix("#"), let blank = line.lastIndex(of: " ") {
                #expect(seen.insert(line[..<blank]).inserted, "\(line)")
                #expect(announced.contains(line.prefix { $0 != "{" && $0 != " " }), "\(line)")
            }
        }
        #expect(seen.count > 80)
    }

    @Test func `a fleet of nobody is a page, too`() {
        let page = String(decoding: Metrics.page(of: Snapshot()), as: UTF8.self)
        #expect(page.contains("wamon_build_info{version=\"\"} 1\n"))
        #expect(!page.contains("wamon_process_"))
    }

    @Test func `numbers are written as Prometheus reads them`() {
        let values: [Double] = [0, -3, 0.1, 1e20, 1e-7, 12345.678, .infinity, -.infinity, .nan]
        #expect(
            values.map(MetricsPage.written) == [
                "0", "-3", "0.1", "1e+20", "1e-07", "12345.678", "+Inf", "-Inf", "NaN",
            ])
    }

    /// docs/metrics.md, and the rules that are shipped.
    @Test func `the document has every metric with its type, and the rules ask for none that is not`() throws
    {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let document = try String(contentsOf: root.appending(path: "docs/metrics.md"), encoding: .utf8)
        var types: [String: String] = [:]
        for line in page.split(separator: "\n") where line.hasPrefix("# TYPE ") {
            let words = line.split(separator: " ").map(String.init)
            types[words[2]] = words[3]
        }
        var documented: [String: String] = [:]
        for row in document.split(separator: "\n") where row.hasPrefix("| `wamon_") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let name = cells[0].drop { $0 == "`" }.prefix { $0 != "`" && $0 != "{" }
            documented[String(name)] = cells[1]
        }
        #expect(documented == types)
        let rules = try String(contentsOf: root.appending(path: "deploy/alerts.yaml"), encoding: .utf8)
        for name in rules.split(whereSeparator: { !$0.isLetter && $0 != "_" }) where name.hasPrefix("wamon_")
        {
            #expect(types[String(name)] != nil, "\(name)")
        }
    }
}
