import Supervision
import Wording

/// A configuration in JavaScript: node evaluates it in a process of its own, and what it exports comes back
/// as JSON. Values lose their places in the file on that way; remarks name the path to them instead
/// (`apps[0].max_restarts`).
struct JavaScriptFile {
    /// What the file exports, and the text its offsets count in.
    struct Evaluated {
        var value: Value
        var source: SourceText
    }

    static let deadline = Duration.seconds(10)

    let absolute: String
    /// As the user named it.
    let name: String
    let context: LoadContext

    func evaluate() throws(EcosystemFailure) -> Evaluated {
        guard let programs = context.programs, let node else {
            let conversion = JavaScriptFile.conversion(of: Path.base(absolute))
            throw refusal { $0.needsNode(conversion) }
        }
        let order = ProgramOrder(
            executable: node,
            argv: ["node", "--input-type=commonjs", "-e", JavaScriptFile.program, absolute],
            environment: context.environment, folder: Path.folder(absolute),
            deadline: JavaScriptFile.deadline, limit: EcosystemFile.largest)
        switch programs.run(order) {
        case .ended(let answer, let printed, let how):
            if answer.isEmpty { throw silence(printed, how) }
            return try read(answer)
        case .failed(let errno, let stage):
            throw refusal { $0.nodeNotStarted(errno, stage: stage) }
        case .late: throw refusal { $0.nodeLate }
        case .talkative: throw refusal { $0.nodeTalkative }
        }
    }

    // MARK: - Before

    private var node: String? {
        for entry in context.searchPath.split(separator: ":", omittingEmptySubsequences: false) {
            for name in ["node", "nodejs"] {
                let candidate = Path.resolve(
                    name, in: Path.resolve(String(entry), in: context.currentDirectory))
                if context.files.kind(of: candidate) == .file(executable: true) { return candidate }
            }
        }
        return nil
    }

    /// The command that turns a configuration in JavaScript into one that can be read without node.
    static func conversion(of file: String) -> String {
        let name = Quoted.plain(file)
        if Path.fileExtension(file) == ".mjs" {
            return "node --input-type=module -e 'import c from \"./\(name)\"; "
                + "console.log(JSON.stringify(c,null,2))' > ecosystem.json"
        }
        return "node -p 'JSON.stringify(require(\"./\(name)\"),null,2)' > ecosystem.json"
    }

    /// Evaluates the file in its first argument. A file in either system of modules is welcome, and what was
    /// compiled from one to the other. An error's place is the first that is a file. A syntax error in a module
    /// has its place nowhere but in node's own report: that one is thrown on, for us to read.
    private static let program = """
        'use strict';
        const { writeFileSync } = require('fs');
        const { pathToFileURL, fileURLToPath } = require('url');
        const file = process.argv[1];
        const give = (answer) => {
          writeFileSync(3, JSON.stringify(answer));
          process.exit(0);
        };
        const fail = (error) => {
          const stack = error instanceof Error ? String(error.stack) : '';
          const at = /^((?:file:\\/\\/)?\\/.*):(\\d+)\\n/.exec(stack)
            || /^ +at (?:.*\\()?((?:file:\\/\\/)?\\/.*?):(\\d+):(\\d+)\\)?$/m.exec(stack) || [];
          if (!at[1] && error instanceof SyntaxError) {
            process.removeListener('uncaughtException', fail);
            setImmediate(() => { throw error; });
            return;
          }
          const kind = error instanceof Error ? 'error' : 'thrown';
          const place = at[1] && at[1].startsWith('file:') ? fileURLToPath(at[1]) : at[1];
          give({ [kind]: String(error), file: place, line: at[2] && +at[2], column: at[3] && +at[3] });
        };
        process.on('uncaughtException', fail);
        const isModule = (value) => Object.prototype.toString.call(value) === '[object Module]';
        const evaluated = async () => {
          let config;
          try {
            config = require(file);
          } catch (error) {
            const asks = error && ['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE'].includes(error.code);
            if (!asks) throw error;
            config = await import(pathToFileURL(file));
          }
          if (config && typeof config === 'object' && (isModule(config) || config.__esModule)
              && 'default' in config) config = config.default;
          const kind = config && typeof config.then === 'function' ? 'promise' : typeof config;
          return { kind, config: kind === 'object' ? config : null };
        };
        evaluated().then(give).catch(fail);
        """

    // MARK: - After

    private func read(_ answer: [UInt8]) throws(EcosystemFailure) -> Evaluated {
        let source = SourceText(file: name, bytes: answer)
        var reader = Reader(source)
        let envelope: Value
        do throws(Reader.SyntaxError) { envelope = try reader.read() } catch {
            throw refusal(error.sentence.map { $0.file.exportUnusable($1) })
        }
        if let text = envelope["error"]?.text { throw failure(JavaScriptFile.verbatim(text), in: envelope) }
        if let value = envelope["thrown"]?.text {
            throw failure(Sentence { $0.file.throwsValue(JavaScriptFile.firstLine(value)) }, in: envelope)
        }
        if let kind = envelope["kind"]?.text, kind != "object" {
            throw refusal { $0.exported(Quoted.plain(kind)) }
        }
        guard let value = envelope["config"] else {
            throw refusal { $0.exportsNothing }
        }
        if value.content == .object([]) {
            throw refusal { $0.exportsNothing }
        }
        return Evaluated(value: value, source: source)
    }

    private func failure(_ sentence: Sentence, in envelope: Value) -> EcosystemFailure {
        let file = envelope["file"]?.text
        return failure(
            sentence, file: file.map { $0 == absolute ? name : $0 }, line: envelope["line"]?.integer,
            column: envelope["column"]?.integer)
    }

    /// "Require stack: …" and the like: a message is one line, and the first one says it. Fit for a message.
    private static func firstLine(_ text: String) -> String {
        let first = text.split(whereSeparator: \.isNewline).first ?? ""
        return Quoted.plain(first.prefix(400))
    }

    /// JavaScript's own words.
    private static func verbatim(_ text: String) -> Sentence {
        let first = firstLine(text)
        return Sentence { first.isEmpty ? $0.file.wordlessError : first }
    }

    private func failure(
        _ sentence: Sentence, file: String?, line: Int?, column: Int?
    ) -> EcosystemFailure {
        // Node counts from 1; what does not has not come from node.
        let isPlace = (line ?? 0) > 0
        let diagnostic = Diagnostic(
            file: file ?? name, line: isPlace ? line : nil,
            column: isPlace && (column ?? 0) > 0 ? column : nil,
            severity: .error, sentence: sentence)
        return EcosystemFailure(diagnostics: [diagnostic])
    }

    /// node has ended without an answer: by its own report, or by a `process.exit` in the file.
    private func silence(_ printed: [UInt8], _ how: ExitStatus) -> EcosystemFailure {
        let lines = String(decoding: printed, as: UTF8.self).split(whereSeparator: \.isNewline)
        if let error = lines.firstIndex(where: { $0.prefix { $0 != ":" }.hasSuffix("Error") }) {
            let place = lines[..<error].compactMap(Place.init).last
            let file = place.map { $0.file == absolute ? name : $0.file }
            return failure(
                JavaScriptFile.verbatim(String(lines[error])), file: file, line: place?.line, column: nil)
        }
        let last = lines.last.map { Quoted.text($0) }
        return refusal { words in
            let ending =
                switch how {
                case .exited(let code): words.exitCode(code)
                case .signalled(let signal, _): words.signal(signal.raw)
                case .notSpawned(let errno, _): words.reason(errno)
                }
            return words.nodeSilent(ending, last: last)
        }
    }

    /// `file:///app/ecosystem.config.mjs:2`, the first line of node's report.
    private struct Place {
        let file: String
        let line: Int

        init?(_ text: Substring) {
            let path = text.hasPrefix("file://") ? text.dropFirst(7) : text
            guard path.hasPrefix("/"), let colon = path.lastIndex(of: ":"),
                let line = Int(path[path.index(after: colon)...])
            else { return nil }
            file = String(path[..<colon])
            self.line = line
        }
    }

    private func refusal(_ say: (FileWords) -> String) -> EcosystemFailure {
        refusal(Sentence { say($0.file) })
    }

    private func refusal(_ sentence: Sentence) -> EcosystemFailure {
        EcosystemFailure(diagnostics: [
            Diagnostic(file: name, line: nil, column: nil, severity: .error, sentence: sentence)
        ])
    }
}
