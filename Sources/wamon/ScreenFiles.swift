import Glibc
import Kernel
import Monitor
import Screen
import Wording

/// The files behind the screen: the themes, the user's config file, and what is remembered of a screen that was
/// arranged by keys. What the command line says beats the config file, that one what is remembered, and that one
/// the ecosystem file.
struct ScreenFiles: Sendable {
    let themes: ThemeFiles
    /// What the command line says.
    let commanded: Settings
    /// What the ecosystem file says.
    let shipped: Settings
    private let environment: [String: String]

    init(environment: [String: String], options: Monit, ecosystemTheme: String? = nil) {
        self.environment = environment
        themes = ThemeFiles(environment: environment, folder: options.themeDir)
        var commanded = Settings()
        commanded.theme = options.theme
        commanded.language = Wamon.askedLanguage
        if options.readOnly { commanded.isReadOnly = true }
        self.commanded = commanded
        var shipped = Settings()
        shipped.theme = ecosystemTheme
        self.shipped = shipped
    }

    /// All there is to know for a screen.
    struct Reading: Sendable {
        /// What holds of the command line and the config file.
        var settings: Settings
        /// What is remembered.
        var layout: Settings
        /// As the config file has it: `config, line 3: …`.
        var problems: [Problem]
        /// What is wrong in the theme's file, in sentences.
        var themeProblems: [String] = []
        /// Where the config file is, or would be; as one says it.
        var configPath: String

        struct Problem: Sendable {
            var path: String
            var problem: Settings.Problem
        }
    }

    func read() -> Reading {
        var problems: [Reading.Problem] = []
        func settings(in path: String?) -> Settings {
            guard let path, let text = TextFile.read(path) else { return Settings() }
            let (settings, found) = Settings.parse(text)
            problems += found.map { Reading.Problem(path: path, problem: $0) }
            return settings
        }
        let config = settings(in: configPath)
        let found = problems
        // Nobody wrote that one by hand: what cannot be read of it was not meant for this wamon.
        let layout = settings(in: layoutPath)
        return Reading(
            settings: commanded.over(config), layout: layout, problems: found,
            configPath: shownConfigPath)
    }

    /// The theme to begin with, and what is wrong in its file. One that was named on purpose is there or refused;
    /// one that is remembered may be gone.
    func theme(_ reading: Reading) throws -> (theme: Theme, problems: [String]) {
        if let name = reading.settings.theme { return try themes.load(name) }
        if let name = reading.layout.theme, let found = try? themes.load(name) { return found }
        return try themes.load(shipped.theme ?? "default")
    }

    // MARK: - Where they are

    /// `$XDG_CONFIG_HOME/wamon/config`, by default `~/.config/wamon/config`; nil where nobody lives.
    var configPath: String? { folder("XDG_CONFIG_HOME", ".config").map { $0 + "/config" } }

    /// `$XDG_STATE_HOME/wamon/layout`, by default `~/.local/state/wamon/layout`.
    var layoutPath: String? { folder("XDG_STATE_HOME", ".local/state").map { $0 + "/layout" } }

    private var shownConfigPath: String {
        guard let path = configPath else { return "" }
        guard let home = environment["HOME"], home.count > 1, path.hasPrefix(home + "/") else { return path }
        return "~" + path.dropFirst(home.count)
    }

    private func folder(_ variable: String, _ usual: String) -> String? {
        if let named = environment[variable], named.hasPrefix("/") { return named + "/wamon" }
        guard let home = environment["HOME"] ?? Surroundings.accountHome, home.hasPrefix("/") else {
            return nil
        }
        return (home == "/" ? "" : home) + "/\(usual)/wamon"
    }

    // MARK: - Remembering

    /// Writes what is to be remembered, whole or not at all; why it is not, if it is not.
    func remember(_ layout: Settings) -> String? {
        guard let path = layoutPath else { return Wamon.words.reason(ENOENT) }
        for end in path.indices.dropFirst() where path[end] == "/" {
            guard mkdir(String(path[..<end]), 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
                return Wamon.words.reason(errno)
            }
        }
        let new = "\(path).\(getpid())"
        let text = "# \(Wamon.words.program.layoutHead(configPath))\n"
        guard TextFile.write(text + layout.text, to: new), rename(new, path) == 0 else {
            let reason = Wamon.words.reason(errno)
            unlink(new)
            return reason
        }
        return nil
    }
}
