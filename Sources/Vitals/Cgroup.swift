import Glibc

/// A cgroup of ours and its ancestors, as far as they can be seen (cgroups(7)).
struct Cgroup: Hashable {
    enum Version: Hashable { case one, two }

    var version: Version
    /// Our own first, the hierarchy's root last.
    var folders: [String]

    /// Where a v1 controller counts us, or the unified hierarchy where there is no such. `membership` is
    /// the text of /proc/self/cgroup: "4:memory:/docker/f00" or "0::/user.slice".
    ///
    /// What is named there may not exist: a container sees its own cgroup as the root of the hierarchy, yet
    /// without a cgroup namespace under the host's name for it. So whatever is missing is left out.
    static func find(_ controller: String, membership: String, root: String) -> Cgroup? {
        var unified: Cgroup?
        for line in membership.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let names = parts[1].split(separator: ",")
            if names.contains(Substring(controller)) {
                for mount in [controller, String(parts[1])] where exists("\(root)/\(mount)") {
                    return Cgroup(version: .one, folders: chain(parts[2], "\(root)/\(mount)"))
                }
            } else if parts[0] == "0", names.isEmpty {
                let mount = exists("\(root)/cgroup.controllers") ? root : "\(root)/unified"
                if exists(mount) { unified = Cgroup(version: .two, folders: chain(parts[2], mount)) }
            }
        }
        return unified
    }

    private static func chain(_ path: Substring, _ mount: String) -> [String] {
        let parts = path.split(separator: "/")
        // "/../x": outside of our cgroup namespace.
        guard !parts.contains(".."), parts.count < 64 else { return [mount] }
        var folders = [mount]
        for part in parts {
            let next = "\(folders[folders.count - 1])/\(part)"
            guard exists(next) else { break }
            folders.append(next)
        }
        return folders.reversed()
    }

    private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
