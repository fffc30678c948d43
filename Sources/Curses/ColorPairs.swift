import CNcurses
import Screen

/// Colours of a style as the terminal can show them, and the colour pairs ncurses wants for them. The user's
/// palette is never changed (no init_color).
struct ColorPairs {
    struct Look {
        var pair: Int32
        var attributes: Attributes
    }

    private let colors: Int
    private let limit: Int
    private var looks: [Style: Look] = [:]
    private var pairs: [SIMD2<Int32>: Int32] = [:]

    init(colors: Int, limit: Int) {
        (self.colors, self.limit) = (colors, limit)
    }

    mutating func look(of style: Style) -> Look {
        if let known = looks[style] { return known }
        // Log lines may come in any colours; the table is no cache of everything ever seen.
        if looks.count > 8192 { looks.removeAll() }
        let look = resolve(style)
        looks[style] = look
        return look
    }

    // MARK: - Resolving

    private mutating func resolve(_ style: Style) -> Look {
        guard colors >= 8 else { return Look(pair: 0, attributes: style.attributes) }
        let shown = Palette.shown(style, of: colors)
        return Look(pair: pair(shown.foreground, shown.background), attributes: shown.attributes)
    }

    private mutating func pair(_ foreground: UInt8?, _ background: UInt8?) -> Int32 {
        let key = SIMD2(foreground.map(Int32.init) ?? -1, background.map(Int32.init) ?? -1)
        if key == SIMD2(-1, -1) { return 0 }
        if let known = pairs[key] { return known }
        let next = Int32(pairs.count + 1)
        // More pairs than the terminal has (64 where there are 8 colours): the terminal's own look.
        guard Int(next) < limit, init_extended_pair(next, key.x, key.y) == OK else { return 0 }
        pairs[key] = next
        return next
    }
}
