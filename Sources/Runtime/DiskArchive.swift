import Journal
import Kernel
import Supervision

/// Files in `$WAMON_HOME`, written on the writer's thread.
final class DiskArchive: Archive {
    private let journal: Journal
    private let home: String
    private let head: RunTable
    private let encode: (@Sendable (SavedFleet) -> Result<[UInt8], Refusal>)?
    private let done: @Sendable (Document.Kind, _ trouble: String?) -> Void

    /// - Parameter done: called on the writer's thread.
    init(
        _ journal: Journal, core: String, _ setting: CoreSetting,
        done: @escaping @Sendable (Document.Kind, _ trouble: String?) -> Void
    ) {
        self.journal = journal
        home = setting.home
        head = RunTable(core: core)
        encode = setting.encode
        self.done = done
    }

    /// The name of this core, before anybody is given it: whoever is left without a line of his own is found
    /// by it. Writes at once; what is wrong, in one sentence.
    func begin() -> String? {
        head.write(in: home).map { "\(RunTable.path(in: home)): \(errnoText($0))" }
    }

    func write(_ document: Document) {
        let (kind, home, done) = (document.kind, home, done)
        switch document {
        case .dump(let fleet, _): write(fleet, to: home + "/dump.json", isDurable: true, kind)
        case .state(let fleet): write(fleet, to: home + "/state.json", isDurable: false, kind)
        case .runs(let rows):
            var table = head
            table.rows = rows
            journal.onWriter { [table] in
                done(kind, table.write(in: home).map { "\(RunTable.path(in: home)): \(errnoText($0))" })
            }
        }
    }

    private func write(_ fleet: SavedFleet, to path: String, isDurable: Bool, _ kind: Document.Kind) {
        let (encode, done) = (encode, done)
        journal.onWriter {
            let outcome =
                encode?(fleet).flatMap { bytes in
                    AtomicFile.write(bytes, to: path, isDurable: isDurable).map { errno in
                        .failure(Refusal("\(path): \(errnoText(errno))"))
                    } ?? .success(())
                } ?? .failure(Refusal("\(path): this core does not know how to write it"))
            if case .failure(let refusal) = outcome { done(kind, refusal.sentence) } else { done(kind, nil) }
        }
    }

    /// After an end in order nobody is left to be looked for.
    static func close(_ home: String) {
        if RunTable.read(in: home)?.rows.isEmpty == true { RunTable.remove(in: home) }
    }
}
