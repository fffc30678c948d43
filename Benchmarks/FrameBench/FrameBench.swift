import Glibc
import Monitor
import Screen
import Supervision

/// What a frame of 200×50 costs from what brings it to the cells that changed, without a terminal.
///
///     FrameBench [FRAMES]
///
/// Prints one line of JSON: for each kind of frame the medians in µs, of wamon's own and of the same frame drawn from
/// nothing.
@main struct FrameBench {
    static func main() {
        let frames = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 400
        let world = World()
        let figures = world.kinds.map { name, message in
            let (own, full) = measure(world.model, frames, message)
            return "\"\(name)\":{\"own\":\(own),\"full\":\(full)}"
        }
        print("{" + figures.joined(separator: ",") + "}")
    }

    /// Both are of the same frames, one after the other.
    private static func measure(
        _ start: Model, _ frames: Int, _ message: (Int) -> Message
    ) -> (Double, Double) {
        var model = start
        var drawing = Drawing()
        var shown = drawing.frame(of: model, theme: .dark, glyphs: .unicode, size: model.size)
        // Not the drawing's own: it would have to copy it to draw on.
        shown[0, 0] = Cell("x")
        var (own, full): ([UInt64], [UInt64]) = ([], [])
        for number in 0..<frames {
            var began = now
            let updated: UInt64
            _ = update(&model, message(number), now: World.now)
            updated = now - began
            began = now
            let frame = drawing.frame(of: model, theme: .dark, glyphs: .unicode, size: model.size)
            let drawn = now - began
            began = now
            let anew = view(model, theme: .dark, glyphs: .unicode, size: model.size)
            let drawnAnew = now - began
            precondition(anew == frame)
            began = now
            for y in 0..<frame.size.height {
                if let run = frame.changedColumns(ofRow: y, since: shown) {
                    shown.takeRow(y, run, of: frame)
                }
            }
            let compared = now - began
            own.append(updated + drawn + compared)
            full.append(updated + drawnAnew + compared)
        }
        return (median(own), median(full))
    }

    private static func median(_ times: [UInt64]) -> Double {
        times.isEmpty ? 0 : Double(times.sorted()[times.count / 2]) / 1000
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
