import Control
import Glibc
import Kernel
import Runtime
import Supervision

/// A core without a terminal, under a guardian that starts it once more when it dies.
struct BackgroundCore {
    let environment: [String: String]
    let home: HomeFolder

    /// `wamon background`: the process that `Background.begin` starts, in a session of its own. Says "ready", or
    /// why not, where that listens.
    /// - Parameter http: where it is to serve its health.
    static func main(http: ListenAddress?) -> Int32 {
        let own = Background.readiness
        _ = fcntl(own, F_SETFD, FD_CLOEXEC)
        do {
            let environment = Surroundings.environment
            let core = BackgroundCore(environment: environment, home: try HomeFolder(environment))
            let role = Guardian.split(.background, own: [own])
            SignalSource.block()
            return try FreshThread.run {
                if case .real(let line, let life) = role, life > 1 {
                    return try core.liveAgain(guardian: line, file: nil, http: http, environmentName: nil)
                }
                return try core.live(guardian: role.line, http: http) { say("ready", to: own) }
            }
        } catch {
            let failure = error as? Failed
            // Somebody was faster: theirs is as good.
            let isThere = failure?.isTaken == true && CoreSocket.awaitOne(Surroundings.environment)
            say(isThere ? "ready" : failure?.sentence ?? "\(error)", to: own)
            return failure?.code ?? 1
        }
    }

    private static func say(_ word: String, to end: Int32) {
        let line = Array((word + "\n").utf8)
        _ = write(end, line, line.count)
        close(end)
    }

    /// The first life: nothing is to be run yet.
    private func live(guardian: GuardianLine?, http: ListenAddress?, whenReady: () -> Void) throws -> Int32 {
        let core = try CoreProcess(
            CoreProcess.setting(environment, home: home, file: nil, http: http, place: .background), in: home,
            for: [])
        whenReady()
        core.boot([])
        let code = core.run()
        guardian?.end()
        return code
    }

    /// After the death of the one before: the same fleet, as it was last written down.
    func liveAgain(
        guardian: GuardianLine, file: String?, http: ListenAddress?, environmentName: String?
    ) throws -> Int32 {
        let state = FleetFile.read(home.path + "/state.json")
        let saved = try? state.get()
        let core = try CoreProcess(
            CoreProcess.setting(environment, home: home, file: file, http: http, place: .background),
            in: home,
            for: saved?.apps.map(\.spec) ?? [])
        if let file {
            core.onHangup(core.reloading(file, environmentName: environmentName, environment: environment))
        }
        let note = "the core before this one died"
        switch state {
        case .success(let saved): core.boot([], saved: saved, notes: ["\(note); its fleet is started again"])
        case .failure(let refusal): core.boot([], notes: ["\(note); \(refusal.sentence)"])
        }
        let code = core.run()
        guardian.end()
        return code
    }
}
