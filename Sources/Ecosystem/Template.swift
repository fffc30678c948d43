package import Wording

/// A first ecosystem file for a folder, with words on what can be changed in it.
extension EcosystemFile {
    /// - Parameter folder: absolute; what looks like its program becomes the script.
    package static func template(
        for folder: String, in language: Language, files: any FileProbe = SystemFiles()
    ) -> String {
        let words = language.file
        let guess = Guess(folder, files)
        let remark = guess.isFound ? "" : "              // " + words.templateUnknownScript
        let name = Path.base(folder)
        let args = guess.args.map { "\n      \"args\": \(Value.quoted($0))," } ?? ""
        return """
            {
              // \(words.templateHead)
              "apps": [
                {
                  "name": \(Value.quoted(name.allSatisfy(\.isNumber) || name == "all" ? "app" : name)),
                  "script": \(Value.quoted(guess.script)),\(remark)\(args)
                  // "interpreter": "python3",         // \(words.templateInterpreter)
                  // "env": { "PORT": 3000 },
                  // "env_production": { "NODE_ENV": "production" },   // \(words.templateEnvironment)
                  // "instances": 2,

                  "min_uptime": "10s",                 // \(words.templateMinUptime)
                  "max_restarts": 10,                  // \(words.templateMaxRestarts)
                  "restart_delay": 1000,               // \(words.templateRestartDelay)
                  "kill_timeout": 10000,               // \(words.templateKillTimeout)
                  // "max_memory_restart": "400M",     // \(words.templateMemory)
                  // "wait_ready": true,               // \(words.templateReady)

                  // "out_file": "./logs/out.log",     // \(words.templateOutFile)
                  // "error_file": "./logs/error.log",
                  // "log_date_format": "YYYY-MM-DD HH:mm:ss Z",
                  "log_rotate": { "max_size": "10M", "keep": 10 }
                }
              ]
            }

            """
    }

    /// What a folder's program may be.
    private struct Guess {
        var script = "./app.js"
        var args: String?
        var isFound = false

        init(_ folder: String, _ files: any FileProbe) {
            if Guess.hasStart(Path.resolve("package.json", in: folder), files) {
                (script, args, isFound) = ("npm", "start", true)
                return
            }
            let names = [
                "server/index.js", "server.js", "index.js", "app.js", "main.js", "index.ts", "main.py",
                "app.py", "app.rb", "start.sh", "run.sh",
            ]
            for name in names {
                guard case .file = files.kind(of: Path.resolve(name, in: folder)) else { continue }
                (script, isFound) = ("./" + name, true)
                return
            }
        }

        /// Whether `npm start` would do something.
        private static func hasStart(_ package: String, _ files: any FileProbe) -> Bool {
            guard let bytes = try? files.read(package, limit: largest) else { return false }
            var reader = Reader(SourceText(file: package, bytes: bytes))
            return (try? reader.read())?["scripts"]?["start"]?.text != nil
        }
    }
}
