import CLinux
import Glibc
import Kernel
import Supervision

/// From a pipe to whole lines.
extension Intake {
    func startReading(_ stream: PipeStream) {
        guard stream.fd >= 0, stream.watch == nil else { return }
        stream.watch = thread.loop.watch(stream.fd) { [unowned self, unowned stream] _ in
            if mustWait(stream) { park(stream) } else { _ = read(stream) }
        }
    }

    enum Outcome { case bytes(Int), nothing, ended }

    /// One read, and what is whole of it passed on.
    func read(_ stream: PipeStream) -> Outcome {
        let chunk = self.chunk ?? pool.take()
        self.chunk = chunk
        let fresh = chunk.base + ChunkPool.headroom
        var count = Glibc.read(stream.fd, fresh, ChunkPool.readSize)
        while count < 0, errno == EINTR { count = Glibc.read(stream.fd, fresh, ChunkPool.readSize) }
        if count < 0, errno == EAGAIN { return .nothing }
        if count <= 0 {
            passOnPartial(stream)
            shut(stream)
            return .ended
        }
        // Pipe memory is rationed per user: only who fills a pipe gets a large one.
        if count >= 32 << 10, !stream.isRaised {
            stream.isRaised = true
            if linux_pipe_size(stream.fd, 1 << 20) < 0 { _ = linux_pipe_size(stream.fd, 256 << 10) }
        }
        take(fresh, count, of: stream, chunk)
        return .bytes(count)
    }

    func take(_ fresh: UnsafeMutableRawPointer, _ count: Int, of stream: PipeStream, _ chunk: Chunk) {
        let held = stream.partial.count
        let begin = fresh - held
        if let newline = Newlines.last(fresh, count) {
            copyPartial(of: stream, to: begin)
            let rest = count - newline - 1
            stream.partial.removeAll(keepingCapacity: true)
            if rest > 0 { keep(fresh + newline + 1, rest, of: stream) }
            passOn(begin, held + newline + 1, isOpen: false, of: stream, chunk)
        } else if held + count < limits.partialBytes {
            keep(fresh, count, of: stream)
        } else {
            copyPartial(of: stream, to: begin)
            let tail = Newlines.incompleteTail(fresh, count)
            stream.partial.removeAll(keepingCapacity: true)
            if tail > 0 { keep(fresh + count - tail, tail, of: stream) }
            let wasCut = stream.isCut
            passOn(begin, held + count - tail, isOpen: true, of: stream, chunk)
            stream.isCut = wasCut || held + count - tail > 0
        }
        if stream.partial.isEmpty, stream.partial.capacity > 4096 { stream.partial = [] }
    }

    func copyPartial(of stream: PipeStream, to begin: UnsafeMutableRawPointer) {
        stream.partial.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { memcpy(begin, base, bytes.count) }
        }
    }

    func keep(_ bytes: UnsafeRawPointer, _ count: Int, of stream: PipeStream) {
        if stream.partial.isEmpty { stream.partialSince = clock().monotonic }
        stream.partial.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        if partialTimer == nil { armPartialTimer(limits.partialHold) }
    }

    /// Until the pipe is empty; what was written before now is within one pipe's capacity.
    func drain(_ stream: PipeStream) {
        var left = 1 << 20
        while stream.fd >= 0, left > 0 {
            guard case .bytes(let count) = read(stream) else { break }
            left -= count
            if outgoing.count >= 16 { pushOut() }
        }
    }

    func shut(_ stream: PipeStream) {
        if let watch = stream.watch { thread.loop.unwatch(watch) }
        stream.watch = nil
        if stream.fd >= 0 { close(stream.fd) }
        stream.fd = -1
    }

    // MARK: - Partial lines

    func armPartialTimer(_ wait: Duration) {
        partialTimer = thread.loop.after(wait) { [unowned self] in
            partialTimer = nil
            let now = clock().monotonic
            var next: Duration?
            for stream in streams.values.joined() where !stream.partial.isEmpty {
                let age = now - stream.partialSince
                if age >= limits.partialHold {
                    passOnPartial(stream)
                    if !stream.partial.isEmpty { next = limits.partialHold }
                } else {
                    next = min(next ?? .seconds(3600), limits.partialHold - age)
                }
            }
            if let next { armPartialTimer(next) }
        }
    }

    /// As it is, but no character is cut in two unless nothing else is there.
    func passOnPartial(_ stream: PipeStream) {
        guard !stream.partial.isEmpty else { return }
        let bytes = stream.partial
        stream.partial = []
        bytes.withUnsafeBytes { bytes in
            var tail = Newlines.incompleteTail(bytes.baseAddress!, bytes.count)
            if tail == bytes.count || stream.fd < 0 { tail = 0 }
            passOn(bytes.baseAddress!, bytes.count - tail, isOpen: true, of: stream, nil)
            if tail > 0 { keep(bytes.baseAddress! + bytes.count - tail, tail, of: stream) }
        }
    }
}
