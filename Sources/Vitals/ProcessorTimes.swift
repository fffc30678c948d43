import Kernel
import Supervision

/// What the machine's processors have done since boot: /proc/stat (proc_stat(5)).
struct ProcessorTimes: Hashable {
    /// Clock ticks in which one of them worked for somebody here.
    var busy: UInt64 = 0
    /// Ticks of any kind, a hypervisor's among them.
    var all: UInt64 = 0
    /// Processors counted.
    var count = 0

    /// Of the processors that we may run on; of all, without a list.
    init(_ text: Span<UInt8>, allowed: CpuList?) {
        var line = 0
        while text.has("cpu", at: line) {
            var index = line + 3
            // The first line is the sum of all.
            if index < text.count, text[index] != 32, let number = text.number(at: &index),
                allowed?.contains(number) ?? true
            {
                count += 1
                add(text, at: index)
            }
            line = text.endOfLine(from: line) + 1
        }
    }

    /// user nice system idle iowait irq softirq steal; guest and guest_nice are in user and nice already.
    private mutating func add(_ text: Span<UInt8>, at index: Int) {
        var index = index
        for column in 0..<8 {
            guard let ticks = text.number(at: &index) else { return }
            all.add(ticks)
            if column < 3 || column == 5 || column == 6 { busy.add(ticks) }
        }
    }

    /// 100 is one processor.
    func percent(since before: ProcessorTimes) -> Double {
        let passed = all.less(before.all)
        guard passed > 0, count == before.count else { return 0 }
        return min(Double(busy.less(before.busy)) / Double(passed), 1) * Double(count) * 100
    }
}

/// "0-3,8": the processors a process may run on, as /proc/PID/status lists them.
struct CpuList: Hashable {
    private var ranges: [ClosedRange<UInt64>] = []

    /// `text` is all of /proc/PID/status; nil without a line of it.
    init?(status text: Span<UInt8>) {
        guard var index = text.end(of: "Cpus_allowed_list:") else { return nil }
        while let first = text.number(at: &index) {
            var last = first
            if index < text.count, text[index] == UInt8(ascii: "-") {
                index += 1
                last = text.number(at: &index) ?? first
            }
            if last >= first { ranges.append(first...last) }
            guard index < text.count, text[index] == UInt8(ascii: ",") else { break }
            index += 1
        }
        if ranges.isEmpty { return nil }
    }

    func contains(_ number: UInt64) -> Bool { ranges.contains { $0.contains(number) } }
}
