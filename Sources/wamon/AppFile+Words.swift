import Ecosystem
import Kernel
import Supervision
import Verbs
import Wording

/// Ecosystem files as words of a command line.
extension AppFile {
    /// Whether a word names an ecosystem file that is there.
    static func isNamed(by word: String) -> Bool {
        EcosystemFile.isNamed(word) && isThere(word)
    }

    /// Whether a word is the path of a file.
    static func isThere(_ word: String) -> Bool {
        if case .file = SystemFiles().kind(of: absolute(word)) { true } else { false }
    }

    static func absolute(_ word: String) -> String {
        word.hasPrefix("/") ? word : Surroundings.currentDirectory + "/" + word
    }

    /// The apps of a file; nil where the word names none. What is remarkable about it goes to stderr.
    /// - Parameter word: nil: the file of this folder.
    func apps(in word: String?, environmentName: String?) throws(Refused) -> FileApps? {
        if let word, !AppFile.isNamed(by: word) { return nil }
        let loaded = try heard { try load(word, environmentName: environmentName) }
        return FileApps(specs: loaded.specs, http: loaded.http, hooks: loaded.hooks)
    }

    /// One app by its fields, as the command line gives them.
    func specs(
        of fields: [(name: String, value: Value.Content)], environmentName: String?
    ) throws(Refused) -> [ProcessSpec] {
        try heard {
            do throws(EcosystemFailure) {
                return try EcosystemFile.load(app: fields, environmentName: environmentName, context: context)
            } catch {
                throw Failed(code: 2, sentence: error.rendered(in: language), isRemarks: true)
            }
        }.specs
    }

    private func heard(_ load: () throws -> Loaded) throws(Refused) -> Loaded {
        do {
            let loaded = try load()
            for warning in loaded.warnings { complain(warning.rendered(in: language)) }
            return loaded
        } catch let failure as Failed {
            throw failure.isRemarks ? .remarks(failure.sentence) : .usage(failure.sentence)
        } catch {
            throw .failed("\(error)")
        }
    }
}
