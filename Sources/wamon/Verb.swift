import ArgumentParser
import Glibc
import Kernel
import Supervision
import Verbs
import Wording

/// A verb of the command line: its words are parsed by swift-argument-parser, what it does is written in
/// `Verbs`.
protocol Verb: ParsableCommand, Sendable {
    var common: CommonOptions { get }
    /// Whether a brief snapshot is the first thing it asks for.
    static var beginsWithStatus: Bool { get }
    /// Without a core there is nothing to be said or done.
    static var needsCore: Bool { get }
    /// A core that goes away is looked for until it, or the next one, is there.
    static var reconnects: Bool { get }
    func perform(at desk: Desk) async throws(Refused)
}

extension Verb {
    static var beginsWithStatus: Bool { true }
    static var needsCore: Bool { true }
    static var reconnects: Bool { false }

    func run() throws {
        let code = VerbFrame(
            common.manner, expectsStatus: Self.beginsWithStatus, needsCore: Self.needsCore,
            reconnects: Self.reconnects
        ).run(
            perform)
        if code != 0 { throw ExitCode(code) }
    }
}

/// What every verb understands.
struct CommonOptions: ParsableArguments, Sendable {
    @Option(
        help: .said(\.optionTimeout, \.someSeconds))
    var timeout: Double?

    @Flag(name: [.short, .long], help: .said(\.optionSilent))
    var silent = false

    @Flag(help: .said(\.optionNoColor))
    var noColor = false

    @OptionGroup var language: LanguageOption

    var manner: VerbManner { VerbManner(timeout: timeout, silent: silent, noColor: noColor) }

    func validate() throws {
        if let timeout, !(timeout > 0 && timeout < 1e6) {
            throw ValidationError(Wamon.words.program.timeoutExpects)
        }
    }
}

/// What the common options say.
struct VerbManner: Sendable {
    var timeout: Double?
    var silent = false
    var noColor = false
}

/// One verb, from the connection to the exit code, on this thread alone.
struct VerbFrame {
    private let common: VerbManner
    private let expectsStatus: Bool
    private let needsCore: Bool
    private let reconnects: Bool

    init(_ common: VerbManner, expectsStatus: Bool, needsCore: Bool, reconnects: Bool) {
        self.common = common
        self.expectsStatus = expectsStatus
        self.needsCore = needsCore
        self.reconnects = reconnects
    }

    /// The exit code.
    func run(_ perform: @escaping @Sendable (Desk) async throws(Refused) -> Void) -> Int32 {
        _ = signal(SIGPIPE, SIG_IGN)
        let loop = Loop()
        let (common, expectsStatus, needsCore, reconnects) = (common, expectsStatus, needsCore, reconnects)
        let why: Refused?
        do {
            why = try loop.wait { () async -> Refused? in
                do throws(Refused) {
                    let client = try await CoreSocket.client(
                        on: loop, needsCore: needsCore, expectsStatus: expectsStatus,
                        reconnects: reconnects)
                    try await perform(VerbFrame.desk(client, loop, common))
                    return nil
                } catch { return error }
            }
        } catch { why = .failed("\(error)") }
        guard let why else { return 0 }
        complain(why.sentence(in: Wamon.dialect, Wamon.words))
        return why.code(in: Wamon.dialect)
    }

    private static func desk(
        _ client: any SupervisorClient, _ loop: Loop, _ common: VerbManner
    ) -> Desk {
        var time = Desk.Time(
            now: { Moment.read },
            after: { delay, fire in loop.after(delay, fire) })
        time.zone = { Surroundings.zone(at: $0) }
        var desk = Desk(
            client: client, time: time, say: { StandardOutput.write($0 + "\n") }, note: { complain($0) })
        desk.dialect = Wamon.dialect
        desk.look = StandardOutput.look(noColor: common.noColor)
        desk.isSilent = common.silent
        desk.patience = common.timeout.map { .seconds($0) }
        desk.environment = Surroundings.environment
        if !common.silent, let line = ProgressLine() { desk.progress = { line.show($0) } }
        desk.interrupts = { VerbFrame.interrupts(on: loop) }
        let files = AppFile(environment: desk.environment)
        desk.apps = { word, name throws(Refused) in try files.apps(in: word, environmentName: name) }
        desk.beginCore = { http async throws(Refused) in
            try await CoreSocket.begun(on: loop, http: http)
        }
        desk.input = { StandardInput.words }
        desk.executor = loop
        return desk
    }

    private static func interrupts(on loop: Loop) -> AsyncStream<Void> {
        let (stream, interrupt) = AsyncStream<Void>.makeStream()
        _ = SignalSource.watch([.int], on: loop) { _ in interrupt.yield() }
        return stream
    }
}
