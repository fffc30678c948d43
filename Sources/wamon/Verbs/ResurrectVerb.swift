import ArgumentParser
import Control
import Ecosystem
import Kernel
import Supervision
import Verbs

struct ResurrectVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resurrect", abstract: "Start what was saved.",
        discussion: """
            From dump.json in WAMON_HOME, else from what pm2 save has written: dump.pm2 there, or in ~/.pm2. \
            What was stopped when it was saved stays down. Where no core runs, one is put in the background.
            """)
    static let needsCore = false

    @Argument(help: ArgumentHelp("Another file than that; dump.pm2 is one of PM2's.", valueName: "file"))
    var file: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws(Refused) {
        let path = if let file { file } else { try standard(desk.environment) }
        var launch = if path.hasSuffix(".pm2") { try foreign(path, desk.environment) } else { try own(path) }
        launch.environment = desk.environment
        try await desk.resurrect(launch)
    }

    /// The first that is there.
    private func standard(_ environment: [String: String]) throws(Refused) -> String {
        let home = HomeFolder.place(environment)
        var paths = [home + "/dump.json", home + "/dump.pm2"]
        if let folder = environment["HOME"], folder.hasPrefix("/") { paths.append(folder + "/.pm2/dump.pm2") }
        guard let path = paths.first(where: AppFile.isThere) else {
            throw .failed("nothing has been saved: there is no \(paths[0]); wamon save writes it")
        }
        return path
    }

    private func own(_ path: String) throws(Refused) -> Launch {
        switch FleetFile.read(AppFile.absolute(path)) {
        case .success(let fleet): return fleet.launch
        case .failure(let refusal): throw .usage(refusal.sentence)
        }
    }

    private func foreign(_ path: String, _ environment: [String: String]) throws(Refused) -> Launch {
        do throws(EcosystemFailure) {
            let dump = try PM2Dump.load(path: path, context: AppFile(environment: environment).context)
            for warning in dump.loaded.warnings { complain(warning.rendered) }
            var launch = Launch(specs: dump.loaded.specs)
            launch.resting = Set(dump.areWanted.indices.filter { !dump.areWanted[$0] })
            return launch
        } catch {
            throw .usage(error.rendered)
        }
    }
}
