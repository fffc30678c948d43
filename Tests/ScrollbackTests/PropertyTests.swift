import Supervision
import Testing

@testable import Matching
@testable import Scrollback

/// Files of random sizes against a list of their lines.
@Suite struct PropertyTests {
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private let folder = LogFolder()

    /// Writes a chain: lines of random lengths, rotated at random places, each dated later than the one before.
    private func chain(_ name: String, _ id: Int, _ dice: inout Dice) -> [(second: Int, text: String)] {
        var lines: [(Int, String)] = []
        var text = ""
        var (second, stamp) = (Int.random(in: 0..<50, using: &dice), 0)
        for number in 0..<Int.random(in: 0..<3000, using: &dice) {
            second += Int.random(in: 0..<3, using: &dice)
            let most = Int.random(in: 0..<40, using: &dice) == 0 ? 30_000 : 80
            let body =
                "\(id)-\(number) " + String(repeating: "e", count: Int.random(in: 0..<most, using: &dice))
            lines.append((second, body))
            text += "\(1_000_000 + second): \(body)\n"
            guard Int.random(in: 0..<700, using: &dice) == 0 else { continue }
            stamp += 1
            let rotated = "\(name).20261123T10000\(stamp % 10).000Z"
            folder.write(text, rotated)
            if Bool.random(using: &dice) { folder.compress(rotated) }
            text = ""
            if stamp == 9 { break }
        }
        folder.write(text, name)
        return lines
    }

    @Test(arguments: 0..<12)
    func `what is read is what was written, in whatever way it is read`(_ seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 7919 &+ 1)
        var logs = LogSpec()
        logs.dateFormat = "X"
        var all: [(second: Int, id: Int, text: String)] = []
        var marks: [LogMark] = []
        for id in 0..<Int.random(in: 1...4, using: &dice) {
            all += chain("\(id).log", id, &dice).map { ($0.second, id, $0.text) }
            marks.append(folder.mark(id, .out, "\(id).log"))
        }
        // Lines of one moment keep the order of the chains.
        let wanted = all.enumerated().sorted {
            ($0.element.second, $0.element.id, $0.offset) < ($1.element.second, $1.element.id, $1.offset)
        }.map(\.element.text)
        var reading = Reading(marks, logs)
        let size = Int.random(in: 1..<900, using: &dice)
        let forward = reading.all(by: size, isForward: true)
        #expect(forward.map(\.text) == wanted)
        #expect(reading.all(by: Int.random(in: 1..<900, using: &dice), isForward: false) == forward)
        guard let line = forward.randomElement(using: &dice) else { return }
        let place = try #require(forward.firstIndex(of: line))
        #expect(reading.page(.after(line.position), 5).lines == Array(forward[place...].prefix(5)))
        #expect(reading.page(.before(line.position), 5).lines == Array(forward[..<place].suffix(5)))

        for text in ["-7 ", "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "^1-\\d*3 e*$"] {
            let pattern = try Pattern(text)
            let hits = forward.filter { pattern.contains($0.text) }
            let reader = reading.reader()
            for isForward in [true, false] {
                let page = reader.page(isForward ? .oldest : .newest, count: 20, pattern, stream: nil) {
                    _, _, _ in
                }
                let wanted = isForward ? hits.prefix(20) : hits.suffix(20)
                #expect(page.lines.map(\.text) == wanted.map(\.text), "\(text)")
                let more = reader.page(
                    isForward ? .after(page.last) : .before(page.first), count: 20, pattern, stream: nil
                ) { _, _, _ in }
                let rest = isForward ? hits.dropFirst(20).prefix(20) : hits.dropLast(20).suffix(20)
                #expect(more.lines.map(\.text) == rest.map(\.text), "\(text)")
                // Such a line has its place among all.
                if let line = more.lines.first {
                    let behind = reader.page(.after(line.position), count: 3).lines
                    let place = try #require(forward.firstIndex { $0.text == line.text })
                    #expect(behind == Array(forward[place...].prefix(3)), "\(text)")
                }
                var news: [PastSearch] = []
                LogSearch(number: 3, LogPattern(text), instances: nil, from: nil, isForward: isForward)
                    .run(reading.reader(), isDue: { false }) { news.append($0) }
                #expect(news.last == .ended(number: 3, hits: hits.count), "\(text)")
                guard let hit = isForward ? hits.first : hits.last else { continue }
                guard case .found(3, let at, let around) = news.first else {
                    Issue.record("\(text) was not found")
                    continue
                }
                #expect(at == hit.position && around.lines.contains(hit), "\(text)")
            }
        }
    }
}
