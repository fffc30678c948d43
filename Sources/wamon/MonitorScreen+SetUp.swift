import Curses
import Kernel
import Monitor
import Screen
import Supervision
import Wording

// Themes, settings, and what is remembered of them.
extension MonitorScreen {
    /// How it was arranged when it began, and what was remembered then.
    struct Memory {
        var begun: Settings
        var remembered: Settings
        /// What is on disk now.
        var written: Settings
        var isFailing = false
        /// How it was arranged after the last key.
        var noted: Settings?

        init(_ begun: Settings, remembered: Settings) {
            (self.begun, self.remembered, written) = (begun, remembered, remembered)
        }

        /// What is to be on disk: what was changed here, over what was changed before.
        func wanted(_ now: Settings) -> Settings { now.changed(since: begun).over(remembered) }
    }

    /// Shows another theme; the last good one stays where its file is broken.
    func useTheme(_ name: String) {
        guard let (found, problem) = files.themes.reload(name) else {
            return take(.theme(name, trouble: model.words.themeGone(name)))
        }
        if let problem {
            return take(
                .theme(name, trouble: model.words.themeBroken(name, model.words.heard(problem.description))))
        }
        theme = found.fitting(colors: terminal.colors)
        take(.theme(name, trouble: nil))
    }

    /// Reads the config file and the theme anew.
    func reload() {
        let reading = files.read()
        let shown = model.preferences.theme
        take(.settings(reading.settings, reading.problems.map(\.problem)))
        useTheme(reading.settings.theme ?? shown)
        useMouse(model.preferences.isMouseOn)
    }

    func useMouse(_ isOn: Bool) {
        if terminal.isMouseOn != isOn { terminal.isMouseOn = isOn }
    }

    // MARK: - Beyond the screen

    /// The terminal's title, where it has changed.
    func noteTitle() {
        let new = model.title
        guard new != title, model.snapshot.core.startedAt != .zero else { return }
        title = new
        terminal.show(title: new)
    }

    func alert(_ kind: Settings.Alert, _ text: String) {
        switch kind {
        case .off: break
        case .bell: terminal.ring()
        case .notify: terminal.notify(text)
        }
    }

    func save(_ text: String, named name: String) {
        switch NewFile.write(text, named: name) {
        case .written(let path): take(.saved(path: path, trouble: nil))
        case .failed(let reason): take(.saved(path: nil, trouble: reason))
        }
    }

    /// What is on the screen, as text and with its colours: two files of one name.
    func dump() {
        let canvas = view(model, theme: theme, glyphs: glyphs, size: terminal.size)
        let name = model.dumpName
        if case .failed(let reason) = NewFile.write(canvas.ansi, named: name + ".ans") {
            return take(.saved(path: nil, trouble: reason))
        }
        save(canvas.plain + "\n", named: name + ".txt")
    }

    // MARK: - Remembering

    /// After a key: what was arranged is written a moment later, so that a row of keys is written once.
    func noteArrangement() {
        guard !isMemoryArmed, memory.noted != model.arrangement else { return }
        memory.noted = model.arrangement
        guard memory.wanted(model.arrangement) != memory.written else { return }
        isMemoryArmed = true
        loop.after(.seconds(1)) { [unowned self] in
            assumeIsolated {
                $0.isMemoryArmed = false
                $0.remember()
            }
        }
    }

    func remember() {
        let wanted = memory.wanted(model.arrangement)
        guard wanted != memory.written, !memory.isFailing else { return }
        guard let reason = files.remember(wanted) else {
            memory.written = wanted
            return
        }
        // Told once: where nothing can be written, that is how it is.
        memory.isFailing = true
        take(.trouble(model.words.layoutNotSaved(reason)))
    }
}
