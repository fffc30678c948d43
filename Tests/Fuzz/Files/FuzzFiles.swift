@testable import Ecosystem
import Glibc
import Supervision
import Wording

/// libFuzzer's own main; SwiftPM names the program's entry itself, so it is called from there.
@_silgen_name("LLVMFuzzerRunDriver") private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ drill: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
enum FuzzFiles {
    static func main() {
        var count = CommandLine.argc
        var words = CommandLine.unsafeArgv
        exit(runDriver(&count, &words) { fuzz($0, $1) })
    }
}

/// What libFuzzer calls with everything it can think of: the first byte says what the rest is given as. A file
/// must be refused with an error, or come to apps that are whole and that are the same when printed and read
/// again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count).dropFirst())
    switch start[0] {
    case UInt8(ascii: "j"): drill("/app/e.json", bytes)
    case UInt8(ascii: "y"): drill("/app/e.yaml", bytes)
    case UInt8(ascii: "n"): drill("/app/e.config.js", bytes)
    case UInt8(ascii: "d"): drillDump(bytes)
    case UInt8(ascii: "e"):
        drill("/app/e.json", Array("{script:'app.js',env_file:'.env'}".utf8), variables: bytes)
    default: break
    }
    return 0
}

private func drill(_ path: String, _ bytes: [UInt8], variables: [UInt8] = Array("A=1\n".utf8)) {
    let context = context([path: bytes, "/app/.env": variables])
    do throws(EcosystemFailure) {
        let loaded = try EcosystemFile.load(path: path, environmentName: "x", context: context)
        check(loaded)
        must(!loaded.specs.isEmpty, "neither apps nor an error")
        checkAgain(loaded)
    } catch {
        check(error.diagnostics)
        must(error.diagnostics.contains { $0.severity == .error }, "refused without an error")
    }
}

private func drillDump(_ bytes: [UInt8]) {
    do throws(EcosystemFailure) {
        let dump = try PM2Dump.load(path: "/app/dump.pm2", context: context(["/app/dump.pm2": bytes]))
        check(dump.loaded)
        must(dump.areWanted.count == dump.loaded.specs.count, "wanted or not?")
        if !dump.loaded.specs.isEmpty { checkAgain(dump.loaded) }
    } catch {
        check(error.diagnostics)
    }
}

// MARK: - What must hold

/// A release build traps without a word: the word comes first.
private func must(_ isSo: Bool, _ sentence: @autoclosure () -> String) {
    if isSo { return }
    let text = Array((sentence() + "\n").utf8)
    _ = write(2, text, text.count)
    abort()
}

private func check(_ loaded: Loaded) {
    check(loaded.warnings)
    must(!loaded.warnings.contains { $0.severity == .error }, "an error among the warnings")
    for spec in loaded.specs {
        must(
            !spec.name.isEmpty && spec.executable.hasPrefix("/") && spec.cwd.hasPrefix("/"), "half a spec")
        must((1...1000).contains(spec.instances) && spec.stop.timeout >= .zero, "out of range")
    }
}

private func checkAgain(_ loaded: Loaded) {
    let printed = Array(EcosystemFile.rendered(loaded).utf8)
    do throws(EcosystemFailure) {
        // Printed are defaults as well: it may grow beyond what is accepted of a file.
        if printed.count > EcosystemFile.largest { return }
        let again = try EcosystemFile.load(path: "/app/e.json", context: context(["/app/e.json": printed]))
        var specs = loaded.specs
        for index in specs.indices { specs[index].script = specs[index].executable }
        must(again.specs == specs, "printed as other apps: \(again.specs), were \(specs)")
    } catch {
        must(false, "printed as what cannot be read: \(error.rendered(in: .english))")
    }
}

private func check(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
        must((diagnostic.line ?? 1) >= 1 && (diagnostic.column ?? 1) >= 1, "no such place")
        must(
            !diagnostic.sentence[.english].isEmpty
                && diagnostic.sentence[.english].utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F },
            "no sentence: \(diagnostic.sentence[.english])")
    }
}

// MARK: - Where they lie

private func context(_ files: [String: [UInt8]]) -> LoadContext {
    LoadContext(
        currentDirectory: "/app", environment: ["PATH": "/usr/bin", "HOME": "/root"], cpuCount: 2,
        files: Files(files: files), programs: Node(answer: files["/app/e.config.js"] ?? []))
}

/// These files, a few scripts and a few programs.
private struct Files: FileProbe {
    var files: [String: [UInt8]]

    func kind(of path: String) -> FileKind {
        if ["/app", "/app/server", "/usr/bin"].contains(path) { return .folder }
        if path.hasPrefix("/usr/bin/") { return .file(executable: !path.hasSuffix("~")) }
        if files[path] != nil || ["/app/app.js", "/app/server/index.js"].contains(path) {
            return .file(executable: false)
        }
        return .missing
    }

    func read(_ path: String, limit: Int) throws(UnreadableFile) -> [UInt8] {
        if let bytes = files[path] { return Array(bytes.prefix(limit)) }
        if case .file = kind(of: path) {
            let isScript = !path.hasPrefix("/usr/bin/") || path.hasSuffix("npx")
            return Array((isScript ? "#!/usr/bin/env node\n" : "\u{7F}ELF").utf8.prefix(limit))
        }
        throw UnreadableFile(errno: 2)
    }
}

/// Node, as somebody hostile could answer for it.
private struct Node: ProgramRunner {
    var answer: [UInt8]

    func run(_ order: ProgramOrder) -> ProgramOutcome {
        .ended(answer: answer, printed: answer, how: "exit code 0")
    }
}
