import Glibc
import Kernel
import Supervision
import Synchronization

/// What the children write, once more on descriptors of the core's own (`wamon run`): for whoever runs the
/// core in the foreground, a container's log above all.
///
/// A thread of its own writes, blocking: a reader that stands still stops nobody but that thread. What comes
/// meanwhile is queued, and beyond `queueBytes` whole lines are left out, counted and announced. The
/// descriptors are shared with whoever gave them to us, so O_NONBLOCK is never set on them. A reader that is
/// gone ends the mirror of that descriptor quietly.
package final class Mirror: Sendable {
    package struct Options: Sendable {
        package enum Dress: Sendable {
            /// `api-server | text`, and between the lines what happens: ` wamon | api-server online`.
            case named
            /// Without the names.
            case bare
            /// The children's bytes and nothing else; an unfinished line is ended where another child's begins.
            case raw
            /// An object a line, in PM2's shape.
            case json
        }
        package var dress = Dress.named
        /// Where the children's stdout goes, with what happens, and where their stderr goes.
        package var out: Int32 = 1
        package var error: Int32 = 2
        /// SGR parameters ("32") for a name; nil: no colours.
        package var color: (@Sendable (_ name: String) -> String)?
        /// Queued or being written.
        package var queueBytes = 1 << 20
        package init() {}
    }

    let options: Options
    let queue: MirrorQueue
    private let thread = LoopThread("mirror")
    private let press: MirrorPress
    private let labels: MirrorLabels

    package init(_ options: Options) {
        self.options = options
        queue = MirrorQueue(limit: options.queueBytes)
        labels = MirrorLabels()
        press = MirrorPress(options, queue, labels, thread)
    }

    // MARK: - From any thread

    func start() { thread.start() }

    /// What is queued is still written by `join`.
    func finish() { thread.post { [press] in press.finish() } }

    /// False when the reader took longer than `wait`: what is left is lost then.
    func join(within wait: Duration) -> Bool { thread.join(within: wait) }

    /// Names are padded to the longest one known.
    func meet(_ instance: InstanceID, _ name: String, suffixed: Bool) {
        labels.meet(instance, name, suffixed: suffixed)
    }

    /// Mixes in what happened.
    /// - Parameter sentence: in words, without the name.
    func tell(_ happening: Happening, _ sentence: String) {
        guard options.dress != .raw else { return }
        let name = happening.instance.flatMap { labels[$0] } ?? happening.name
        let text = happening.instance == nil ? sentence : "\(name) \(sentence)"
        let bytes =
            options.dress == .json ? MirrorEvent.object(happening, text) : MirrorEvent.lines(of: text)
        if queue.push(told: bytes) { wake() }
    }

    // MARK: - On the journal's thread

    /// Whole lines, or a piece of one. False when there was no room.
    func take(
        _ start: UnsafeRawPointer, _ count: Int, lines: Int, of stream: PipeStream, continues: Bool,
        isOpen: Bool, at: Duration
    ) -> Bool {
        let entry = MirrorQueue.Entry(
            route: stream.route, source: stream.id, count: count, lines: lines, at: at,
            continues: continues, isOpen: isOpen)
        let (isTaken, mustWake) = queue.push(entry, UnsafeRawBufferPointer(start: start, count: count))
        if mustWake { wake() }
        return isTaken
    }

    private func wake() { thread.post { [press] in press.drain() } }
}

/// How instances are called in the mirror, and how wide the longest name is.
final class MirrorLabels: Sendable {
    private struct State {
        var labels: [InstanceID: String] = [:]
        var width = 5
    }
    private let state = Mutex(State())
    /// Longer names stand out.
    static let widest = 32

    subscript(instance: InstanceID) -> String? { state.withLock { $0.labels[instance] } }
    var width: Int { state.withLock { $0.width } }

    /// `name`, or `name:ID` where there are several.
    func meet(_ instance: InstanceID, _ name: String, suffixed: Bool) {
        let label = LogPaths.fileName(name) + (suffixed ? ":\(instance.raw)" : "")
        state.withLock { state in
            state.labels[instance] = label
            state.width = max(state.width, min(label.count, MirrorLabels.widest))
        }
    }
}
