/// Where cells go and keys come from.
package protocol Terminal {
    var size: Size { get }
    /// How many colours: 0 or 2 (monochrome), 8, 16, 256, or 1 << 24.
    var colors: Int { get }
    /// Whether anything but ASCII may be drawn.
    var isUnicode: Bool { get }
    /// Whether the mouse is reported to us; off, the terminal's own selection works.
    var isMouseOn: Bool { get set }
    /// Draws the difference to the last frame. May block as long as the terminal does not read.
    mutating func present(_ frame: Canvas)
    /// What has been typed since, without waiting.
    mutating func inputs() -> [Input]
    /// Asks the terminal for its size; the new one if it changed. Ask on SIGWINCH and once a second besides (a
    /// container's first resize may get lost).
    mutating func refreshSize() -> Size?
    /// Forgets what is on the screen, so that the next frame is drawn whole (Ctrl-L).
    mutating func redraw()
    /// Gives the terminal to whoever is next, as it was found (Ctrl-Z); `resume` takes it back.
    mutating func suspend()
    mutating func resume()
    /// Puts text into the clipboard of the terminal's user (OSC 52); false where it cannot.
    mutating func copy(_ text: String) -> Bool
    /// Leaves the screen as it was found. May be called twice.
    mutating func close()
}

package enum Input: Hashable, Sendable {
    case key(Key)
    case mouse(Mouse)
    /// Text pasted at once: never to be taken for commands.
    case paste(String)
    case resized(Size)
    /// The window got or lost the keyboard focus.
    case focused(Bool)
    /// The terminal is gone (EIO, end of file).
    case closed
}

package enum Key: Hashable, Sendable {
    case character(Character)
    /// With Ctrl held: a lower-case letter.
    case control(Character)
    /// With Alt held, or Escape typed just before.
    case alt(Character)
    case up, down, left, right, pageUp, pageDown, home, end
    case enter, escape, tab, backTab, backspace, delete, insert
    case function(Int)
}

/// What the mouse did, where, in cells from the upper left corner.
package struct Mouse: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case press(Button), release(Button)
        /// Moved with a button held.
        case drag
        case wheelUp, wheelDown
    }
    package enum Button: Hashable, Sendable { case left, middle, right }

    package var action: Action
    package var x: Int
    package var y: Int
    package init(_ action: Action, x: Int, y: Int) {
        self.action = action
        self.x = x
        self.y = y
    }
}
