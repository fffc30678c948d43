import ArgumentParser
import Ecosystem
import Glibc
import Kernel
import Wording

/// `wamon init`: a first ecosystem.json for this folder.
struct InitVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: Wamon.help.initialize,
        discussion: Wamon.help.initializeMore)

    @OptionGroup var language: LanguageOption

    func run() throws {
        do {
            try write(in: Surroundings.currentDirectory)
        } catch let failure as Failed {
            complain(failure.complaint)
            throw ExitCode(failure.code)
        }
    }

    private func write(in folder: String) throws {
        if let there = EcosystemFile.locate(in: folder) {
            throw Failed(code: 1, sentence: Wamon.words.program.fileIsThere(there))
        }
        let path = folder + "/ecosystem.json"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw refusal(path) }
        defer { close(descriptor) }
        var rest = Array(EcosystemFile.template(for: folder, in: Wamon.words).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = refusal(path)
                unlink(path)
                throw failure
            }
            rest = rest.dropFirst(count)
        }
        print(Wamon.words.program.fileWritten(path))
    }

    private func refusal(_ path: String) -> Failed {
        Failed(code: 1, sentence: Wamon.words.program.notWritten(path, errno))
    }
}
