import Matching
import Supervision
import Synchronization
import Testing

@testable import Scrollback

@Suite struct SearchTests {
    private let folder = LogFolder()

    private func search(
        _ reading: inout Reading, _ pattern: LogPattern, from: LogPosition? = nil, isForward: Bool = false,
        stop: Stop = Stop(), isDue: () -> Bool = { false }, _ hear: (PastSearch) -> Void = { _ in }
    ) -> [PastSearch] {
        var news: [PastSearch] = []
        let page = reading.reader(stop: stop)
        LogSearch(number: 7, pattern, instances: nil, from: from, isForward: isForward).run(
            page, isDue: isDue
        ) {
            news.append($0)
            hear($0)
        }
        return news
    }

    @Test func `the nearest hit comes with what is around it, the others are counted`() {
        folder.write((0..<1000).map { "line \($0)\n" }.joined(), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let news = search(&reading, LogPattern("9$"))
        guard case .found(7, let at, let page) = news.first else {
            Issue.record("\(news)")
            return
        }
        #expect(page.lines.last?.text == "line 999" && page.lines.last?.position == at)
        #expect(page.lines.count == 201 && page.reachesRing)
        #expect(news.dropFirst() == [.ended(number: 7, hits: 100)])
        // From there on.
        let next = search(&reading, LogPattern("9$"), from: at)
        guard case .found(7, let before, let around) = next.first else {
            Issue.record("\(next)")
            return
        }
        #expect(around.lines.first { $0.position == before }?.text == "line 989")
        #expect(next.last == .ended(number: 7, hits: 99))
        // And forwards: what is behind a place begins with the line there.
        let forward = search(&reading, LogPattern("9$"), from: before, isForward: true)
        #expect(forward.last == .ended(number: 7, hits: 2))
    }

    @Test func `nothing found is said, and so are a pattern that is none and files that cannot be read`() {
        folder.write("line\n", "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        #expect(search(&reading, LogPattern("other")) == [.ended(number: 7, hits: 0)])
        #expect(search(&reading, LogPattern("a(")) == [.failed(number: 7, "missing closing parenthesis")])
        var mark = LogMark(instance: InstanceID(0), stream: .out)
        mark.path = folder.path + "/a.log/b.log"
        var broken = Reading([mark])
        #expect(
            search(&broken, LogPattern("x")) == [
                .failed(number: 7, "\(folder.path)/a.log/b.log: Not a directory")
            ])
    }

    @Test func `only one stream is looked at where that is wished for`() {
        folder.write("x out\n", "a.log")
        folder.write("x error\nx error\n", "b.log")
        var reading = Reading([folder.mark(0, .out, "a.log"), folder.mark(0, .error, "b.log")])
        #expect(search(&reading, LogPattern("x", stream: .error)).last == .ended(number: 7, hits: 2))
        #expect(search(&reading, LogPattern("x", stream: .out)).last == .ended(number: 7, hits: 1))
        #expect(search(&reading, LogPattern("x")).last == .ended(number: 7, hits: 3))
    }

    @Test func `how far it is is told, and it ends where it is told to`() {
        folder.write(String(repeating: String(repeating: "x", count: 99) + "\n", count: 100_000), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let all = search(&reading, LogPattern("y.z"), isDue: { true })
        #expect(all.count == 11)
        for case .progress(7, let done, let total, let hits) in all {
            #expect(done > 0 && done <= total && total == 10_000_000 && hits == 0)
        }
        let stop = Stop()
        let some = search(&reading, LogPattern("y.z"), stop: stop, isDue: { true }) { _ in stop.ask() }
        #expect(some.count == 1)
    }

    @Test func `a page with a pattern that is given up goes on where it was`() throws {
        folder.write((0..<300_000).map { "line \($0)\n" }.joined(), "a.log")
        var reading = Reading([folder.mark(0, .out, "a.log")])
        let stop = Stop()
        let part = reading.reader(stop: stop).page(.newest, count: 10, try .init("^line 7$"), stream: nil) {
            _, _, _ in stop.ask()
        }
        #expect(part.lines == [] && !part.isOldest)
        let rest = reading.reader().page(.before(part.first), count: 10, try .init("^line 7$"), stream: nil) {
            _, _, _ in
        }
        #expect(rest.lines.map(\.text) == ["line 7"] && rest.isOldest)
    }

    @Test func `answers come from threads of their own, and none after the end`() async {
        folder.write("one\ntwo\n", "a.log")
        let sources = Reading([folder.mark(0, .out, "a.log")]).sources
        let scrollback = Scrollback { .zero }
        let wish = PastWish(instances: nil, part: .newest, count: 10)
        let page = await withCheckedContinuation { answer in
            scrollback.read(wish, sources, tell: { _ in }, then: { answer.resume(returning: $0) })
        }
        #expect(page?.lines.map(\.text) == ["one", "two"])
        let hits = await withCheckedContinuation { answer in
            let search = LogSearch(number: 1, LogPattern("o"), instances: nil, from: nil, isForward: false)
            scrollback.search(search, sources) {
                if case .ended(_, let hits) = $0 { answer.resume(returning: hits) }
            }
        }
        #expect(hits == 2)
        let none = await withCheckedContinuation { answer in
            scrollback.read(
                PastWish(instances: [InstanceID(9)], part: .newest, count: 10), sources, tell: { _ in },
                then: { answer.resume(returning: $0) })
        }
        #expect(none == nil)
        scrollback.close()
        scrollback.read(wish, sources, tell: { _ in }, then: { _ in Issue.record("after the end") })
    }
}
