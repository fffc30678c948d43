import Glibc
import Kernel
import Verbs
import Wording

/// `$WAMON_HOME`, by default `~/.wamon`, mode 0700: what one core keeps on disk.
struct HomeFolder {
    let path: String

    /// Where it is, whether or not it is there: `$WAMON_HOME`; called as pm2, `$PM2_HOME`; else `.wamon` in
    /// the home folder, which is `$HOME`, else the one passwd(5) knows.
    static func place(
        _ environment: [String: String],
        dialect: Dialect = Dialect(calledAs: CommandLine.arguments.first ?? "")
    ) -> String {
        let names = dialect == .pm2 ? ["WAMON_HOME", "PM2_HOME"] : ["WAMON_HOME"]
        for name in names {
            guard let named = environment[name], !named.isEmpty else { continue }
            return named.hasPrefix("/") ? named : Surroundings.currentDirectory + "/" + named
        }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.wamon" }
        let known = Surroundings.accountHome ?? "/"
        return (known == "/" ? "" : known) + "/.wamon"
    }

    /// Made where it is not there yet.
    init(_ environment: [String: String]) throws {
        path = HomeFolder.place(environment)
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
                throw Failed(code: 1, sentence: Wamon.words.program.folderNotMade(made, errno))
            }
        }
    }

    /// Where its core listens.
    var socket: String { HomeFolder.socket(in: path) }
    static func socket(in path: String) -> String { path + "/wamon.sock" }

    /// One core in a home.
    func lock() throws -> HomeLock {
        let file = path + "/lock"
        do throws(HomeLock.Refusal) {
            return try HomeLock(file, marked: true)
        } catch {
            switch error {
            case .held(let pid):
                throw Failed(code: 1, sentence: Wamon.words.program.alreadyRuns(pid: pid), isTaken: true)
            case .impossible(let errno):
                throw Failed(code: 1, sentence: Wamon.words.program.notLocked(file, errno))
            }
        }
    }
}
