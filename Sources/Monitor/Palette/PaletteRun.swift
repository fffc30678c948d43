import Screen
import Supervision
import Wording

// What the palette was told is done: by the same ways as what keys are told.
extension Model {
    mutating func run(_ command: PaletteCommand) -> [Command] {
        switch command {
        case .perform(let action): return perform(fromPalette: action)
        case .show(let id):
            show(id)
            return []
        case .logs(let id):
            show(id)
            return openLogs(of: id)
        case .sort(let column):
            order(by: column == sort.key ? sort.inverted : Sort(column))
            return []
        case .dump: return [.dump]
        case .theme(let name): return [.useTheme(name)]
        case .reloadSettings: return [.reload]
        case .language(let language):
            words = language
            // Its words are in the filter and in the widths.
            table.filter = TableFilter(filter, words)
            areRowsStale = true
            return []
        case .act, .signal, .scale, .save: break
        }
        guard mayAct() else { return [] }
        switch command {
        case .act(let deed, let aim): return act(deed, Aim(aim.kind, aim.ids.filter { process($0) != nil }))
        case .signal(let signal, let aim): return [.request(.signal(signal, aim.selector))]
        case .scale(let name, let count): return scale(name, to: count)
        case .save: return [.request(.save)]
        default: return []
        }
    }

    private mutating func act(_ deed: PaletteCommand.Deed, _ aim: Aim) -> [Command] {
        guard !aim.ids.isEmpty else {
            say(words.gone, isError: true)
            return []
        }
        let members = processes(of: aim)
        let selector = aim.selector
        switch deed {
        case .restart: return restart(aim, nil)
        case .stop:
            // Where nothing runs, only the next try is cancelled.
            return members.contains(where: \.isUp) ? stop(aim, nil) : [.request(.stop(selector))]
        case .start:
            // Starting what is online would restart it.
            let down = members.filter { !$0.isUp }.map(\.id)
            guard !down.isEmpty else {
                say(words.allUp(who(aim)))
                return []
            }
            return [.request(.start(down.count == 1 ? .id(down[0]) : .ids(down)))]
        case .reload: return roll(aim, nil)
        case .reset: return [.request(.reset(selector))]
        case .delete: return ask(.delete, aim, nil, [Dialog.Choice("D", words.delete, .delete(selector))])
        case .flush: return ask(.flush, aim, nil, [Dialog.Choice("E", words.flush, .flush(selector))])
        }
    }

    /// More of them hurt nobody; fewer end some.
    private mutating func scale(_ name: String, to count: Int) -> [Command] {
        let ids = snapshot.processes.filter { $0.name == name }.map(\.id)
        let request = Request.scale(.name(name), .exactly(count))
        guard count < ids.count else { return [.request(request)] }
        return ask(
            .scale(name: name, from: ids.count, to: count), Aim(.named(name), ids), nil,
            [Dialog.Choice("S", words.scale, request)])
    }

    /// Goes to where it is in the table, whatever hides it.
    private mutating func show(_ id: InstanceID) {
        guard let process = process(id) else { return say(words.gone, isError: true) }
        if case .logs = place { leaveLogs() }
        if place != .zoom(.details), place != .zoom(.processes) { place = .main }
        focus = .processes
        hidden.remove(.processes)
        table.folded.remove(process.namespace)
        (selection, table.group) = (id, nil)
        areRowsStale = true
        settle()
        guard selection != id else { return }
        filter = ""
        (selection, table.group) = (id, nil)
    }

    /// As if its key had been pressed where it has one.
    private mutating func perform(fromPalette action: Action) -> [Command] {
        guard let binding = keymap.binding(of: action) else { return [] }
        let places = keymap.table.filter { $0.action == action }.reduce(into: Set()) {
            $0.formUnion($1.places)
        }
        if !places.contains(keyPlace) {
            if places.contains(.table) {
                if case .logs = place { leaveLogs() }
                place = .main
                focus = .processes
                hidden.remove(.processes)
            } else if places.contains(.logs) {
                place = .main
                focus = .logs
                hidden.remove(.logs)
            } else if places.contains(.details) {
                place = .zoom(.details)
            }
        }
        return perform(action, binding.keys.first ?? .enter)
    }
}
