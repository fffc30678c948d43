import Ecosystem
import Kernel
import Supervision
import Verbs

/// An ecosystem file named on the command line.
struct AppsFile {
    private static let endings = [
        ".json", ".yaml", ".yml", ".config.js", ".config.cjs", ".config.mjs",
    ]

    let path: String

    /// nil for a word that names no such file.
    init?(_ word: String) {
        guard AppsFile.endings.contains(where: word.hasSuffix) else { return nil }
        let absolute = word.hasPrefix("/") ? word : Surroundings.currentDirectory + "/" + word
        guard case .file = SystemFiles().kind(of: absolute) else { return nil }
        path = word
    }

    /// The names of the apps in a file; nil for a word that names no such file.
    static func names(in word: String) throws(Refused) -> [String]? {
        try AppsFile(word)?.load(environmentName: nil).specs.map(\.name)
    }

    func load(environmentName: String?) throws(Refused) -> Loaded {
        do throws(EcosystemFailure) {
            return try EcosystemFile.load(
                path: path, environmentName: environmentName, context: AppFile(environment: Surroundings.environment).context)
        } catch {
            throw .usage(error.rendered)
        }
    }
}
