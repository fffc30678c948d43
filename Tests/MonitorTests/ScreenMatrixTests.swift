import Monitor
import Screen
import Supervision
import Testing
import WamonTesting
import Wording

/// Every screen × every size × every language as text one can read, with the roles under each: one file holds all
/// sizes of one screen in one language. What is missing cannot be: the table is walked, not written down.
@Suite struct ScreenMatrixTests {
    static let sizes = [(80, 24), (120, 36), (200, 50), (40, 12), (20, 5), (1, 1)]
        .map { Size(width: $0, height: $1) }
    private static let screens = ScreenCase.allCases.map(\.rawValue)

    @Test(arguments: screens, Language.allCases)
    func `every screen fits every size in every language`(_ name: String, _ words: Language) throws {
        let screen = try #require(ScreenCase(rawValue: name))
        let text = Self.sizes.map { size in
            let canvas = screen.model(size, words).frame(.labelled)
            #expect(canvas.size == size)
            return "==== \(size.width)x\(size.height)\n\(canvas.plain)\n\n"
                + canvas.styleMap(legend: Theme.legend)
        }
        #expect(
            Golden.difference("\(name)-\(words.rawValue)", text.joined(separator: "\n\n")) == nil)
    }

    /// A new place, box, question, tab or panel does not compile here until it is named, and fails until some
    /// screen of the table shows it.
    @Test func `every place, box, question and tab is among the screens`() {
        let size = Size(width: 120, height: 36)
        let shown = Set(ScreenCase.allCases.flatMap { Kind.kinds(of: $0.model(size, .english)) })
        #expect(Set(Kind.allCases).subtracting(shown) == [])
    }

    private enum Kind: CaseIterable {
        case main, table, details, allLogs, oneLog, graphs, page
        case overview, environment, tree, restarts, health, config
        case help, signals, columns, palette, themes
        case restart, stop, rollingRestart, stopOrStart, killNow, scale, delete, flush, everything, quit,
            killAll
        case filter, toast, lost

        static func kinds(of model: Model) -> [Kind] {
            var kinds = [place(model)]
            if model.place == .zoom(.details) { kinds.append(tab(model)) }
            if model.page != nil { kinds.append(.page) }
            if let overlay = model.overlay { kinds.append(box(overlay)) }
            if model.isEditingFilter { kinds.append(.filter) }
            if model.toast != nil { kinds.append(.toast) }
            if model.lost != nil { kinds.append(.lost) }
            return kinds
        }

        private static func place(_ model: Model) -> Kind {
            switch model.place {
            case .main: .main
            case .zoom(.processes): .table
            case .zoom(.details): .details
            // The logs fill the screen in one way only.
            case .zoom(.logs), .logs(.all): .allLogs
            case .logs(.one): .oneLog
            case .graphs: .graphs
            }
        }

        private static func tab(_ model: Model) -> Kind {
            switch model.details.tab {
            case .overview: .overview
            case .environment: .environment
            case .tree: .tree
            case .restarts: .restarts
            case .health: .health
            case .config: .config
            }
        }

        private static func box(_ overlay: Model.Overlay) -> Kind {
            switch overlay {
            case .help: .help
            case .signals: .signals
            case .columns: .columns
            case .palette: .palette
            case .themes: .themes
            case .dialog(let dialog):
                switch dialog.question {
                case .restart: .restart
                case .stop: .stop
                case .rollingRestart: .rollingRestart
                case .stopOrStart: .stopOrStart
                case .killNow: .killNow
                case .scale: .scale
                case .delete: .delete
                case .flush: .flush
                case .everything: .everything
                case .quit: .quit
                case .killAll: .killAll
                }
            }
        }
    }
}
