import ArgumentParser
import Glibc
import Kernel
import Supervision
import Verbs

/// A verb of the command line: its words are parsed by swift-argument-parser, what it does is written in
/// `Verbs`.
protocol Verb: ParsableCommand, Sendable {
    var common: CommonOptions { get }
    /// Whether a brief snapshot is the first thing it asks for.
    static var beginsWithStatus: Bool { get }
    func perform(at desk: Desk) async throws(Refused)
}

extension Verb {
    static var beginsWithStatus: Bool { true }

    func run() throws {
        let code = VerbFrame(common, expectsStatus: Self.beginsWithStatus).run(perform)
        if code != 0 { throw ExitCode(code) }
    }
}

/// What every verb understands.
struct CommonOptions: ParsableArguments, Sendable {
    @Option(
        help: ArgumentHelp(
            "Give up waiting for the answer after so long; the work goes on.", valueName: "seconds"))
    var timeout: Double?

    @Flag(name: [.short, .long], help: "Say nothing but what was asked for, and errors.")
    var silent = false

    @Flag(help: "No colours; NO_COLOR does the same.")
    var noColor = false

    func validate() throws {
        if let timeout, !(timeout > 0 && timeout < 1e6) {
            throw ValidationError("--timeout expects seconds, more than 0")
        }
    }
}

/// One verb, from the connection to the exit code, on this thread alone.
struct VerbFrame {
    private let common: CommonOptions
    private let expectsStatus: Bool

    init(_ common: CommonOptions, expectsStatus: Bool) {
        self.common = common
        self.expectsStatus = expectsStatus
    }

    /// The exit code.
    func run(_ perform: @escaping @Sendable (Desk) async throws(Refused) -> Void) -> Int32 {
        _ = signal(SIGPIPE, SIG_IGN)
        let loop = Loop()
        let dialect = Dialect(calledAs: CommandLine.arguments.first ?? "")
        let ending = Ending()
        let (common, expectsStatus) = (common, expectsStatus)
        Task(executorPreference: loop) {
            do throws(Refused) {
                let client = try await CoreSocket.client(
                    on: loop, dialect: dialect, expectsStatus: expectsStatus)
                try await perform(VerbFrame.desk(client, loop, dialect, common))
            } catch {
                complain(error.sentence(in: dialect))
                ending.code = error.code(in: dialect)
            }
            loop.stop()
        }
        loop.run()
        return ending.code
    }

    /// Written and read on the loop's thread.
    private final class Ending: @unchecked Sendable { var code: Int32 = 0 }

    private static func desk(
        _ client: any SupervisorClient, _ loop: Loop, _ dialect: Dialect, _ common: CommonOptions
    ) -> Desk {
        var time = Desk.Time(
            now: { .read },
            after: { delay, fire in loop.after(delay, fire) })
        time.zone = { Surroundings.zone(at: $0) }
        var desk = Desk(
            client: client, time: time, say: { StandardOutput.write($0 + "\n") }, note: { complain($0) })
        desk.dialect = dialect
        desk.look = StandardOutput.look(noColor: common.noColor)
        desk.isSilent = common.silent
        desk.patience = common.timeout.map { .seconds($0) }
        desk.environment = Surroundings.environment
        if !common.silent, let line = ProgressLine() { desk.progress = { line.show($0) } }
        desk.interrupts = { VerbFrame.interrupts(on: loop) }
        desk.namesInFile = AppsFile.names(in:)
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
