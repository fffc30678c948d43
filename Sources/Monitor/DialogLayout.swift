import Screen
import Wording

/// Where everything of a question stands. Its buttons are always seen; what is said of it is as much as there is
/// room for, in whole sentences, the last ones first; at the least the question itself.
struct DialogLayout: Equatable {
    struct Line: Equatable {
        var words: String
        var isTitle = false
    }

    private(set) var area: Rect
    let isFramed: Bool
    /// In the frame; "" where it is too long for it and is among the lines.
    private(set) var title = ""
    private(set) var lines: [Line] = []
    /// Where the lines are, blanks at the sides left out.
    private(set) var text: Rect
    /// By the index of their choice; those that are not there have no room.
    private(set) var buttons: [Int: Rect] = [:]
    /// The short labels are used.
    let isShort: Bool

    private static let leastFramed = 8
    private static let least = 64
    private static let most = 76
    /// With more buttons than that side by side, one stands below the other.
    private static let widest = 96

    init(_ dialog: Dialog, _ model: Model) {
        let size = model.size
        let said = DialogWords(dialog, model)
        isFramed = size.width >= 30 && size.height >= DialogLayout.leastFramed
        let frame = isFramed ? 2 : 0
        let room = min(size.width, DialogLayout.widest) - frame
        let wide = dialog.choices.map { DialogLayout.columns($0, $0.label) }
        let across = wide.reduce(2) { $0 + $1 } + 2 * (wide.count - 1)
        let isStacked = across > room
        isShort = isStacked && (wide.max() ?? 0) > room - 2
        let widths = isShort ? dialog.choices.map { DialogLayout.columns($0, $0.short) } : wide
        let longest = said.body.map { Fit.columns(of: $0) }.max() ?? 0
        let width = min(
            size.width,
            max(DialogLayout.least, min(DialogLayout.most, longest + 6), isStacked ? 0 : across + frame))
        let rows = isStacked ? widths.count : 1
        let free = max(0, size.height - frame - rows)
        let columns = width - frame - (isFramed ? 3 : 0)
        if isFramed, Fit.columns(of: said.title) <= width - 6 { title = said.title }
        lines = DialogLayout.lines(said, hasTitle: title.isEmpty, columns: columns, rows: free)
        let gap = !lines.isEmpty && free > lines.count && isFramed ? 1 : 0
        let height = min(size.height, lines.count + gap + rows + frame)
        // Rows of something else above or below would read as part of it.
        area =
            size.height < DialogLayout.leastFramed
            ? Rect(size) : Rect(size).centred(width: width, height: height)
        var inside = isFramed ? area.inset(x: 1, y: 1) : area
        let top = inside.takeTop(lines.count + gap)
        text = Rect(
            x: top.x + (isFramed ? 2 : 0), y: top.y, width: columns, height: lines.count)
        let indent = isFramed ? isStacked ? 1 : 2 : 0
        place(widths, isStacked: isStacked, indent: indent, focused: dialog.focused, in: inside)
    }

    /// The choice whose button is at a place of the screen.
    func button(at x: Int, _ y: Int) -> Int? { buttons.first { $0.value.contains(x: x, y: y) }?.key }

    private mutating func place(
        _ widths: [Int], isStacked: Bool, indent: Int, focused: Int, in inside: Rect
    ) {
        // Where not even the buttons fit, those around the chosen one.
        let first =
            isStacked ? max(0, min(focused - inside.height / 2, widths.count - inside.height)) : 0
        var x = inside.x + indent
        for (index, width) in widths.enumerated() {
            let y = inside.y + (isStacked ? index - first : 0)
            if y >= inside.y, y < inside.maxY {
                buttons[index] = Rect(x: x, y: y, width: min(width, inside.maxX - x), height: 1)
            }
            if !isStacked { x += width + 2 }
        }
    }

    private static func lines(_ said: DialogWords, hasTitle: Bool, columns: Int, rows: Int) -> [Line] {
        var titles: [Line] = []
        if hasTitle {
            let long = Fit.wrapped(said.title, to: columns)
            titles = (long.count <= rows ? long : Array(Fit.wrapped(said.short, to: columns).prefix(rows)))
                .map { Line(words: $0, isTitle: true) }
        }
        var body = said.body.filter { !$0.isEmpty }.map { Fit.wrapped($0, to: columns) }
        while !body.isEmpty, titles.count + body.reduce(0, { $0 + $1.count }) > rows { body.removeFirst() }
        return titles + body.joined().map { Line(words: $0) }
    }

    /// `[ r Restart now ]`.
    private static func columns(_ choice: Dialog.Choice, _ label: String) -> Int {
        Fit.columns(of: label) + (choice.letter == nil ? 0 : 2) + 4
    }
}
