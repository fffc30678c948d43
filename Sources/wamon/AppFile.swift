import Ecosystem
import Kernel
import Supervision
import Vitals
import Wording

/// The ecosystem file of a folder, or the one that was named.
struct AppFile {
    let environment: [String: String]
    /// Mistakes are told in it.
    var language = Wamon.words

    /// What a file is read in the light of.
    var context: LoadContext {
        let cores = MachineSampler().sample(at: .read).cores
        return LoadContext(
            currentDirectory: Surroundings.currentDirectory, environment: environment,
            cpuCount: max(1, Int(cores)), programs: ChildPrograms())
    }

    /// - Parameter path: nil: the first of the known names in this folder.
    func load(_ path: String?, environmentName: String? = nil) throws -> Loaded {
        let path = try path ?? locate()
        do throws(EcosystemFailure) {
            var loaded = try EcosystemFile.load(
                path: path, environmentName: environmentName, context: context)
            for index in loaded.specs.indices { loaded.specs[index].file = loaded.path }
            for index in loaded.hooks.indices { loaded.hooks[index].file = loaded.path }
            return loaded
        } catch {
            throw Failed(code: 2, sentence: error.rendered(in: language), isRemarks: true)
        }
    }

    private func locate() throws -> String {
        let folder = Surroundings.currentDirectory
        if let path = EcosystemFile.locate(in: folder) { return path }
        throw Failed(code: 2, sentence: language.program.noFile(in: folder))
    }
}
