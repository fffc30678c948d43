import Screen
import Supervision
import Wording

/// Where time, name and text of a line are.
struct LogColumns: Equatable {
    var times: LogManner.Times
    var timeWidth: Int
    var hasMilliseconds: Bool
    var hasNames: Bool
    var hasShortNames: Bool
    var nameX: Int
    var nameWidth: Int
    var markX: Int
    var textX: Int

    init(_ model: Model, width: Int) {
        times = width >= 40 ? model.manner.times : .off
        hasMilliseconds = width >= 100 && times == .absolute
        timeWidth =
            switch times {
            case .absolute: hasMilliseconds ? 12 : 8
            case .relative: 6
            case .off: 0
            }
        nameX = times == .off ? 1 : timeWidth + 2
        hasNames = !model.showsOneLog
        hasShortNames = width < 100
        let longest = max(5, model.nameWidth - (hasShortNames ? model.sharedSuffix : 0))
        nameWidth = hasNames ? min(longest, width >= 100 ? 20 : width >= 70 ? 13 : width >= 30 ? 8 : 5) : -1
        markX = nameX + nameWidth + 1
        textX = markX + 2
    }
}
