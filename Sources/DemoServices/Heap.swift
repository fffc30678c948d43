import Foundation
import Glibc

/// The process's heap as malloc accounts for it, in bytes: what it holds from the kernel, and how much of
/// that is handed out (malloc_info(3)).
struct Heap {
    var used: Int
    var total: Int

    static func now() -> Heap {
        let report = mallocReport()
        // The figures for all arenas together follow the last per-arena one.
        let summary = report.components(separatedBy: "</heap>").last ?? ""
        let free = size("<total type=\"fast\"", in: summary) + size("<total type=\"rest\"", in: summary)
        let mapped = size("<total type=\"mmap\"", in: summary)
        let system = size("<system type=\"current\"", in: summary)
        return Heap(used: system + mapped - free, total: system + mapped)
    }

    var memory: Health.Memory {
        // Rounded up: a heap of half a megabyte is not none.
        let megabyte = 1 << 20
        return Health.Memory(
            heapUsed: (used + megabyte - 1) / megabyte, heapTotal: (total + megabyte - 1) / megabyte,
            heapPercent: total > 0 ? used * 100 / total : 0)
    }

    // MARK: - Reading the report

    /// `<malloc.h>` is not among the headers Swift imports, so the function is looked up by its name.
    private static func mallocReport() -> String {
        typealias MallocInfo = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32
        guard let symbol = dlsym(nil, "malloc_info") else { return "" }
        let mallocInfo = unsafeBitCast(symbol, to: MallocInfo.self)
        var text: UnsafeMutablePointer<CChar>?
        var size = 0
        guard let file = open_memstream(&text, &size) else { return "" }
        _ = mallocInfo(0, file)
        fclose(file)
        defer { free(text) }
        return text.map { String(cString: $0) } ?? ""
    }

    private static func size(_ element: String, in report: String) -> Int {
        guard let start = report.range(of: element)?.upperBound,
            let value = report.range(of: "size=\"", range: start..<report.endIndex)?.upperBound
        else { return 0 }
        return Int(report[value...].prefix { $0.isNumber }) ?? 0
    }
}
