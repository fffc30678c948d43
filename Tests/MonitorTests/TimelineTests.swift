import Screen
import Supervision
import Testing

@testable import Monitor

@Suite struct TimelineTests {
    private func now(_ boot: Int) -> Moment {
        Moment(monotonic: .seconds(boot), boot: .seconds(boot), wall: .seconds(1_795_442_602 + boot))
    }

    private func timeline(_ span: FigureSpan, _ boot: Int, _ dots: Int) -> Timeline {
        Timeline(span, endsAt: now(boot).wall, now: now(boot), dots: dots)
    }

    @Test(arguments: FigureSpan.allCases, [1, 7, 16, 50, 60, 61, 97, 119, 120, 150, 200, 388])
    func `the newest figure is in the last dot, and each in some dot`(_ span: FigureSpan, _ dots: Int) {
        let line = timeline(span, 1_000_003, dots)
        #expect(line.figures(of: dots - 1, among: span.count).upperBound == span.count)
        var seen: Set<Int> = []
        for dot in 0..<dots { seen.formUnion(line.figures(of: dot, among: span.count)) }
        // What the dots have no room for at the left may be missing, and nothing else.
        let missing = Set(0..<span.count).subtracting(seen)
        #expect(missing.allSatisfy { $0 <= span.count / dots })
    }

    @Test(arguments: FigureSpan.allCases, [7, 16, 50, 61, 97, 150, 201])
    func `as time goes by dots move to the left and do not change`(_ span: FigureSpan, _ dots: Int) {
        let step = Int(span.step.components.seconds)
        func values(_ boot: Int) -> [Double?] {
            // A figure is what it is, whenever it is looked at.
            let newest = boot / step
            let figures = (0..<span.count).map {
                Double((newest - span.count + 1 + $0) * 7919 % 101) as Double?
            }
            return Curve(figures, timeline(span, boot, dots), isMean: false).values
        }
        var before = values(1_000_000 * step)
        for round in 1...40 {
            let after = values((1_000_000 + round) * step)
            let shift = (0...dots).first { shift in
                // The rightmost dot may still be growing, the leftmost has lost what is too old.
                let kept = before.dropFirst(shift + 1).dropLast()
                return Array(kept) == Array(after.dropFirst(1).prefix(kept.count))
            }
            #expect(shift != nil && (shift ?? 0) <= dots / span.count + 1, "\(span) \(dots) \(round)")
            before = after
        }
    }

    @Test func `a gap and what is older than the ring are nothing`() {
        let line = timeline(.minute, 1_000_000, 60)
        var figures: [Double?] = Array(repeating: 50, count: 40)
        figures[10] = nil
        let curve = Curve(figures, line, isMean: true)
        #expect(curve.values[..<20].allSatisfy { $0 == nil })
        #expect(curve.values[30] == nil)
        #expect(curve.values.compactMap(\.self).count == 39)
        #expect(curve.peak == 50 && curve.mean == 50 && curve.now == 50)
        #expect(Curve([], line, isMean: true).peak == nil)
    }
}

@Suite struct SecretTests {
    @Test(arguments: [
        ("DB_PASSWORD", "x", "••••••"), ("db_password", "x", "••••••"), ("JWT_SECRET", "x", "••••••"),
        ("NPM_TOKEN", "", ""), ("API_KEY", "k", "••••••"), ("AUTH", "b", "••••••"),
        ("SENTRY_DSN", "s", "••••••"),
        ("MYSQL_PWD", "s", "••••••"), ("PWD", "/app", "/app"), ("PORT", "3000", "3000"),
        ("DATABASE_URL", "postgres://app:s3cret@db/chats", "postgres://app:••••••@db/chats"),
        ("REDIS", "redis://:pa:ss@host:6379", "redis://:••••••@host:6379"),
        ("URL", "https://example.org/a:b@c", "https://example.org/a:b@c"),
        ("URL", "http://user@host/", "http://user@host/"), ("URL", "a://b:@c", "a://b:@c"),
        ("Z", "://", "://"),
    ])
    func `a secret is masked by its name or its place in a URL`(
        _ name: String, _ value: String, _ shown: String
    ) {
        #expect(Secrets.masked(value, named: name) == shown)
    }
}

@Suite struct BranchTests {
    private func member(_ pid: PID, _ parent: PID) -> TreeMember {
        TreeMember(pid: pid, parent: parent, command: "c\(pid)")
    }

    @Test func `each child is below its parent`() {
        let branches = Branch.all([
            member(1, 0), member(2, 1), member(4, 1), member(3, 2), member(9, 77), member(5, 4),
        ])
        #expect(
            branches.map { $0.lead.lines + $0.member.command } == [
                "c1", "├─ c2", "│  └─ c3", "└─ c4", "   └─ c5", "c9",
            ])
    }

    @Test func `what makes no sense harms nobody`() {
        // Two that claim to be each other's children are nobody's: they are left out, and nothing hangs.
        #expect(Branch.all([member(1, 2), member(2, 1), member(3, 3)]).map(\.member.pid) == [3])
        let chain = (1...5000).map { member(PID($0), PID($0 - 1)) }
        #expect(Branch.all(chain).count == 5000)
    }
}

@Suite struct LastWordsTests {
    @Test(arguments: [
        (["a", "b", "", " "], "b"), ([], ""), (["", "\u{1B}[0m"], ""), (["   at x"], "at x"),
        (["TypeError: no", "    at f (x.js:1:2)", "    at g", "", "Node.js v20.18.0"], "TypeError: no"),
        (["Error: no", "    at f {", "  code: 1", "}", ""], "Error: no"),
        (["Node.js v20.18.0"], "Node.js v20.18.0"),
        (["\u{1B}[31mred\u{1B}[0m\tend"], "red end"),
    ])
    func `a run's last words are a sentence, not the end of a stack`(_ lines: [String], _ words: String) {
        let said = lines.map {
            LogLine(id: 1, instance: InstanceID(0), run: RunID(1), stream: .error, at: .zero, text: $0)
        }
        #expect(DetailsState.lastWords(said) == words)
    }
}
