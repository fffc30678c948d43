import ArgumentParser
import Control
import Ecosystem
import Kernel
import Supervision
import Verbs
import Wording

struct ResurrectVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resurrect", abstract: Wamon.help.resurrect,
        discussion: Wamon.help.resurrectMore)
    static let needsCore = false

    @Argument(help: .said(\.optionDump, \.aFile))
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
            throw .failed(Wamon.words.verbs.neverSaved(paths[0]))
        }
        return path
    }

    private func own(_ path: String) throws(Refused) -> Launch {
        switch FleetFile.read(AppFile.absolute(path)) {
        case .success(let fleet): return fleet.launch
        case .failure(let refusal): throw .usage(Wamon.words.heard(refusal.sentence))
        }
    }

    private func foreign(_ path: String, _ environment: [String: String]) throws(Refused) -> Launch {
        do throws(EcosystemFailure) {
            let dump = try PM2Dump.load(path: path, context: AppFile(environment: environment).context)
            for warning in dump.loaded.warnings { complain(warning.rendered(in: Wamon.words)) }
            var launch = Launch(specs: dump.loaded.specs)
            launch.resting = Set(dump.areWanted.indices.filter { !dump.areWanted[$0] })
            return launch
        } catch {
            throw .remarks(error.rendered(in: Wamon.words))
        }
    }
}
