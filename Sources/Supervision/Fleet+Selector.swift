extension Fleet {
    /// The instances a selector means, or one sentence that says there are none.
    package func resolve(_ selector: Selector) -> Result<[InstanceID], NoSuchProcess> {
        let found =
            switch selector {
            case .all: instances
            case .id(let id): instances.filter { $0.id == id }
            case .ids(let ids): instances.filter { ids.contains($0.id) }
            case .name(let name): instances.filter { $0.spec.name == name }
            case .namespace(let name): instances.filter { $0.spec.namespace == name }
            }
        guard found.isEmpty else { return .success(found.map(\.id)) }
        return .failure(NoSuchProcess(selector: selector))
    }
}

package struct NoSuchProcess: Error, Hashable, Sendable {
    package let selector: Selector

    package var sentence: String {
        switch selector {
        case .all: "no process is known"
        case .id(let id): "no process has the id \(id.raw)"
        case .ids: "none of these processes is known any more"
        case .name(let name): "no process is called \(name)"
        case .namespace(let name): "no process is in the namespace \(name)"
        }
    }
}
