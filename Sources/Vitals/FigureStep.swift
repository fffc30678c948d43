/// What was measured within one step of a ring, in eight bytes: a full set of rings is to take four kilobytes
/// of an instance, not ten.
struct FigureStep: Hashable {
    /// Bits of `bits`.
    private struct Field {
        let shift: UInt64
        let width: UInt64
        /// The largest number that fits.
        var most: UInt64 { 1 << width - 1 }
    }
    private static let cpuField = Field(shift: 0, width: 14)
    private static let peakField = Field(shift: 14, width: 14)
    private static let memoryField = Field(shift: 28, width: 26)
    private static let restartsField = Field(shift: 54, width: 10)

    /// Nothing was measured, and nobody restarted.
    private var bits = FigureStep.cpuField.most

    /// False: no sample speaks for this step.
    var isKnown: Bool { self[FigureStep.cpuField] != FigureStep.cpuField.most }

    /// Percent, up to 16382.
    var cpu: UInt16 {
        get { UInt16(self[FigureStep.cpuField]) }
        set { self[FigureStep.cpuField] = min(UInt64(newValue), FigureStep.cpuField.most - 1) }
    }

    /// Percent, up to 16383.
    var cpuPeak: UInt16 {
        get { UInt16(self[FigureStep.peakField]) }
        set { self[FigureStep.peakField] = min(UInt64(newValue), FigureStep.peakField.most) }
    }

    /// 64 KiB each, up to 4 TiB.
    var memory: UInt32 {
        get { UInt32(self[FigureStep.memoryField]) }
        set { self[FigureStep.memoryField] = min(UInt64(newValue), FigureStep.memoryField.most) }
    }

    /// Up to 1023.
    var restarts: UInt16 {
        get { UInt16(self[FigureStep.restartsField]) }
        set { self[FigureStep.restartsField] = min(UInt64(newValue), FigureStep.restartsField.most) }
    }

    private subscript(_ field: Field) -> UInt64 {
        get { bits >> field.shift & field.most }
        set { bits = bits & ~(field.most << field.shift) | newValue << field.shift }
    }
}
