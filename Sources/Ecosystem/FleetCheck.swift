import Supervision
import Wording

/// What only shows when all apps are seen together: names given twice, dependencies that are not there or
/// go in a circle, an environment nobody knows.
struct FleetCheck {
    let apps: [AppDecoder.App]
    let findings: Findings

    func run(environmentName: String?) {
        checkNames()
        checkDependencies()
        if let environmentName { checkEnvironment(environmentName) }
    }

    /// The specs, with dependencies under the names that the processes really get.
    static func resolved(_ apps: [AppDecoder.App]) -> [ProcessSpec] {
        var final: [String: String] = [:]
        for app in apps { final[app.plainName] = app.spec.name }
        for app in apps { final[app.spec.name] = app.spec.name }
        return apps.map { app in
            var spec = app.spec
            var seen: Set<String> = []
            spec.dependsOn = app.dependencies.compactMap { final[$0.word] }.filter {
                seen.insert($0).inserted
            }
            return spec
        }
    }

    // MARK: - Names

    /// PM2 starts both and tells them apart by id alone; nearly always it is a block copied and not renamed.
    private func checkNames() {
        var places: [String: (offset: Int, namespaces: Set<String>)] = [:]
        for app in apps where !app.spec.name.isEmpty {
            guard var place = places[app.spec.name] else {
                places[app.spec.name] = (app.nameOffset, [app.spec.namespace])
                continue
            }
            let name = Quoted.text(app.spec.name)
            if place.namespaces.insert(app.spec.namespace).inserted {
                findings.warning(at: app.nameOffset) {
                    $0.alsoNamed(name, findings.whereabouts(of: place.offset, $0))
                }
            } else {
                findings.error(at: app.nameOffset) {
                    $0.alreadyNamed(name, findings.whereabouts(of: place.offset, $0))
                }
            }
            places[app.spec.name] = place
        }
    }

    // MARK: - Dependencies

    private func checkDependencies() {
        var indices: [String: [Int]] = [:]
        for (index, app) in apps.enumerated() {
            for name in Set([app.plainName, app.spec.name]) where !name.isEmpty {
                indices[name, default: []].append(index)
            }
        }
        let names = indices.keys.sorted()
        var edges = [[(to: Int, offset: Int)]](repeating: [], count: apps.count)
        for (index, app) in apps.enumerated() {
            var seen: Set<String> = []
            for (name, offset) in app.dependencies where seen.insert(name).inserted {
                if let targets = indices[name] {
                    edges[index] += targets.map { ($0, offset) }
                } else {
                    let near = findings.isFull(.error) ? nil : Suggestion.near(name, among: names)
                    findings.error(at: offset) { $0.noSuchApp(Quoted.text(name), near: near) }
                }
            }
        }
        if let circle = circle(in: edges) {
            let path = circle.apps.prefix(12).map { Quoted.text(apps[$0].spec.name) }.joined(separator: " → ")
            findings.error(at: circle.offset) { $0.circle(path) }
        }
    }

    /// The first circle met, from an app back to itself, and the place of the edge that closes it.
    /// An explicit stack: a thousand apps in a row must not need a thousand frames.
    private func circle(in edges: [[(to: Int, offset: Int)]]) -> (apps: [Int], offset: Int)? {
        enum Mark { case new, onPath, done }
        var marks = [Mark](repeating: .new, count: edges.count)
        for start in edges.indices where marks[start] == .new {
            var path = [(app: start, next: 0)]
            marks[start] = .onPath
            while let top = path.last {
                guard top.next < edges[top.app].count else {
                    marks[top.app] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let edge = edges[top.app][top.next]
                switch marks[edge.to] {
                case .done: continue
                case .new:
                    marks[edge.to] = .onPath
                    path.append((edge.to, 0))
                case .onPath:
                    let from = path.firstIndex { $0.app == edge.to } ?? 0
                    return (path[from...].map(\.app) + [edge.to], edge.offset)
                }
            }
        }
        return nil
    }

    // MARK: - Environments

    /// PM2 warns as well: deploy scripts give `--env production` to files that do not know it.
    private func checkEnvironment(_ name: String) {
        let known = Set(apps.flatMap(\.environmentNames))
        guard !apps.isEmpty, !known.contains(name) else { return }
        let others = known.sorted().map { "env_\($0)" }.joined(separator: ", ")
        findings.warning(at: nil) {
            $0.unknownEnvironment(Quoted.text("env_" + name), others: Quoted.plain(others))
        }
    }
}
