import Supervision

/// A spec's command taken apart again: what runs the script, the script, and what it is given.
struct LaunchWords {
    /// Absolute; nil: the script itself is executed.
    var interpreter: String?
    var interpreterArguments: [String] = []
    /// Absolute, but for a shell's command line.
    var script: String
    var arguments: [String]

    init(_ spec: ProcessSpec) {
        let end = "/" + LaunchWords.bare(spec.script)
        let place = spec.arguments.firstIndex { word in
            word == spec.script || (word.hasPrefix("/") && word.hasSuffix(end))
        }
        if spec.executable != spec.script, !spec.executable.hasSuffix(end), let place {
            interpreter = spec.executable
            interpreterArguments = Array(spec.arguments[..<place])
            script = spec.arguments[place]
            arguments = Array(spec.arguments[(place + 1)...])
        } else {
            script = spec.executable
            arguments = spec.arguments
        }
    }

    /// PM2's word: the interpreter's name, or "none".
    var interpreterName: String {
        interpreter.map { String($0.split(separator: "/").last ?? "") } ?? "none"
    }

    /// Without what leads to it from somewhere else.
    private static func bare(_ path: String) -> String {
        var rest = path[...]
        while true {
            if rest.hasPrefix("./") {
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("../") {
                rest = rest.dropFirst(3)
            } else {
                return String(rest)
            }
        }
    }
}
