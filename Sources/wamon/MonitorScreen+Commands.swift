import Curses
import Kernel
import Monitor
import Screen
import Scrollback
import Supervision

// What the monitor wants done.
extension MonitorScreen {
    func obey(_ command: Monitor.Command) {
        switch command {
        case .request(let request): run { $0.take(.reply(await $0.client.send(request), for: request)) }
        case .backlog(let instance): run { await $0.pullBacklog(of: instance) }
        case .fetch(let wish): run { $0.take(.fetched(await $0.fetched(wish))) }
        case .past(let wish): run { await $0.read(wish) }
        case .search(let number, let pattern, let instances, let from, let isForward):
            newestSearch = number
            let search = LogSearch(
                number: number, pattern, instances: instances, from: from, isForward: isForward)
            run { await $0.search(search) }
        case .stopSearch:
            newestSearch = nil
            scrollback.stop()
        case .copy(let text, let lines): take(.copied(lines: lines, terminal.copy(text)))
        case .save(let text, let name): save(text, named: name)
        case .dump: dump()
        case .alert(let kind, let text): alert(kind, text)
        case .listThemes: take(.themes(files.themes.names))
        case .useTheme(let name): useTheme(name)
        case .useMouse(let isOn): useMouse(isOn)
        case .reload: reload()
        case .redraw: terminal.redraw()
        case .suspend: suspend()
        case .quit(.stopAll): obey(.request(.shutdown))
        case .quit(.leave): end(.left)
        case .quit(.background): end(.toBackground)
        }
    }

    /// On the screen's own thread, after this turn.
    func run(_ work: @escaping @Sendable (isolated MonitorScreen) async -> Void) {
        Task(executorPreference: loop) { await work(self) }
    }

    private func fetched(_ wish: Fetch) async -> Fetched {
        switch wish {
        case .details(let id): .details(id, await client.details(of: [id]).first)
        case .history(let id): .history(id, await client.history(of: id))
        case .members(let id): .members(id, await client.members(of: id))
        case .figures(let id, let span): .figures(id, await client.figures(of: id, over: span))
        case .lastLines(let run): .lastLines(run, await client.lastLines(of: run))
        }
    }

    private func pullBacklog(of instance: InstanceID) async {
        let batch = await client.lines(of: [instance], after: 0, max: MonitorScreen.linesAtOnce)
        take(.backlog(instance, batch))
    }
}
