import Kernel
import Supervision

/// What clients are told without asking: one value for all of them, and of it the newest alone. Who has not
/// taken the last push gets no further one until it has.
extension ControlDesk {
    /// The core is asked only as long as somebody wants to know.
    func adjustPushes() {
        let isWatched = guests.values.contains(where: \.watches)
        if isWatched, snapshots == nil {
            let client = client
            snapshots = Task(executorPreference: loop) { [weak self] in
                let stream = client.snapshots()
                let first = await client.snapshot(brief: false)
                await self?.take(first)
                for await snapshot in stream { await self?.take(snapshot) }
            }
        } else if !isWatched, let task = snapshots {
            task.cancel()
            (snapshots, newest, newestFrame) = (nil, nil, nil)
        }
        let isHeard = guests.values.contains(where: \.hears)
        if isHeard, news == nil {
            let client = client
            news = Task(executorPreference: loop) { [weak self] in
                for await _ in client.linesArrived() { await self?.takeNews() }
            }
        } else if !isHeard, let task = news {
            task.cancel()
            news = nil
        }
    }

    func push(to guest: Guest) {
        if guest.owesNews, guest.socket.unsent == 0 {
            guest.owesNews = false
            send(.news(true), to: guest, nil)
        }
        guard guest.owesSnapshot, guest.socket.unsent == 0, let newest else { return }
        if newestFrame == nil {
            newestFrame = wire.frame(Answered(id: nil, answer: .snapshot(newest)))
        }
        guest.owesSnapshot = false
        if let newestFrame { guest.socket.send(newestFrame) }
    }

    // MARK: - Snapshots

    private func take(_ snapshot: Snapshot) {
        guard snapshots != nil, snapshot != newest else { return }
        if let newest, snapshot.sequence < newest.sequence { return }
        newest = snapshot
        newestFrame = nil
        if isSnapshotHeld { hasSnapshotHeld = true } else { pushSnapshots() }
    }

    /// The next follows after a rest that is ten times as long as this takes.
    private func pushSnapshots() {
        let watch = Stopwatch()
        for guest in guests.values where guest.watches {
            guest.owesSnapshot = true
            push(to: guest)
        }
        isSnapshotHeld = true
        loop.after(max(Limits.pushInterval, watch.elapsed * Limits.pushRest)) { [weak self] in
            self?.assumeIsolated { desk in
                desk.isSnapshotHeld = false
                guard desk.hasSnapshotHeld else { return }
                desk.hasSnapshotHeld = false
                desk.pushSnapshots()
            }
        }
    }

    // MARK: - News of lines

    private func takeNews() {
        guard !isNewsHeld else {
            hasNewsHeld = true
            return
        }
        for guest in guests.values where guest.hears {
            guest.owesNews = true
            push(to: guest)
        }
        isNewsHeld = true
        loop.after(Limits.pushInterval) { [weak self] in
            self?.assumeIsolated { desk in
                desk.isNewsHeld = false
                guard desk.hasNewsHeld else { return }
                desk.hasNewsHeld = false
                desk.takeNews()
            }
        }
    }
}
