import Kernel

/// How much of the time somebody had to wait (the kernel's accounting/psi.rst): of the container, where there
/// is one in the unified hierarchy, of the machine elsewhere.
struct Pressure {
    /// Of the cgroup; nil: the machine's.
    let folder: String?
    private let processor: ProcFile
    private let memory: ProcFile

    init(of folder: String?, procRoot: String) {
        self.folder = folder
        func file(_ name: String) -> ProcFile {
            ProcFile(folder.map { "\($0)/\(name).pressure" } ?? "\(procRoot)/pressure/\(name)")
        }
        processor = file("cpu")
        memory = file("memory")
    }

    /// Percent of the last ten seconds; nil where the kernel does not count.
    func ofProcessor(_ buffer: ProcBuffer) -> Double? { Pressure.read(processor, buffer) }
    func ofMemory(_ buffer: ProcBuffer) -> Double? { Pressure.read(memory, buffer) }

    /// "some avg10=0.12 avg60=0.05 avg300=0.01 total=4711".
    private static func read(_ file: ProcFile, _ buffer: ProcBuffer) -> Double? {
        guard (try? file.read(into: buffer)) != nil else { return nil }
        return buffer.text { text in
            guard var index = text.end(of: "some") else { return nil }
            text.skipBlanks(at: &index)
            guard text.has("avg10=", at: index) else { return nil }
            index += 6
            return text.hundredths(at: &index)
        }
    }
}

extension Span where Element == UInt8 {
    /// "10.05", always with two digits behind the point; leaves `index` behind them.
    func hundredths(at index: inout Int) -> Double? {
        guard let whole = number(at: &index), index < count, self[index] == UInt8(ascii: ".") else {
            return nil
        }
        index += 1
        let point = index
        guard let rest = number(at: &index), index - point == 2 else { return nil }
        return Double(whole) + Double(rest) / 100
    }
}
