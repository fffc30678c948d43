import Glibc
import Kernel

/// `$WAMON_HOME`, by default `~/.wamon`, mode 0700: what one core keeps on disk.
struct HomeFolder {
    let path: String

    init(_ environment: [String: String]) throws {
        if let named = environment["WAMON_HOME"], !named.isEmpty {
            path = named.hasPrefix("/") ? named : Surroundings.currentDirectory + "/" + named
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            path = home + "/.wamon"
        } else {
            throw Failed(code: 1, sentence: "wamon: neither WAMON_HOME nor HOME says where to keep its state")
        }
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
