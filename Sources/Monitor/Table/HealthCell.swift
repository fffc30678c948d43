import Screen
import Supervision
import Wording

// Health in a row of the table, and wherever else it is said in a few words.
extension Painter {
    /// The sign and the colour of how it stands: passing, slow or wavering, failing.
    func sign(_ health: HealthSnapshot) -> (glyph: String, role: Role) {
        switch health.state {
        case .starting: (glyphs.pending, .healthSlow)
        case .unhealthy: (glyphs.failed, .healthFail)
        case .healthy where health.last?.isPassed == false: (glyphs.pending, .healthSlow)
        case .healthy: (glyphs.ok, health.isSlow ? .healthSlow : .healthOk)
        }
    }

    /// `✓ 12ms    5s`, `✗ refused ×3`: how often in a row and how old as far as there is room.
    mutating func health(_ process: ProcessSnapshot, _ model: Model, _ area: Rect) {
        guard let health = process.health else {
            put(process.isProbed ? glyphs.none : "", x: area.x, y: area.y, .dim)
            return
        }
        let (glyph, role) = sign(health)
        var style = theme[role]
        if model.changedLately(process.id, .health) { style = style.with(.bold) }
        let x = put(glyph, x: area.x, y: area.y, style) + 1
        let room = area.maxX - x
        let whole = spelled(words.brief(health))
        let text = Fit.columns(of: whole) <= room ? whole : health.last?.failure.map(words.brief) ?? whole
        let shown = text.isEmpty ? words.health(health.state) : text
        let end = put(Fit.truncated(shown, to: room, ellipsis: glyphs.cut), x: x, y: area.y, style)
        guard let at = health.last?.at, area.width >= 14 else { return }
        let age = words.uptime(model.tabledAt.boot - at.boot)
        if end + 1 + Fit.columns(of: age) <= area.maxX { put(age, endingAt: area.maxX, y: area.y, .dim) }
    }

    /// Instead of its state, where health has no column of its own: being online is not all there is to say.
    mutating func sickness(_ health: HealthSnapshot, _ area: Rect) {
        let (glyph, role) = sign(health)
        let x = put(glyph, x: area.x, y: area.y, role)
        guard area.width > 2 else { return }
        put(
            Fit.truncated(words.health(health.state), to: area.maxX - x - 1, ellipsis: glyphs.cut), x: x + 1,
            y: area.y, role)
    }

    /// Of a namespace: how many fail, else how many pass.
    mutating func health(_ group: TableGroup, _ area: Rect) {
        let (failing, passing) = (group.tally.unhealthy, group.tally.healthy)
        var parts: [Part] = []
        if failing > 0 { parts += [Part(glyphs.failed, .healthFail), Part("\(failing) ", .text)] }
        if passing > 0 { parts += [Part(glyphs.ok, .healthOk), Part("\(passing)", .text)] }
        put(parts.cut(to: area.width, glyphs.cut), x: area.x, y: area.y)
    }

    /// `200 in 12ms, 5s ago`, in its colour.
    func healthFact(_ process: ProcessSnapshot, _ model: Model) -> [Part] {
        guard let health = process.health else { return [Part(glyphs.none, .dim)] }
        let (glyph, role) = sign(health)
        return [
            Part(glyph + " ", role),
            Part(spelled(words.newest(of: health, now: model.now.boot)), health.last == nil ? .dim : role),
        ]
    }

    /// `clients 6`: the numbers of the last body, each by itself.
    func numberFacts(_ process: ProcessSnapshot) -> [[Part]] {
        (process.health?.last?.numbers ?? []).map {
            [Part("\(PlainText.of($0.label)) \(words.number($0.value))")]
        }
    }
}
