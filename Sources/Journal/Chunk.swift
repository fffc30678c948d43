import CLinux
import Glibc
import Synchronization

/// A piece of memory that travels from the journal's thread to the writer's. Whoever holds it is alone with
/// it: it is filled before it is handed over and not touched by the giver afterwards.
final class Chunk: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let capacity: Int
    private let isMapped: Bool

    /// Big ones are mapped, so that giving them up gives the memory back.
    init(capacity: Int) {
        self.capacity = capacity
        isMapped = capacity >= 128 << 10
        if isMapped {
            base = mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)!
        } else {
            base = .allocate(byteCount: capacity, alignment: 16)
        }
    }

    /// Of a parcel that carries news alone.
    static let empty = Chunk(capacity: 1)

    /// A copy.
    convenience init(_ start: UnsafeRawPointer, count: Int) {
        self.init(capacity: max(count, 1))
        base.copyMemory(from: start, byteCount: count)
    }

    deinit {
        if isMapped { munmap(base, capacity) } else { base.deallocate() }
    }
}

/// Chunks for reading: room for a held-back line in front, then for one read of a pipe.
final class ChunkPool: Sendable {
    /// The most that may precede a read: a partial line is passed on before it grows beyond this.
    static let headroom = 64 << 10
    static let readSize = 256 << 10

    private let free = Mutex<[Chunk]>([])

    func take() -> Chunk {
        free.withLock { $0.popLast() } ?? Chunk(capacity: ChunkPool.headroom + ChunkPool.readSize)
    }

    /// Chunks of another size are given up.
    func giveBack(_ chunk: Chunk) {
        guard chunk.capacity == ChunkPool.headroom + ChunkPool.readSize else { return }
        free.withLock { $0.append(chunk) }
    }

    /// Gives the memory of a burst back to the system.
    func trim() { free.withLock { $0.removeAll() } }
}
