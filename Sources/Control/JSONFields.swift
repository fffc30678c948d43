/// The fields of one kind of object, to be found by the bytes of their names: ASCII, at most 16 of them.
struct JSONFields<Field: CaseIterable & RawRepresentable<String> & Sendable>: Sendable
where Field.AllCases == [Field] {
    let fields: [Field]
    private let names: [UInt128]
    /// A bit for each that may not be missing.
    let required: UInt64

    init(required: [Field]) {
        fields = Field.allCases
        names = fields.map { JSONFields.name($0) }
        var bits = UInt64.zero
        for (index, name) in names.enumerated()
        where required.contains(where: { JSONFields.name($0) == name }) {
            bits |= 1 << index
        }
        self.required = bits
    }

    private static func name(_ field: Field) -> UInt128 {
        field.rawValue.utf8.reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// - Parameter near: where the search begins; fields mostly come in their order.
    func index(of name: UInt128, near: Int) -> Int? {
        for index in near..<names.count where names[index] == name { return index }
        for index in 0..<near where names[index] == name { return index }
        return nil
    }
}
