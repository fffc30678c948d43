import ArgumentParser
import Ecosystem
import Glibc
import Kernel

/// `wamon init`: a first ecosystem.json for this folder.
struct InitVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a first ecosystem.json for this folder, with comments.",
        discussion: """
            The script is what the folder looks like: npm start, server/index.js, main.py and the like.
            Exit codes: 0 written, 1 there is an ecosystem file already, or it cannot be written.
            """)

    func run() throws {
        do {
            try write(in: Surroundings.currentDirectory)
        } catch let failure as Failed {
            complain(failure.sentence)
            throw ExitCode(failure.code)
        }
    }

    private func write(in folder: String) throws {
        if let there = EcosystemFile.locate(in: folder) {
            throw Failed(code: 1, sentence: "wamon: there is \(there) already; it is left as it is")
        }
        let path = folder + "/ecosystem.json"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw refusal(path) }
        defer { close(descriptor) }
        var rest = Array(EcosystemFile.template(for: folder).utf8)[...]
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
        print("\(path) is written; look at it, then start it: wamon")
    }

    private func refusal(_ path: String) -> Failed {
        Failed(code: 1, sentence: "wamon: \(path) cannot be written: \(errnoText(errno))")
    }
}
