import Control
import Ecosystem
import Exporter
import Glibc
import Journal
import Kernel
import Monitor
import Runtime
import Supervision
import Wording

/// A core in this very process, with its doors: the home it is alone in, what the last core left there, the
/// socket others reach it by.
final class CoreProcess {
    let host: Host
    private let http: ListenAddress?
    private let server: ControlServer
    /// Where somebody wants it.
    private let exporter: ExporterServer?
    private let lock: HomeLock
    /// What the core before this one left running, stopped by now.
    private let swept: [SweptRun]

    /// Refuses what can be refused before a child is started. Made on the thread that will run it, with the
    /// signals blocked.
    /// - Parameters:
    ///   - specs: what it will run, with whose ecosystem files it is to be alone.
    ///   - mirror: shows what the children print, and what happens to them.
    init(
        _ setting: CoreSetting, in home: HomeFolder, for specs: [ProcessSpec], mirror: Mirror.Options? = nil
    ) throws {
        http = setting.info.http
        lock = try home.lock()
        let claims = FileClaims()
        if let refusal = claims.claim(for: specs) {
            throw Failed(code: 1, sentence: Wamon.words.heard(refusal))
        }
        // Nobody else starts anything in this home: what is left can only be the dead's.
        swept = LeftoverSweep().run(home: home.path)
        host = Host(setting: setting, claims: claims, mirror: mirror) {
            Language.english.sentence($0.kind, allowed: $1)
        }
        server = ControlServer(host.client, path: home.socket)
        do throws(ControlFailure) {
            try server.start()
        } catch {
            throw Failed(code: 1, sentence: Wamon.words.heard(error.sentence))
        }
        let (client, loop, door) = (host.client, host.loop, host.door)
        exporter = setting.info.http.map { address in
            ExporterServer(client, at: address) { sentence in
                Task(executorPreference: loop) { await door.note(sentence) }
            }
        }
        exporter?.start()
    }

    /// Starts the fleet once `run` has begun.
    /// - Parameter saved: the fleet of the core before this one.
    func boot(
        _ specs: [ProcessSpec], hooks: [HookSpec] = [], saved: SavedFleet? = nil, notes: [String] = []
    ) {
        host.boot(specs, hooks: hooks, saved: saved, swept: swept, notes: notes)
    }

    /// Reads the ecosystem file anew, on a thread of its own: what SIGHUP means without a terminal.
    func reloading(
        _ path: String, environmentName: String?, environment: [String: String]
    ) -> @Sendable () -> Void {
        let http = http
        let reload = Reload(
            client: host.client, door: host.door, path: path, environmentName: environmentName,
            file: AppFile(environment: environment, language: .english), http: http)
        let loop = host.loop
        return { reload.begin(on: loop) }
    }

    func onHangup(_ call: (@Sendable () -> Void)?) {
        let door = host.door
        Task(executorPreference: host.loop) { await door.onHangup(call) }
    }

    /// Supervises until everything is down; the doors are closed then. Gives the exit code.
    func run() -> Int32 {
        let ending = host.run()
        exporter?.close()
        server.close()
        return withExtendedLifetime(lock) { ending?.code ?? 0 }
    }

    /// What a core is told at its start.
    static func setting(
        _ environment: [String: String], home: HomeFolder, file: String?, http: ListenAddress?,
        place: CoreInfo.Place
    ) -> CoreSetting {
        var setting = CoreSetting()
        setting.environment = environment
        setting.home = home.path
        setting.encode = { FleetFile.encode($0) }
        setting.info.pid = getpid()
        setting.info.version = Wamon.version
        setting.info.hostname = Surroundings.hostname
        setting.info.ecosystemFile = file ?? ""
        setting.info.startedAt = .read
        setting.info.place = place
        setting.info.http = http
        setting.info.home = home.path
        return setting
    }
}

/// The ecosystem file read anew: only what changed is restarted, and a file with mistakes changes nothing.
private struct Reload: Sendable {
    let client: LocalClient
    let door: CoreDoor
    let path: String
    let environmentName: String?
    let file: AppFile
    /// Where the core serves its health: a file that says otherwise comes too late.
    let http: ListenAddress?

    /// Reading may take long, with a stalled disk or a file that is a program: a short-lived thread does it.
    func begin(on loop: Loop) {
        let thread = LoopThread("reload")
        thread.start()
        thread.post {
            let outcome = Result { try file.load(path, environmentName: environmentName) }
            Task(executorPreference: loop) { await finish(outcome) }
            thread.stop()
        }
        thread.leaveToItself()
    }

    private func finish(_ outcome: Result<Loaded, any Error>) async {
        switch outcome {
        case .success(let loaded):
            for warning in loaded.warnings { await door.note(warning.rendered(in: .english)) }
            var launch = Launch(specs: loaded.specs)
            launch.manner = .changed
            launch.hooks = loaded.hooks
            await door.note("\(path) is read anew")
            if loaded.http != http {
                let wanted = loaded.http?.text ?? "nowhere"
                await door.note(
                    "health and metrics stay where they were: \(wanted) takes effect in the next core")
            }
            if case .refused(let sentence) = await client.send(.launch(launch)) { await door.note(sentence) }
        case .failure(let error):
            let sentence = (error as? Failed)?.sentence ?? "\(error)"
            await door.note("\(path) is not read anew: \(sentence)")
        }
    }
}
