import Curses
import Kernel
import Monitor
import Screen
import Scrollback
import Supervision

/// The screen's thread at work: keys and news in, frames out. The only place where the monitor meets a
/// terminal, a clock and a client. A terminal that does not read blocks this thread and nobody else.
actor MonitorScreen {
    /// Frames follow each other no faster, keys aside.
    private static let frameInterval = Duration.milliseconds(33)
    static let linesAtOnce = 2000

    nonisolated let loop: Loop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    let terminal: CursesTerminal
    let client: any SupervisorClient
    let files: ScreenFiles
    var theme: Theme
    let glyphs: GlyphSet
    private let suspension: Suspension
    private var onEnd: @Sendable (Ending) -> Void = { _ in }
    private(set) var model: Model
    var memory: Memory
    var isMemoryArmed = false
    var title = ""
    private var cursor: UInt64 = 0
    /// Up to which line the ring has been pulled.
    var lastPulled: UInt64 { cursor }
    let scrollback = Scrollback { Moment.read.monotonic }
    /// The search whose news are wanted.
    var newestSearch: Int?
    private var hasNewLines = false
    private var isPulling = false
    private var isDirty = true
    /// Not to wait for the next frame's turn, though nobody looks.
    private var isUrgent = true
    /// The first snapshot is a moment away: no frame without it, unless it takes longer than a tick.
    private var isAwaited = true
    private var isFrameArmed = false
    private var isClosed = false
    private var drawing = Drawing()
    private var drawnAt = Duration.zero
    private var sizedAt = Duration.zero
    private var clock: Loop.Timer?
    private var keys: Loop.Watch?
    private var resizes: Loop.Watch?
    private var guardian: GuardianControl?
    private var isSuspended = false

    init(
        on loop: Loop, client: any SupervisorClient, model: Model, theme: Theme, glyphs: GlyphSet,
        files: ScreenFiles, layout: Settings, suspension: Suspension, terminal: sending CursesTerminal
    ) {
        self.loop = loop
        self.terminal = terminal
        self.client = client
        self.model = model
        self.theme = theme
        self.files = files
        memory = Memory(model.arrangement, remembered: layout)
        self.glyphs = glyphs
        self.suspension = suspension
    }

    /// Draws the first frame and listens from then on.
    func begin(onEnd: @escaping @Sendable (Ending) -> Void) {
        self.onEnd = onEnd
        TerminalRescue.restoreOnCrash()
        listenToKeys()
        resizes = SignalSource.watch([SignalSource.winch], on: loop) { [unowned self] _ in
            assumeIsolated { $0.noteResize() }
        }
        if case .byGuardian(let line) = suspension {
            guardian = GuardianControl(line, on: loop) { [unowned self] news in
                assumeIsolated { $0.hear(news) }
            }
        }
        loop.afterTurn = { [unowned self] in assumeIsolated { $0.drawIfDue() } }
        listen()
        tick()
    }

    /// Leaves the terminal as it was found; nothing is drawn afterwards.
    func close() {
        guard !isClosed else { return }
        remember()
        isClosed = true
        stopListeningToKeys()
        if let resizes { loop.unwatch(resizes) }
        guardian?.close()
        if let clock { loop.cancel(clock) }
        loop.afterTurn = nil
        scrollback.close()
        terminal.close()
        loop.stop()
    }

    private func listenToKeys() {
        keys = loop.watch(0) { [unowned self] _ in assumeIsolated { $0.readKeys() } }
    }

    private func stopListeningToKeys() {
        if let keys { loop.unwatch(keys) }
        keys = nil
    }

    // MARK: - Ctrl-Z

    /// The screen is left and the job stopped; supervision goes on in this process.
    func suspend() {
        guard !isSuspended else { return }
        if case .never = suspension { return }
        isSuspended = true
        stopListeningToKeys()
        terminal.suspend()
        if let guardian { return guardian.suspend() }
        // Returns when somebody lets us go on; nobody in this process has anything to miss meanwhile.
        JobControl.stopJob()
        resumeInForeground()
    }

    private func hear(_ news: GuardianControl.News) {
        switch news {
        case .suspendAsked: suspend()
        case .resumed: resumeInForeground()
        case .guardianGone:
            // The shell has its prompt back: this terminal is not ours to draw on any more. It gets it back
            // now; a moment later the modes would be those of its line editor.
            if !isSuspended { terminal.suspend() }
            isSuspended = true
            stopListeningToKeys()
            end(.lostTerminal)
        }
    }

    /// Back in the foreground; asked again every second while in the background.
    private func resumeInForeground() {
        guard isSuspended, !isClosed, GuardianControl.isInForeground(0) else { return }
        isSuspended = false
        terminal.resume()
        listenToKeys()
        take(.input(.resized(terminal.size)))
        draw()
    }

    // MARK: - News

    private func listen() {
        let client = client
        Task(executorPreference: loop) { [weak self] in
            for await snapshot in client.snapshots() { await self?.take(.snapshot(snapshot)) }
            await self?.end(.coreEnded)
        }
        Task(executorPreference: loop) { [weak self] in
            for await connection in client.connection() { await self?.take(.connection(connection)) }
        }
        Task(executorPreference: loop) { [weak self] in
            for await _ in client.linesArrived() { await self?.noteLines() }
        }
    }

    private func noteLines() {
        hasNewLines = true
        isDirty = true
    }

    /// Lines are fetched when a frame is due, not when they arrive.
    private func pullLines() {
        guard hasNewLines, !isPulling else { return }
        hasNewLines = false
        isPulling = true
        Task(executorPreference: loop) { await self.pull() }
    }

    private func pull() async {
        while !isClosed {
            let batch = await client.lines(of: nil, after: cursor, max: MonitorScreen.linesAtOnce)
            cursor = max(cursor, batch.next)
            if !batch.lines.isEmpty || batch.evicted > 0 { take(.lines(batch)) }
            if batch.lines.count < MonitorScreen.linesAtOnce { break }
        }
        isPulling = false
        draw()
    }

    func end(_ ending: Ending) {
        guard !isClosed else { return }
        onEnd(ending)
    }

    // MARK: - Keys and time

    private func readKeys() {
        let inputs = terminal.inputs()
        guard !inputs.isEmpty else { return }
        for input in inputs {
            if input == .closed {
                stopListeningToKeys()
                return end(.lostTerminal)
            }
            take(.input(input))
            // A clock that went slowly is looked at again.
            if input == .focused(true), let clock {
                loop.cancel(clock)
                tick()
            }
        }
        draw()
    }

    /// When something on the screen changes by itself, and at least once a second.
    private func tick() {
        guard !isClosed else { return }
        if isSuspended {
            resumeInForeground()
        } else {
            if clock != nil { isAwaited = false }
            let now = Moment.read.monotonic
            if now - sizedAt >= .seconds(1) {
                sizedAt = now
                if let size = terminal.refreshSize() { take(.input(.resized(size))) }
            }
            take(.tick)
        }
        clock = loop.after(isSuspended ? .seconds(1) : model.nextTick) { [unowned self] in
            assumeIsolated { $0.tick() }
        }
    }

    /// Even at the size it had before, a terminal may have lost what it showed: it was smaller for a moment.
    private func noteResize() {
        guard !isClosed, !isSuspended else { return }
        if let size = terminal.refreshSize() { take(.input(.resized(size))) }
        terminal.redraw()
        isDirty = true
    }

    func take(_ message: Message) {
        guard !isClosed else { return }
        isDirty = true
        if model.isNews(message) { isUrgent = true }
        if case .snapshot(let snapshot) = message { note(snapshot) }
        for command in update(&model, message, now: .read) { obey(command) }
        switch message {
        case .input: noteArrangement()
        case .snapshot, .connection: noteTitle()
        default: break
        }
    }

    /// The lines of another core are counted anew.
    private func note(_ snapshot: Snapshot) {
        isAwaited = false
        guard snapshot.core.startedAt != model.snapshot.core.startedAt, cursor > 0 else { return }
        cursor = 0
        hasNewLines = true
    }

    // MARK: - Frames

    private func drawIfDue() {
        guard isDirty, !isAwaited, !isClosed, !isSuspended, !isFrameArmed else { return }
        let since = Moment.read.monotonic - drawnAt
        let wait = isUrgent ? MonitorScreen.frameInterval : max(MonitorScreen.frameInterval, model.rest)
        if since >= wait {
            draw()
        } else {
            // What comes meanwhile and is urgent does not wait for this one.
            isFrameArmed = wait == MonitorScreen.frameInterval
            guard isFrameArmed else { return }
            loop.after(wait - since) { [unowned self] in
                assumeIsolated {
                    $0.isFrameArmed = false
                    $0.draw()
                }
            }
        }
    }

    private func draw() {
        guard isDirty, !isClosed, !isSuspended else { return }
        isDirty = false
        isUrgent = false
        drawnAt = Moment.read.monotonic
        pullLines()
        terminal.present(drawing.frame(of: model, theme: theme, glyphs: glyphs, size: terminal.size))
    }
}
