/// Everything the loader takes from outside the file, so that the same file and context always give the
/// same result.
package struct LoadContext: Sendable {
    /// Against which a relative path of the file is taken. Absolute.
    package var currentDirectory: String
    /// The environment the children will inherit: PATH, HOME, WAMON_HOME and NVM_DIR are read from it.
    package var environment: [String: String]
    /// CPUs the container may use, at least 1: `instances: "max"`.
    package var cpuCount: Int
    package var files: any FileProbe
    /// Nil where no program can be run: then no configuration in JavaScript can be read.
    package var programs: (any ProgramRunner)?

    package init(
        currentDirectory: String, environment: [String: String], cpuCount: Int,
        files: any FileProbe = SystemFiles(), programs: (any ProgramRunner)? = nil
    ) {
        self.currentDirectory = currentDirectory
        self.environment = environment
        self.cpuCount = max(1, cpuCount)
        self.files = files
        self.programs = programs
    }

    var home: String? {
        environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// `$WAMON_HOME`, or `~/.wamon`.
    var stateDirectory: String? {
        if let path = environment["WAMON_HOME"], !path.isEmpty {
            return Path.resolve(path, in: currentDirectory)
        }
        return home.map { Path.resolve(".wamon", in: $0) }
    }

    /// Where `execvp` looks when PATH is not set.
    static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    var searchPath: String { environment["PATH"] ?? LoadContext.standardPath }
}
