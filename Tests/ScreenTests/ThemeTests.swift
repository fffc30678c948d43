import Screen
import Testing

@Suite struct ThemeTests {
    @Test("every way to write a colour is read")
    func colours() {
        let (theme, problems) = Theme.parse(
            """
            # a comment

            theme[main_bg]=""
            theme[main_fg]="#cc"
            theme[title]="#1A1b26 bold underline"
              theme[hi_fg] = '40 0 255'
            theme[inactive_fg]=bright_red # grows pale
            theme[div_line]="208"
            theme[log_time]="default dim"
            """, named: "mine")
        #expect(problems == [])
        #expect(theme.name == "mine")
        #expect(theme[.background] == Style(.rgb(0xCC, 0xCC, 0xCC)))
        #expect(theme[.title] == Style(.rgb(0x1A, 0x1B, 0x26), on: nil, [.bold, .underline]))
        #expect(theme[.key] == Style(.rgb(40, 0, 255)))
        #expect(theme[.dim] == Style(.palette(9)))
        #expect(theme[.border] == Style(.palette(208)))
        #expect(theme[.logTime] == Style(nil, on: nil, .dim))
    }

    @Test("each mistake is told with its line, and the rest is used")
    func problems() {
        let (theme, problems) = Theme.parse(
            "theme[title]=\"#12345\"\ntheme[main_fg]=\"red\"\nnonsense\ntheme[main_bg]=\"#111111\ntheme[tilte]=\"1\"\n"
                + "theme[hi_fg]\ntheme[hi_fg]=\"300\"\ntheme[hi_fg]=\"#+12345\"\ntheme[hi_fg]=\"1 2\"",
            named: "broken")
        #expect(
            problems.map(\.description) == [
                "line 1: bad colour \"#12345\" for title",
                "line 3: expected theme[name]=\"colour\"",
                "line 4: the quote is not closed",
                "line 5: unknown name tilte",
                "line 6: expected = behind theme[hi_fg]",
                "line 7: bad colour \"300\" for hi_fg",
                "line 8: bad colour \"#+12345\" for hi_fg",
                "line 9: bad colour \"1 2\" for hi_fg",
            ])
        #expect(theme[.text] == Style(.palette(1)))
    }

    @Test("a theme made for btop serves without wamon's own names")
    func fallbacks() {
        let (theme, problems) = Theme.parse(
            """
            theme[main_bg]="#101010"
            theme[main_fg]="#eeeeee"
            theme[hi_fg]="1"
            theme[selected_bg]="2"
            theme[selected_fg]="3"
            theme[inactive_fg]="4"
            theme[process_start]="5"
            theme[process_mid]="6"
            theme[process_end]="7"
            theme[cpu_start]="8"
            theme[cpu_mid]="9"
            theme[cpu_end]="10"
            theme[temp_start]="11"
            theme[proc_misc]="12"
            theme[download_mid]="13"
            """, named: "btop")
        #expect(problems == [])
        let ground = Color.rgb(16, 16, 16)
        #expect(theme[.statusOnline] == Style(.palette(5), on: ground))
        #expect(theme[.statusWaiting] == Style(.palette(6), on: ground))
        #expect(theme[.statusErrored] == Style(.palette(7), on: ground))
        #expect(theme[.statusStopped] == Style(.palette(4), on: ground))
        #expect(theme[.healthSlow] == Style(.palette(9), on: ground))
        #expect(theme[.restartRising] == Style(.palette(1), on: ground, .bold))
        #expect(theme[.selection] == Style(.palette(3), on: .palette(2), .bold))
        #expect(theme[.statusOnline, on: .selection] == Style(.palette(5), on: .palette(2)))
        #expect(theme[.logName5] == Style(.palette(13), on: ground))
    }

    @Test("an empty theme paints nothing and still shows the selection")
    func empty() {
        let (theme, problems) = Theme.parse("", named: "empty")
        #expect(problems == [])
        #expect(theme[.background] == Style())
        #expect(theme[.selection].attributes.contains(.reverse))
        #expect(theme[.match].attributes.contains(.reverse))
        #expect(theme[.toast].attributes.contains(.reverse))
        #expect(theme.gradient(.cpu, 0.5) == Style())
    }

    @Test("a gradient goes from its start over its middle to its end")
    func gradients() {
        let (theme, _) = Theme.parse(
            "theme[cpu_start]=\"#00ff00\"\ntheme[cpu_mid]=\"#ffff00\"\ntheme[cpu_end]=\"#ff0000\"\n"
                + "theme[used_start]=\"#000000\"\ntheme[used_mid]=\"\"\ntheme[used_end]=\"#ffffff\"",
            named: "g")
        func color(_ gradient: Gradient, _ fraction: Double) -> Color? {
            theme.gradient(gradient, fraction).foreground
        }
        #expect(color(.cpu, 0) == .rgb(0, 255, 0))
        #expect(color(.cpu, 0.5) == .rgb(255, 255, 0))
        #expect(color(.cpu, 1) == .rgb(255, 0, 0))
        #expect([color(.cpu, -3), color(.cpu, .nan)] == [color(.cpu, 0), color(.cpu, 0)])
        #expect(color(.cpu, .infinity) == color(.cpu, 1))
        #expect(color(.memory, 0.5) == .rgb(99, 99, 99))
        #expect(color(.limit, 1) == .rgb(255, 255, 255))
    }

    @Test("named colours in a gradient take a third each")
    func namedGradient() {
        let colors = [0, 0.3, 0.5, 0.7, 1].map { Theme.standard.gradient(.cpu, $0).foreground }
        #expect(colors == [.palette(2), .palette(2), .palette(3), .palette(1), .palette(1)])
    }

    @Test("the same name in the logs has the same colour always")
    func logNames() {
        #expect(Role.logName("api-server") == Role.logName("api-server"))
        #expect(Role.logName("api-server") != Role.logName("nextjs-server"))
        #expect(Set((0..<100).map { Role.logName("app-\($0)") }).count == 8)
    }

    @Test("neither the standard nor the mono theme paints a background")
    func noBackground() {
        let standard = Role.allCases.filter { Theme.standard[$0].background != nil }
        #expect(standard == [.match, .matchCurrent])
        let mono = Role.allCases.filter {
            Theme.mono[$0].background != nil || Theme.mono[$0].foreground != nil
        }
        #expect(mono == [])
        #expect(Theme.dark.fitting(colors: 2) == .mono)
        #expect(Theme.dark.fitting(colors: 16) == .dark)
        // Eight colours have no shade for the selected row.
        #expect(Theme.dark.fitting(colors: 8)[.selection].attributes == [.reverse, .bold])
    }
}
