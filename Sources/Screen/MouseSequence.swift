/// What a terminal says of its mouse, read character by character behind what announces it.
///
/// Read here and not by ncurses, which makes one event of several that arrive together: on a slow line a press, a
/// drag and a release do.
package struct MouseSequence: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        /// xterm's 1006: `CSI < button ; column ; row M`, or `m` where a button was let go of.
        case sgr
        /// The old one: `CSI M` and three characters.
        case x10
    }

    package enum Outcome: Hashable, Sendable {
        case more
        /// nil: nothing of interest (a move without a button, a wheel to the side, nonsense).
        case done(Mouse?)
    }

    private let form: Form
    private var numbers = [0]
    private var seen = 0

    package init(_ form: Form) { self.form = form }

    package mutating func take(_ scalar: Unicode.Scalar) -> Outcome {
        seen += 1
        guard form == .sgr else {
            numbers.append(Int(scalar.value) - 32)
            guard seen == 3 else { return .more }
            return .done(mouse(numbers[1], x: numbers[2], y: numbers[3], isRelease: numbers[1] & 3 == 3))
        }
        switch scalar {
        case "0"..."9":
            let last = numbers.count - 1
            numbers[last] = min(numbers[last] * 10 + Int(scalar.value) - 48, 99_999)
        case ";": numbers.append(0)
        case "M", "m":
            guard numbers.count == 3 else { return .done(nil) }
            return .done(mouse(numbers[0], x: numbers[1], y: numbers[2], isRelease: scalar == "m"))
        default: return .done(nil)
        }
        return seen < 32 ? .more : .done(nil)
    }

    private func mouse(_ code: Int, x: Int, y: Int, isRelease: Bool) -> Mouse? {
        guard x > 0, y > 0, code >= 0 else { return nil }
        let (isWheel, isMove) = (code & 64 != 0, code & 32 != 0)
        let action: Mouse.Action
        switch code & 3 {
        case 0 where isWheel: action = .wheelUp
        case 1 where isWheel: action = .wheelDown
        case _ where isWheel: return nil
        // The old form does not say which was let go of.
        case 3: if isRelease, !isMove { action = .release(.left) } else { return nil }
        case _ where isMove: action = .drag
        case let number:
            let button = [Mouse.Button.left, .middle, .right][number]
            action = isRelease ? .release(button) : .press(button)
        }
        return Mouse(action, x: x - 1, y: y - 1)
    }
}
