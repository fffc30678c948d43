import Glibc
import Kernel
import Verbs

/// `$WAMON_HOME`, by default `~/.wamon`, mode 0700: what one core keeps on disk.
struct HomeFolder {
    let path: String

    /// Where it is, whether or not it is there: `$WAMON_HOME`; called as pm2, `$PM2_HOME`; else `.wamon` in
    /// the home folder, which is `$HOME`, else the one passwd(5) knows.
    static func place(_ environment: [String: String], dialect: Dialect) -> String {
        let names = dialect == .pm2 ? ["WAMON_HOME", "PM2_HOME"] : ["WAMON_HOME"]
        for name in names {
            guard let named = environment[name], !named.isEmpty else { continue }
            return named.hasPrefix("/") ? named : Surroundings.currentDirectory + "/" + named
        }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.wamon" }
        let known = getpwuid(getuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) } ?? "/"
        return (known == "/" ? "" : known) + "/.wamon"
    }

    init(_ environment: [String: String]) throws {
        path = HomeFolder.place(environment, dialect: Dialect(calledAs: CommandLine.arguments.first ?? ""))
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
                throw Failed(
                    code: 1, sentence: "wamon: the folder \(made) cannot be made: \(errnoText(errno))")
            }
        }
    }

    /// One core in a home, and one for an ecosystem file.
    func lock(for file: String) throws -> [HomeLock] {
        [
            try take(path + "/lock", marked: true) { "wamon already runs here, as process \($0)" },
            try take(file, marked: false) { "\(file) is already supervised by process \($0)" },
        ]
    }

    private func take(_ file: String, marked: Bool, whenHeld: (String) -> String) throws -> HomeLock {
        do throws(HomeLock.Refusal) {
            return try HomeLock(file, marked: marked)
        } catch {
            switch error {
            case .held(let pid):
                throw Failed(code: 1, sentence: "wamon: " + whenHeld(pid.map(String.init) ?? "unknown"))
            case .impossible(let errno):
                throw Failed(code: 1, sentence: "wamon: \(file) cannot be locked: \(errnoText(errno))")
            }
        }
    }
}
