import Screen
import Supervision
import Wording

extension Desk {
    /// `health`: a line for each process, and refused unless all that count can serve.
    /// - Parameter words: only these; none: all that are not stopped.
    package func health(_ words: [String], asJSON: Bool) async throws(Refused) {
        let client = client
        let answer = await within(patience ?? .seconds(10)) { await client.snapshot(brief: true) }
        guard let snapshot = answer else { throw .failed(verbs.coreSilent) }
        guard snapshot.core.pid != 0 else { throw .noCore(verbs.coreJustGone) }
        let asked = words.isEmpty ? nil : Set(try choice(among: snapshot).meant(by: words).ids)
        let serving = snapshot.serving(of: asked)
        if !isSilent { say(asJSON ? [HealthTree.tree(of: serving).json] : lines(of: serving)) }
        if serving.isServing { return }
        throw .failed(
            serving.counted.isEmpty
                ? language.nothingServes
                : language.notServing(serving.failing.count, of: serving.counted.count))
    }

    // MARK: - Lines

    private func lines(of serving: Serving) -> [String] {
        let all = (serving.counted + serving.leftOut).sorted { $0.id < $1.id }
        let isLeftOut = Set(serving.leftOut.map(\.id))
        let shared = Set(Dictionary(grouping: all, by: \.name).filter { $1.count > 1 }.keys)
        let now = time.now()
        let rows = all.map { process in
            (
                GlyphWidth.displayable(
                    shared.contains(process.name) ? "\(process.name):\(process.id.raw)" : process.name),
                word(process), paint(process),
                isLeftOut.contains(process.id) ? language.notCounted : text(process, now: now)
            )
        }
        let names = rows.reduce(0) { max($0, GlyphWidth.columns(of: $1.0)) }
        let states = rows.reduce(0) { max($0, GlyphWidth.columns(of: $1.1)) }
        return rows.map { name, word, paint, text in
            let line =
                GlyphWidth.padded(right: name, to: names) + "  "
                + look.painted(text.isEmpty ? word : GlyphWidth.padded(right: word, to: states), paint)
            return text.isEmpty ? line : line + "  " + GlyphWidth.displayable(text)
        }
    }

    /// That of its probe where there is one that has been answered, else that of its life.
    private func word(_ process: ProcessSnapshot) -> String {
        guard process.status == .online, let health = process.health else {
            return language.verbs.fullStatus(process.status)
        }
        return language.health(health.state)
    }

    private func paint(_ process: ProcessSnapshot) -> Paint {
        if process.isServing { return .good }
        switch process.status {
        case .stopped: return .quiet
        case .launching, .stopping, .waiting: return .passing
        case .errored: return .bad
        case .online: return process.health?.state == .unhealthy ? .bad : .passing
        }
    }

    private func text(_ process: ProcessSnapshot, now: Moment) -> String {
        switch process.status {
        case .online: return process.health.map { language.newest(of: $0, now: now.boot) } ?? ""
        case .waiting:
            return process.nextTryAt.map { verbs.nextTry(language.countdown($0 - now.monotonic)) } ?? ""
        case .launching, .stopping, .stopped, .errored:
            let reason = process.reason.map(language.heard)
            let newest = process.health?.last == nil ? nil : process.health
            return [reason, newest.map { language.newest(of: $0, now: now.boot) }].compactMap { $0 }
                .joined(separator: ": ")
        }
    }
}
