import Control
import Curses
import Glibc
import Kernel
import Monitor
import Screen
import Supervision
import Wording

/// A monitor of a core in another process: the same screen and keys; leaving it touches nothing.
struct Attaching {
    let options: Monit
    let home: String

    /// Whether somebody listens in this home. Throws where that is not ours to ask.
    static func isCoreThere(_ home: String) throws -> Bool {
        let path = HomeFolder.socket(in: home)
        do throws(LocalSocket.Failure) {
            close(try LocalSocket.connect(to: path))
            return true
        } catch {
            switch error.errno {
            case ENOENT, ECONNREFUSED, ENOTDIR: return false
            case EAGAIN: return true
            case EACCES, EPERM:
                let owner = LocalSocket.owner(of: path).map { Surroundings.userName(of: $0) }
                throw Failed(code: 1, sentence: Wamon.words.program.othersHome(home, owner: owner))
            default: throw Failed(code: 1, sentence: "\(path): \(Wamon.words.reason(error.errno))")
            }
        }
    }

    /// The exit code.
    func run() throws -> Int32 {
        guard Guardian.awaitForeground() else {
            throw Failed(code: 1, sentence: Wamon.words.program.otherForeground)
        }
        let environment = Surroundings.environment
        let files = ScreenFiles(environment: environment, options: options)
        var reading = files.read()
        let (theme, problems) = try files.theme(reading)
        reading.themeProblems = problems
        SignalSource.block()
        let loop = Loop()
        let path = HomeFolder.socket(in: home)
        let client = try loop.wait { () async throws -> SocketClient in
            do throws(ControlFailure) {
                return try await SocketClient.connect(path: path, on: loop, reconnects: true)
            } catch {
                throw Failed(code: error == .noCore ? 3 : 1, sentence: Wamon.words.heard(error.sentence))
            }
        }
        if let file = options.file { try refuse(file, unlessOf: client, on: loop) }
        try show(client, theme, files, reading, on: loop)
        try loop.wait { await client.close() }
        return 0
    }

    /// Another file than the core's own is not meant to be looked at.
    private func refuse(_ file: String, unlessOf client: SocketClient, on loop: Loop) throws {
        let core = try loop.wait { await client.snapshot(brief: true).core }
        let path = file.hasPrefix("/") ? file : Surroundings.currentDirectory + "/" + file
        guard path != core.ecosystemFile else { return }
        throw Failed(code: 1, sentence: Wamon.words.program.coreIsHere(file))
    }

    /// Until the viewer is left, or its terminal is gone.
    private func show(
        _ client: SocketClient, _ theme: Theme, _ files: ScreenFiles, _ reading: ScreenFiles.Reading,
        on loop: Loop
    ) throws {
        let terminal = try options.terminal(reading)
        let screen = MonitorScreen(
            on: loop, client: client,
            model: options.model(for: terminal, theme, reading, isHosting: false, canDetach: false),
            theme: theme.fitting(colors: terminal.colors), glyphs: terminal.isUnicode ? .unicode : .ascii,
            files: files, layout: reading.layout, suspension: .byItself, terminal: terminal)
        let leave: @Sendable () -> Void = { Task(executorPreference: loop) { await screen.close() } }
        let signals = SignalSource.watch([.term, .int, .hup, .quit], on: loop) { _ in leave() }
        Task(executorPreference: loop) { await screen.begin { _ in leave() } }
        // Most of what a start touches is never needed again.
        loop.after(.seconds(2)) { Surroundings.giveMemoryBack() }
        loop.run()
        loop.unwatch(signals)
    }
}
