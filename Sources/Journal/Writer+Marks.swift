import Supervision

/// Where the output of each stream stands in its file.
extension Writer {
    /// In one look, between two drains: what has been taken from the queue is in the files.
    func marks(of chosen: [Route]) -> [LogMark] {
        drain()
        return chosen.map { route in
            let sinks = routes[route.id]?.sinks ?? []
            return sinks.lazy.compactMap { $0.mark(of: route) }.first
                ?? LogMark(instance: route.instance, stream: route.stream)
        }
    }

    func note(_ parcel: Parcel, _ route: Route, in sink: Sink) {
        // In JSON a piece of a line is an object of its own.
        let isWhole = if case .json = route.format { true } else { false }
        if sink.note(isWhole ? parcel.newest : parcel.newestWhole, of: route) { touched.append(sink) }
    }

    /// At the end of a drain nothing is left in the scratch.
    func settleMarks() {
        for sink in touched { sink.settleMark() }
        touched.removeAll(keepingCapacity: true)
    }
}
