/// Where cells go and keys come from.
package protocol Terminal {
    var size: Size { get }
    /// How many colours: 0 or 2 (monochrome), 8, 16, 256, or 1 << 24.
    var colors: Int { get }
    /// Whether anything but ASCII may be drawn.
    var isUnicode: Bool { get }
    /// Draws the difference to the last frame. May block as long as the terminal does not read.
    mutating func present(_ frame: Canvas)
    /// What has been typed since, without waiting.
    mutating func inputs() -> [Input]
    /// Leaves the screen as it was found.
    mutating func close()
}

package enum Input: Hashable, Sendable {
    case key(Key)
    case resized(Size)
    /// The terminal is gone (EIO, end of file).
    case closed
}

package enum Key: Hashable, Sendable {
    case character(Character)
    case control(Character)
    case up, down, left, right, pageUp, pageDown, home, end
    case enter, escape, tab, backTab, backspace, delete
    case function(Int)
}
