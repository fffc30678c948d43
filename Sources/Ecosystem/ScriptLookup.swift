import Wording

/// Finds what is executed for a script: the script itself or its interpreter, as absolute paths.
struct ScriptLookup {
    /// What goes into `argv`.
    struct Launch: Equatable {
        var executable: String
        /// Between `argv[0]` and the app's own arguments.
        var leading: [String] = []
        /// The whole script is a shell's command line; the app's `args` have no place in it.
        var isCommandLine = false
        /// Node runs it: it gets a channel.
        var isNode = false
        var isPython = false
        /// Said to the user, e.g. that PM2's guess was followed.
        var warning: Sentence?
    }

    struct Failure: Error, Equatable {
        enum Place { case script, interpreter }
        var place: Place
        var sentence: Sentence

        init(_ place: Place, _ say: (FileWords) -> String) {
            self.place = place
            sentence = Sentence { say($0.file) }
        }
    }

    /// By extension, first choice first. PM2 hands .ts to bun; Node runs it as well by now.
    static let interpreters: [String: [String]] = [
        ".js": ["node"], ".cjs": ["node"], ".mjs": ["node"], ".ts": ["node"], ".py": ["python3", "python"],
        ".sh": ["bash"], ".rb": ["ruby"], ".pl": ["perl"], ".php": ["php"],
    ]

    var cwd: String
    /// The folder of the ecosystem file.
    var folder: String
    var searchPath: String
    var home: String?
    /// `$NVM_DIR`, for `node@20.1.0`.
    var nodeVersions: String?
    var files: any FileProbe

    func launch(script: String, interpreter: String?, interpreterArgs: [String]) throws(Failure) -> Launch {
        guard let file = try find(script) else { return try commandLine(script) }
        guard let runner = try runner(of: file, asked: interpreter) else {
            return try direct(file, script: script, asked: interpreter, interpreterArgs: interpreterArgs)
        }
        let name = Path.base(runner)
        return Launch(
            executable: runner, leading: interpreterArgs + [file],
            // ts-node and its like are scripts of node's themselves.
            isNode: ScriptLookup.isNode(name) || shebang(of: runner).map(ScriptLookup.isNode) == true,
            isPython: name.contains("python"))
    }

    // MARK: - The script

    /// Nil when it is a command line for a shell.
    private func find(_ script: String) throws(Failure) -> String? {
        let near = Path.resolve(Path.expand(script, home: home), in: cwd)
        let kind = files.kind(of: near)
        if case .file = kind { return near }
        if !script.contains("/"), let found = command(script) { return found }
        if kind == .folder, isPackage(near) { return near }
        if kind == .folder {
            throw Failure(.script) { $0.isAFolder(Quoted.text(script)) }
        }
        if script.contains(where: \.isWhitespace) { return nil }
        throw Failure(.script) {
            script.contains("/")
                ? $0.notThere(Quoted.text(script), Quoted.text(near))
                : $0.neitherFileNorCommand(Quoted.text(script), Quoted.text(cwd))
        }
    }

    /// A folder that node runs: it holds index.js, or package.json says what to run.
    private func isPackage(_ folder: String) -> Bool {
        ["index.js", "package.json"].contains { name in
            if case .file = files.kind(of: Path.resolve(name, in: folder)) { true } else { false }
        }
    }

    /// `"npm run start"`: PM2 hands a script with blanks to bash.
    private func commandLine(_ script: String) throws(Failure) -> Launch {
        guard let shell = command("bash") ?? command("sh") else {
            throw Failure(.script) { $0.needsShell(Quoted.text(script)) }
        }
        return Launch(executable: shell, leading: ["-c", script], isCommandLine: true)
    }

    // MARK: - The interpreter

    /// Nil when the file is run by itself.
    private func runner(of file: String, asked: String?) throws(Failure) -> String? {
        if asked == "none" { return nil }
        if let asked { return try resolve(interpreter: asked) }
        let isFolder = files.kind(of: file) == .folder
        guard let names = isFolder ? ["node"] : ScriptLookup.interpreters[Path.fileExtension(file)] else {
            return nil
        }
        for name in names {
            if let found = command(name) { return found }
        }
        throw Failure(.script) { $0.runnerMissing(Quoted.text(Path.base(file)), names[0]) }
    }

    private func resolve(interpreter: String) throws(Failure) -> String {
        if interpreter.hasPrefix("node@") { return try nodeVersion(interpreter) }
        if interpreter.contains("/") || interpreter == "~" {
            let path = Path.expand(interpreter, home: home)
            var refused: String?
            for base in [cwd, folder] {
                let candidate = Path.resolve(path, in: base)
                switch files.kind(of: candidate) {
                case .file(executable: true): return candidate
                case .file(executable: false): refused = refused ?? candidate
                default: continue
                }
            }
            throw Failure(.interpreter) { words in
                let why = refused.map { words.isNotExecutable(Quoted.text($0)) } ?? words.noSuchFile
                return words.cannotBeRun(Quoted.text(interpreter), why)
            }
        }
        if let found = command(interpreter) { return found }
        throw Failure(.interpreter) {
            $0.notInPath(Quoted.text(interpreter), holdsArguments: interpreter.contains(" "))
        }
    }

    /// `node@20.1.0`: the version nvm has installed; PM2 would install a missing one.
    private func nodeVersion(_ interpreter: String) throws(Failure) -> String {
        let version = interpreter.dropFirst("node@".count)
        guard let nodeVersions, !version.contains("/") else {
            throw Failure(.interpreter) { $0.needsNVM(Quoted.text(interpreter)) }
        }
        let path = Path.resolve("versions/node/v\(version)/bin/node", in: nodeVersions)
        guard files.kind(of: path) == .file(executable: true) else {
            throw Failure(.interpreter) {
                $0.versionMissing(Quoted.text(interpreter), Quoted.text(path), Quoted.plain(version))
            }
        }
        return path
    }

    // MARK: - No interpreter

    private func direct(
        _ file: String, script: String, asked: String?, interpreterArgs: [String]
    ) throws(Failure) -> Launch {
        let shebang = shebang(of: file)
        if files.kind(of: file) == .file(executable: true) {
            return Launch(
                executable: file,
                isNode: ScriptLookup.isNode(Path.base(file)) || ScriptLookup.isNode(shebang ?? ""),
                warning: interpreterArgs.isEmpty
                    ? nil : Sentence { $0.file.interpreterArgsUseless })
        }
        // PM2 hands any text to node, executable or not; express's bin/www relies on it.
        if asked == nil, shebang.map(ScriptLookup.isNode) ?? isText(file), let node = command("node") {
            return Launch(
                executable: node, leading: interpreterArgs + [file], isNode: true,
                warning: Sentence { $0.file.runWithNode(Quoted.text(script)) })
        }
        throw Failure(.script) { $0.notExecutable(Quoted.text(script)) }
    }

    /// The name of the program in the first line, `env` looked through; nil without such a line. execve(2).
    private func shebang(of file: String) -> String? {
        guard let head = try? files.read(file, limit: 256), head.starts(with: [0x23, 0x21]) else {
            return nil
        }
        let line = String(decoding: head.dropFirst(2).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        let words = line.split(whereSeparator: \.isWhitespace).map { Path.base(String($0)) }
        guard words.first == "env" else { return words.first }
        return words.dropFirst().first { !$0.hasPrefix("-") && !$0.contains("=") }
    }

    private func isText(_ file: String) -> Bool {
        guard let head = try? files.read(file, limit: 1024) else { return false }
        return !head.contains(0)
    }

    private static func isNode(_ name: String) -> Bool { name == "node" || name == "nodejs" }

    // MARK: - PATH

    /// The first executable file of this name in PATH; an empty entry is the working directory.
    private func command(_ name: String) -> String? {
        guard !name.isEmpty, name != ".", name != ".." else { return nil }
        for entry in searchPath.split(separator: ":", omittingEmptySubsequences: false) {
            let candidate = Path.resolve(name, in: Path.resolve(String(entry), in: cwd))
            if files.kind(of: candidate) == .file(executable: true) { return candidate }
        }
        return nil
    }
}
