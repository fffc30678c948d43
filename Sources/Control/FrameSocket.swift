import Glibc
import Kernel

/// One end of a connection: frames in, frames out, never waiting. On the loop's thread alone.
///
/// What the other side does not take is kept here until it does; whoever sends looks at `unsent` first.
final class FrameSocket {
    private let loop: Loop
    private let descriptor: Int32
    private var watch: Loop.Watch?
    private var watched: UInt32 = 0
    private var input: FrameBuffer
    private var output: [[UInt8]] = []
    /// Bytes of the first of `output` that are gone already.
    private var gone = 0
    /// Bytes that the other side has not taken.
    private(set) var unsent = 0
    /// Bytes that have come in and are no frame yet.
    var unread: Int { input.count }
    /// Nothing more will come; what is sent may still arrive.
    private(set) var isEnded = false
    private(set) var isClosed = false
    private var isDeaf = false

    /// Bytes have come, or the end of them.
    var onInput: () -> Void = {}
    /// What had to wait has been sent; not told of what went at once.
    var onDrained: () -> Void = {}
    /// The connection is broken.
    var onBroken: () -> Void = {}

    /// - Parameter descriptor: becomes this value's to close.
    init(_ descriptor: Int32, on loop: Loop, limit: Int) {
        self.descriptor = descriptor
        self.loop = loop
        input = FrameBuffer(limit: limit)
        update()
    }

    deinit { if !isClosed { Glibc.close(descriptor) } }

    /// Not reading: what comes waits in the kernel, and at last with whoever sends.
    var isPaused = false {
        didSet { if oldValue != isPaused { update() } }
    }

    var limit: Int {
        get { input.limit }
        set { input.limit = newValue }
    }

    func next() -> FrameBuffer.Next { input.next() }

    /// - Parameter frame: with its newline.
    func send(_ frame: [UInt8]) {
        guard !isClosed else { return }
        output.append(frame)
        unsent += frame.count
        if output.count == 1 { flush() }
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        if let watch { loop.unwatch(watch) }
        watch = nil
        Glibc.close(descriptor)
        output = []
        unsent = 0
        (onInput, onDrained, onBroken) = ({}, {}, {})
    }

    // MARK: - Events

    private func update() {
        guard !isClosed else { return }
        let reads = isPaused || isEnded ? 0 : Loop.readable
        let events = reads | (unsent > 0 ? Loop.writable : 0)
        if let watch {
            // A broken connection is told whether or not it is asked for, over and over.
            if isDeaf, events == 0 {
                loop.unwatch(watch)
                self.watch = nil
            } else if events != watched {
                loop.change(watch, to: events)
            }
        } else if !isDeaf || events != 0 {
            watch = loop.watch(descriptor, events) { [weak self] in self?.take($0) }
        }
        watched = events
    }

    private func take(_ events: UInt32) {
        if events & Loop.writable != 0 {
            flush()
            if unsent == 0 { onDrained() }
        }
        if events & Loop.readable != 0, !isPaused { return read() }
        guard !isClosed, events & Loop.broken != 0 else { return }
        isDeaf = true
        if isEnded || unsent > 0 { onBroken() } else if isPaused { update() } else { read() }
    }

    private func read() {
        guard !isClosed, !isEnded else { return }
        let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            let count = Glibc.read(descriptor, buffer.baseAddress!, buffer.count)
            if count > 0 { input.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return count
        }
        if count > 0 {
            onInput()
        } else if count == 0 || ![EAGAIN, EINTR].contains(errno) {
            isEnded = true
            update()
            onInput()
        }
    }

    private func flush() {
        while !isClosed, let frame = output.first {
            let count = frame.withUnsafeBytes { bytes in
                Glibc.send(
                    descriptor, bytes.baseAddress! + gone, bytes.count - gone,
                    Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno != EAGAIN { discard() }
                break
            }
            gone += count
            unsent -= count
            if gone == frame.count {
                output.removeFirst()
                gone = 0
            }
        }
        update()
    }

    /// Nobody takes it any more. What the other side said before it went is still to be read.
    private func discard() {
        output = []
        gone = 0
        unsent = 0
    }
}
