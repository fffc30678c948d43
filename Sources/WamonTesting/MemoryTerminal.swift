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
    /// A theme for goldens: every role looks different, so that a style map can name it. Not for looking at.
    package static let labelled: Theme = {
        var styles: [Role: Style] = [:]
        for (index, role) in Role.allCases.enumerated() { styles[role] = Style(.palette(UInt8(16 + index))) }
        for (index, ground) in grounds.enumerated() {
            styles[ground]?.background = .palette(UInt8(200 + index))
        }
        var ramps: [Gradient: [Style]] = [:]
        for (index, gradient) in Gradient.allCases.enumerated() {
            ramps[gradient] = (0..<4).map { Style(.palette(UInt8(220 + index * 4 + $0))) }
        }
        return Theme(name: "labelled", styles: styles, ramps: ramps)
    }()

    /// What `labelled` means by each style, for `Canvas.styleMap`: "statusOnline", "key on dialog", "cpu 67%".
    package static let legend: [Style: String] = {
        var names: [Style: String] = [:]
        for ground in [.background] + grounds {
            let suffix = ground == .background ? "" : " on \(ground)"
            for role in Role.allCases where role != ground || ground == .background {
                names[labelled[role, on: ground]] = "\(role)" + (grounds.contains(role) ? "" : suffix)
            }
            for gradient in Gradient.allCases {
                for step in 0..<4 {
                    let style = labelled.gradient(gradient, Double(step) / 3, on: ground)
                    names[style] = "\(gradient) \(step * 100 / 3)%\(suffix)"
                }
            }
        }
        return names
    }()

    private static let grounds: [Role] = [.selection, .dialog, .toast, .marked, .match, .matchCurrent]
}
