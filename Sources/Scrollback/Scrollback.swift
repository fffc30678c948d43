import Kernel
import Matching
package import Supervision
import Synchronization

/// Log files as older output, behind what a core still has in memory.
///
/// Two threads of its own, begun when they are needed: one reads pages, the other searches. Every method returns
/// at once, on any thread; answers come on those threads.
package final class Scrollback: Sendable {
    private struct State {
        var pages: LoopThread?
        var search: LoopThread?
        var reading = Stop()
        var searching = Stop()
        var isClosed = false
    }
    private let state = Mutex(State())
    private let library = Mutex(Library())
    private let clock: @Sendable () -> Duration

    /// News of how it goes come no closer than this.
    private static let progressInterval = Duration.milliseconds(50)

    /// - Parameter clock: CLOCK_MONOTONIC.
    package init(clock: @escaping @Sendable () -> Duration) { self.clock = clock }

    /// Reads a page; pages are read in the order in which they were asked for.
    /// - Parameters:
    ///   - tell: of one with a pattern, how it goes, as a search with number 0.
    ///   - then: nil where there are no files to read.
    package func read(
        _ wish: PastWish, _ sources: LogSources, tell: @escaping @Sendable (PastSearch) -> Void,
        then: @escaping @Sendable (PastPage?) -> Void
    ) {
        let stop = state.withLock { $0.reading }
        onThread("past", \.pages) { [self] in
            let page = open(sources, wish.instances, stop)
            guard !page.chosen.isEmpty else { return then(nil) }
            guard let pattern = wish.pattern else { return then(page.page(wish.part, count: wish.count)) }
            do throws(PatternError) {
                let compiled = try Pattern(pattern.text)
                let isDue = ticks()
                then(
                    page.page(wish.part, count: wish.count, compiled, stream: pattern.stream) {
                        done, total, hits in
                        if isDue() { tell(.progress(number: 0, done: done, total: total, hits: hits)) }
                    })
            } catch { tell(.failed(number: 0, error.sentence)) }
        }
    }

    /// Searches; a search before it is given up.
    package func search(
        _ search: LogSearch, _ sources: LogSources, tell: @escaping @Sendable (PastSearch) -> Void
    ) {
        let stop = Stop()
        state.withLock { state in
            state.searching.ask()
            state.searching = stop
        }
        onThread("search", \.search) { [self] in
            guard !stop.isAsked else { return }
            search.run(open(sources, search.instances, stop), isDue: ticks()) { news in
                if !stop.isAsked { tell(news) }
            }
        }
    }

    /// Gives up the search, and the pages with a pattern that are being read: they come as they are.
    package func stop() {
        state.withLock { state in
            state.searching.ask()
            state.reading.ask()
            state.reading = Stop()
        }
    }

    /// Nothing is told from now on; the threads end when they come to it.
    package func close() {
        let threads = state.withLock { state in
            state.isClosed = true
            state.searching.ask()
            state.reading.ask()
            return [state.pages, state.search]
        }
        for thread in threads.compactMap(\.self) {
            thread.post { thread.stop() }
            thread.leaveToItself()
        }
    }

    private func open(_ sources: LogSources, _ instances: [InstanceID]?, _ stop: Stop) -> PageReader {
        library.withLock { library in
            let chosen = library.look(sources, instances)
            return PageReader(library, chosen, instances, stop: stop)
        }
    }

    private func ticks() -> () -> Bool {
        var last = clock()
        return { [clock] in
            let now = clock()
            guard now - last >= Scrollback.progressInterval else { return false }
            last = now
            return true
        }
    }

    private func onThread(
        _ name: String, _ path: WritableKeyPath<State, LoopThread?>, _ work: @escaping @Sendable () -> Void
    ) {
        state.withLock { state in
            guard !state.isClosed else { return }
            let thread = state[keyPath: path] ?? LoopThread(name)
            if state[keyPath: path] == nil {
                state[keyPath: path] = thread
                thread.start()
                thread.post { Scrollback.giveWay() }
            }
            thread.post(work)
        }
    }
}
