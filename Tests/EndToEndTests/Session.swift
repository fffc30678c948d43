import Foundation
import Testing

/// One wamon in one window of a real terminal, as its user has it: keys in, a screen out.
final class Session {
    let sandbox: Sandbox
    let terminal: Tmux
    let name: String

    /// How a terminal may be.
    struct Setting {
        var width = 120
        var height = 36
        /// nil: not set at all.
        var term: String? = "screen-256color"
        var lang: String? = "C.UTF-8"
        /// Of wamon's command line.
        var arguments: [String] = []
        var environment: [String: String] = [:]
        /// In a shell with job control, started by hand.
        var isInteractive = false
    }

    init(_ sandbox: Sandbox, _ terminal: Tmux, name: String = "wamon", _ setting: Setting = Setting()) throws
    {
        (self.sandbox, self.terminal, self.name) = (sandbox, terminal, name)
        var variables = ["-u", "LANG", "-u", "TERM"]
        if let term = setting.term { variables.append("TERM=\(term)") }
        if let lang = setting.lang { variables.append("LANG=\(lang)") }
        variables += setting.environment.map { "\($0.key)='\($0.value)'" }
        let words = ["env"] + variables + ["'\(Program.wamon)'"] + setting.arguments
        let command = words.joined(separator: " ")
        try sandbox.write("\(name).rc", "PS1='ready> '\n")
        let shell = setting.isInteractive ? "bash --noprofile --rcfile \(name).rc -i" : command
        try sandbox.write(
            "\(name).sh",
            """
            #!/bin/sh
            cd '\(sandbox.folder)'
            stty -g >\(name).before
            \(shell)
            code=$?
            stty -g >\(name).after
            echo $code >\(name).code
            exec sleep 600
            """)
        try terminal.open(
            sandbox.path("\(name).sh"), name: name, width: setting.width, height: setting.height,
            environment: sandbox.environment())
        if setting.isInteractive {
            try terminal.type(name, [command, "Enter"])
        }
    }

    // MARK: - The screen

    var screen: String { terminal.screen(name) }

    func shows(_ text: String) -> Bool { screen.contains(text) }

    /// The words of a process's row below a heading; nil where the screen has no such row or heading.
    func cell(_ app: String, _ heading: String) -> String? {
        let lines = screen.components(separatedBy: "\n").map { Array($0) }
        guard
            let head = lines.firstIndex(where: {
                String($0).contains("NAME") && String($0).contains("STATUS")
            })
        else { return nil }
        let rows = lines[(head + 1)...].prefix { !$0.starts(with: "─") }
        let row = rows.first { String($0).split(separator: " ").contains(Substring(app)) }
        guard let row, let place = String(lines[head]).range(of: heading) else { return nil }
        let titles = String(lines[head])
        let start = titles.distance(from: titles.startIndex, to: place.lowerBound)
        let columns = start..<(start + heading.count)
        var words: [String] = []
        var word = ""
        var wordStart = 0
        for (index, character) in (row + [" "]).enumerated() {
            if character == " " {
                if !word.isEmpty, (wordStart..<index).overlaps(columns) { words.append(word) }
                word = ""
            } else {
                if word.isEmpty { wordStart = index }
                word.append(character)
            }
        }
        return words.joined(separator: " ")
    }

    /// `online`, `waiting`, without its glyph.
    func status(_ app: String) -> String? {
        cell(app, "STATUS").flatMap { $0.split(separator: " ").last.map(String.init) }
    }

    func pid(_ app: String) -> pid_t? { cell(app, "PID").flatMap { pid_t($0) } }

    // MARK: - Waiting

    func wait<Found>(
        for what: String, within limit: Duration = .seconds(60), _ look: () throws -> Found?
    ) async throws -> Found {
        try await until(what, within: limit, seeing: { "\(self.screen)\n\(self.sandbox.remains)" }, look)
    }

    func wait(until text: String, within limit: Duration = .seconds(60)) async throws {
        _ = try await wait(for: "«\(text)» on the screen", within: limit) { shows(text) ? true : nil }
    }

    func wait(for app: String, toBe status: String, within limit: Duration = .seconds(60)) async throws {
        _ = try await wait(for: "\(app) is \(status)", within: limit) {
            self.status(app) == status ? true : nil
        }
    }

    /// The code the shell saw, once wamon has ended.
    func code(within limit: Duration = .seconds(60)) async throws -> Int {
        try await wait(for: "wamon has ended", within: limit) {
            sandbox.lines("\(name).code").first.flatMap { Int($0) }
        }
    }

    // MARK: - Acting

    func type(_ keys: String...) throws { try terminal.type(name, keys) }

    /// A key that asks first: pressed, and once its question is there pressed again until it is answered.
    /// A key that repeats at once would not confirm.
    func confirm(_ key: String, _ question: String) async throws {
        try type(key)
        try await wait(until: question)
        var due = ContinuousClock.now + .milliseconds(350)
        _ = try await wait(for: "\(question) is answered") {
            guard shows(question) else { return true }
            if ContinuousClock.now >= due {
                try type(key)
                due = ContinuousClock.now + .seconds(2)
            }
            return nil
        }
    }

    /// Leaves as a user does, and gives back the exit code.
    func quit() async throws -> Int {
        try type("q")
        try await wait(until: "Leave wamon?")
        try type("S")
        return try await code()
    }

    /// Nothing of wamon is left in the terminal: modes as before, the usual screen, its cursor, no mouse.
    func expectRestored(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(
            sandbox.text("\(name).after") == sandbox.text("\(name).before"), sourceLocation: sourceLocation)
        try expectUsualScreen(sourceLocation: sourceLocation)
    }

    /// Not the alternate screen; a cursor, no mouse, the usual keypad.
    func expectUsualScreen(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(try terminal.modes(name) == "0 1 0 0", sourceLocation: sourceLocation)
    }

    /// Who is there besides the terminal itself and the shell in it.
    var left: [Sandbox.Remnant] {
        let own = ["tmux", "\(name).sh", "sleep 600"]
        return sandbox.remains.filter { one in !own.contains { one.words.contains($0) } }
    }

    /// Ends what still runs, politely.
    fileprivate func end() async {
        await sandbox.endCore()
        terminal.close()
    }
}

/// A wamon of these apps on a terminal; afterwards nothing of it may be left.
func withWamon(
    _ setting: Session.Setting = Session.Setting(), sourceLocation: SourceLocation = #_sourceLocation,
    apps: (Sandbox) throws -> [[String: Any]], _ body: (Session) async throws -> Void
) async throws {
    try await withSandbox(sourceLocation: sourceLocation) { sandbox in
        try sandbox.apps(apps(sandbox))
        try await withWamon(in: sandbox, setting, body)
    }
}

/// A wamon on a terminal, of what its folder holds.
func withWamon(
    in sandbox: Sandbox, _ setting: Session.Setting = Session.Setting(),
    _ body: (Session) async throws -> Void
) async throws {
    let terminal = Tmux(sandbox)
    defer { terminal.close() }
    let session = try Session(sandbox, terminal, setting)
    do {
        try await body(session)
    } catch {
        await session.end()
        throw error
    }
    await session.end()
}

/// A folder that is gone afterwards, and everybody in it.
func withSandbox(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (Sandbox) async throws -> Void
) async throws {
    let sandbox = try Sandbox()
    do {
        try await body(sandbox)
    } catch {
        await sandbox.remove(sourceLocation: sourceLocation)
        throw error
    }
    await sandbox.remove(sourceLocation: sourceLocation)
}
