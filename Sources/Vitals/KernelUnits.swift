import Glibc

/// What the kernel counts in.
struct KernelUnits {
    /// Clock ticks per second.
    var ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    /// Bytes.
    var page = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))
    /// Online: nothing can use more.
    var processors = Double(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    /// When something began that began at that tick since boot.
    func boot(of tick: UInt64) -> Duration { .seconds(Double(min(tick, 1 << 53)) / ticks) }
}

// Counters come from text that may say anything: nothing here overflows.
extension UInt64 {
    /// What a counter has grown by; 0 when it went back.
    func less(_ before: UInt64) -> UInt64 { self > before ? self - before : 0 }

    func saturating(adding other: UInt64) -> UInt64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }

    func saturating(times other: UInt64) -> UInt64 {
        let (product, isTooLarge) = multipliedReportingOverflow(by: other)
        return isTooLarge ? .max : product
    }

    mutating func add(_ other: UInt64) { self = saturating(adding: other) }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}
