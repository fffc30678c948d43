package import Screen

/// A terminal of memory: keeps the frames it is shown and plays the keys it was given.
package struct MemoryTerminal: Terminal {
    package private(set) var size: Size
    package var colors = 256
    package var isUnicode = true
    package var isMouseOn = true
    /// Every frame, the newest last.
    package private(set) var frames: [Canvas] = []
    package private(set) var copied: [String] = []
    package private(set) var isSuspended = false
    package private(set) var isClosed = false
    private var script: [Input] = []
    private var wantedSize: Size?

    package init(width: Int, height: Int) {
        size = Size(width: width, height: height)
    }

    /// The text of the newest frame.
    package var plain: String { frames.last?.plain ?? "" }

    /// What the next `inputs()` will find.
    package mutating func type(_ inputs: Input...) { script += inputs }
    package mutating func type(_ text: String) { script += text.map { .key(.character($0)) } }

    /// What the next `refreshSize()` will find.
    package mutating func resize(width: Int, height: Int) { wantedSize = Size(width: width, height: height) }

    package mutating func present(_ frame: Canvas) { frames.append(frame) }

    package mutating func inputs() -> [Input] {
        defer { script = [] }
        return script
    }

    package mutating func refreshSize() -> Size? {
        guard let wanted = wantedSize, wanted != size else { return nil }
        size = wanted
        return wanted
    }

    package mutating func redraw() {}
    package mutating func suspend() { isSuspended = true }
    package mutating func resume() { isSuspended = false }

    package mutating func copy(_ text: String) -> Bool {
        copied.append(text)
        return true
    }

    package mutating func close() { isClosed = true }
}

extension Theme {
    /// A theme for goldens: every role looks different (its place in `Role.allCases` as a palette colour), so that
    /// a style map can name it.
    package static let labelled: Theme = {
        var theme = Theme(name: "labelled", styles: [:])
        for (index, role) in Role.allCases.enumerated() {
            theme.set(role, Style(.palette(UInt8(16 + index))))
        }
        return theme
    }()

    /// The legend of `labelled`, for `Canvas.styleMap`.
    package static let legend: [Style: String] = Dictionary(
        uniqueKeysWithValues: Role.allCases.map { (labelled[$0], $0.rawValue) })
}
