import Glibc
import Screen
import Testing

/// The themes in `themes/` and in the binary: complete, readable, and of use to those they were made for.
@Suite struct ShippedThemeTests {
    private static let names = Theme.builtinNames
    /// Those that name every colour themselves.
    private static let painted = names.filter { Theme.builtin($0)?[.background].background != nil }
    private static let lines: Set<Role> = [.border, .meterEmpty, .scrollbar]
    private static let states: [Role] = [
        .statusOnline, .statusLaunching, .statusStopping, .statusWaiting, .statusErrored, .statusStopped,
    ]

    @Test func `at least ten are our own, light ones among them`() {
        #expect(Self.names.count - 4 >= 10)
        #expect(Set(Self.names).count == Self.names.count)
        let light = Self.painted.filter { name in
            Theme.builtin(name)?[.background].background.map { $0.oklab.lightness > 0.8 } ?? false
        }
        #expect(light == ["light", "paper", "frost", "contrast-light"])
        #expect(Theme.builtin("nobody-made-this") == nil)
    }

    @Test(arguments: names) func `on disk it is what is in the binary, without a mistake`(_ name: String)
        throws
    {
        let text = try #require(Self.file("\(name).theme"))
        let (theme, problems) = Theme.parse(text, named: name)
        #expect(problems == [])
        #expect(theme == Theme.builtin(name))
        #expect(theme.name == name)
    }

    @Test func `nothing else is in the folder`() throws {
        let folder = try #require(opendir("\(Self.root)/themes"))
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".theme") { found.append(String(name.dropLast(6))) }
        }
        #expect(found.sorted() == Self.names.sorted())
    }

    @Test(arguments: names) func `each one names every slot there is`(_ name: String) throws {
        let all = try #require(Self.file("default.theme").map(Self.slots))
        #expect(all.count == 65)
        #expect(try #require(Self.file("\(name).theme").map(Self.slots)) == all)
    }

    @Test(arguments: names) func `text can be read on every ground, in few colours too`(_ name: String) throws
    {
        let theme = try #require(Theme.builtin(name))
        let wanted = name.hasPrefix("contrast") ? 7.0 : 4.5
        var pale: [String] = []
        for role in Role.allCases {
            for ground in [Role.background, .selection, .dialog]
            where !Self.lines.contains(role) || ground == .background {
                let style = theme[role, on: ground]
                guard let text = style.foreground, let behind = style.background else { continue }
                // What the user's own palette looks like is theirs to say.
                guard text.isFixed, behind.isFixed else { continue }
                let least = Self.lines.contains(role) ? 3 : wanted
                let shown = Palette.shown(style, of: 256)
                let figures = [
                    text.contrast(to: behind),
                    Color.palette(shown.foreground ?? 0).contrast(to: .palette(shown.background ?? 0)),
                ]
                if figures.contains(where: { $0 < least }) { pale.append("\(role) on \(ground): \(figures)") }
            }
        }
        for gradient in Gradient.allCases {
            for step in 0...20 {
                let style = theme.gradient(gradient, Double(step) / 20)
                guard let color = style.foreground, let behind = style.background else { continue }
                if color.contrast(to: behind) < 3 { pale.append("\(gradient) at \(step)") }
            }
        }
        #expect(pale == [])
    }

    @Test(arguments: names, [8, 16, 256])
    func `nothing is written in the colour of its ground`(_ name: String, _ colors: Int) throws {
        let theme = try #require(Theme.builtin(name)).fitting(colors: colors)
        for role in Role.allCases {
            for ground in [Role.background, .selection, .dialog] {
                let shown = Palette.shown(theme[role, on: ground], of: colors)
                guard shown.foreground != nil else { continue }
                #expect(shown.foreground != shown.background, "\(role) on \(ground)")
            }
        }
    }

    @Test(arguments: names, [16, 256])
    func `well, in between, errored and stopped look different`(_ name: String, _ colors: Int) throws {
        let theme = try #require(Theme.builtin(name)).fitting(colors: colors)
        for ground in [Role.background, .selection] {
            let looks = Self.states.map { Palette.shown(theme[$0, on: ground], of: colors) }
            // Those in between may share one.
            #expect(Set(looks).count >= 4, "on \(ground)")
            #expect(looks[0] != looks[4])
        }
    }

    @Test(arguments: painted) func `the selected row and a dialog stand out, in few colours too`(
        _ name: String
    )
        throws
    {
        let theme = try #require(Theme.builtin(name))
        for colors in [256, 1 << 24] {
            let grounds = [Role.background, .selection].map { role in
                theme[role].background.map { colors > 256 ? $0 : .palette(Palette.nearest($0, of: colors)) }
            }
            #expect(grounds[0] != grounds[1])
        }
        let marks = [Role.match, .matchCurrent, .selection, .background].map { role in
            theme[role].background.map { Palette.nearest($0, of: 256) }
        }
        #expect(Set(marks).count == 4)
    }

    @Test(arguments: names) func `eight names of the logs have eight looks`(_ name: String) throws {
        guard name != "mono" else { return }
        let theme = try #require(Theme.builtin(name))
        let roles: [Role] = [
            .logName1, .logName2, .logName3, .logName4, .logName5, .logName6, .logName7, .logName8,
        ]
        #expect(Set(roles.map { Palette.shown(theme[$0], of: 256) }).count == 8)
    }

    /// What those see who lack one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1.
    private static let sights: [String: [Double]] = [
        "protanopia": [
            0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
        ],
        "deuteranopia": [
            0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881,
        ],
        "tritanopia": [
            1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900,
        ],
    ]

    @Test(arguments: [
        ("blue-orange", "protanopia"), ("blue-orange", "deuteranopia"), ("red-teal", "tritanopia"),
    ])
    func `states stay apart for the eyes it was made for`(_ name: String, _ sight: String) throws {
        let theme = try #require(Theme.builtin(name))
        let matrix = try #require(Self.sights[sight])
        let roles: [Role] = [.statusOnline, .statusWaiting, .statusErrored, .statusStopped]
        let seen = roles.compactMap { theme[$0].foreground.map { Self.seen($0, matrix) } }
        for first in seen.indices {
            for second in seen.indices where second > first {
                // About four times what can just be told apart side by side.
                #expect(
                    seen[first].distance(seen[second]) > 0.01,
                    "\(roles[first]), \(roles[second])")
            }
        }
        // Without any colour, what is wrong and what is well still differ from what moves.
        #expect(abs(seen[0].lightness - seen[1].lightness) > 0.1)
        #expect(abs(seen[2].lightness - seen[1].lightness) > 0.1)
    }

    private static func seen(_ color: Color, _ matrix: [Double]) -> Oklab {
        let light = [color.rgb.red, color.rgb.green, color.rgb.blue].map { Oklab.light(of: $0) }
        let values = (0..<3).map { row in
            (0..<3).reduce(0.0) { $0 + matrix[3 * row + $1] * light[$1] }
        }
        return Oklab(light: values[0], values[1], values[2])
    }

    // MARK: - Files

    private static let root = "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    /// A file of the folder `themes` at the top of the package.
    private static func file(_ name: String) -> String? {
        guard let file = fopen("\(root)/themes/\(name)", "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func slots(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            line.hasPrefix("theme[") ? String(line.dropFirst(6).prefix { $0 != "]" }) : nil
        }
    }
}
