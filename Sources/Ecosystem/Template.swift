/// A first ecosystem file for a folder, with words on what can be changed in it.
extension EcosystemFile {
    /// - Parameter folder: absolute; what looks like its program becomes the script.
    package static func template(for folder: String, files: any FileProbe = SystemFiles()) -> String {
        let guess = Guess(folder, files)
        let name = Path.base(folder)
        let args = guess.args.map { "\n      \"args\": \(Value.quoted($0))," } ?? ""
        return """
            {
              // What wamon keeps up. Every field: docs/ecosystem.md; "wamon check" says what this comes to.
              "apps": [
                {
                  "name": \(Value.quoted(name.allSatisfy(\.isNumber) || name == "all" ? "app" : name)),
                  "script": \(Value.quoted(guess.script)),\(guess.remark)\(args)
                  // "interpreter": "python3",         // by its extension, else its first line
                  // "env": { "PORT": 3000 },
                  // "env_production": { "NODE_ENV": "production" },   // with --env production
                  // "instances": 2,

                  "min_uptime": "10s",                 // an exit sooner than that is unstable
                  "max_restarts": 10,                  // so many of those in a row: errored
                  "restart_delay": 1000,               // milliseconds, or "1s"
                  "kill_timeout": 10000,               // from SIGINT to SIGKILL
                  // "max_memory_restart": "400M",     // of the whole process tree
                  // "wait_ready": true,               // online when it says so: process.send('ready'), sd_notify

                  // "out_file": "./logs/out.log",     // by default below ~/.wamon/logs
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
        var remark = "              // your program: there is none wamon knows here"

        init(_ folder: String, _ files: any FileProbe) {
            if Guess.hasStart(Path.resolve("package.json", in: folder), files) {
                (script, args, remark) = ("npm", "start", "")
                return
            }
            let names = [
                "server/index.js", "server.js", "index.js", "app.js", "main.js", "index.ts", "main.py",
                "app.py", "app.rb", "start.sh", "run.sh",
            ]
            for name in names {
                guard case .file = files.kind(of: Path.resolve(name, in: folder)) else { continue }
                (script, remark) = ("./" + name, "")
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
