import Kernel
import Supervision

/// The members one by one, for whoever looks at a tree.
extension SampledTree {
    /// A tree may be thousands; nobody reads that, and the core is to do other things too.
    static let mostMembers = 500
    private static let longestCommand = 4096

    /// As they were measured last, each just before its children. What they are called is read now, and kept
    /// by nobody.
    func members(_ files: ProcFiles) -> [TreeMember] {
        let seconds = elapsed >= .milliseconds(50) ? elapsed.inSeconds : .infinity
        var members: [TreeMember] = []
        for one in followed where members.count < SampledTree.mostMembers {
            guard let stat = one.seen, !stat.isZombie, let command = command(of: one.member.pid, files)
            else { continue }
            var member = TreeMember(pid: one.member.pid, parent: stat.parent, command: command)
            member.cpuPercent = Double(one.ticks) / units.ticks / seconds * 100
            member.memory = Int(clamping: one.resident.saturating(times: units.page))
            member.threads = stat.threads
            member.startedAt = units.boot(of: stat.start)
            members.append(member)
        }
        return SampledTree.ordered(members)
    }

    /// Nil when it is gone.
    private func command(of pid: PID, _ files: ProcFiles) -> String? {
        do throws(ProcFailure) { try files.read(pid, "cmdline") } catch {
            return error == .gone ? nil : name(of: pid, files)
        }
        let words = files.buffer.text { text -> [UInt8] in
            var end = min(text.count, SampledTree.longestCommand)
            // Whoever writes a title of its own over its arguments leaves the rest of them empty.
            while end > 0, text[end - 1] == 0 || text[end - 1] == 32 { end -= 1 }
            return (0..<end).map { text[$0] == 0 ? 32 : text[$0] }
        }
        return words.isEmpty ? name(of: pid, files) : String(decoding: words, as: UTF8.self)
    }

    /// "[kworker/0:1]".
    private func name(of pid: PID, _ files: ProcFiles) -> String? {
        guard (try? files.read(pid, "comm")) != nil else { return nil }
        let name = files.buffer.text { text in (0..<text.endOfLine(from: 0)).map { text[$0] } }
        return "[\(String(decoding: name, as: UTF8.self))]"
    }

    /// The oldest first, of those that have the same parent here.
    private static func ordered(_ members: [TreeMember]) -> [TreeMember] {
        let pids = Set(members.map(\.pid))
        var children: [PID: [TreeMember]] = [:]
        var open: [TreeMember] = []
        for member in members.reversed() {
            if member.parent != member.pid, pids.contains(member.parent) {
                children[member.parent, default: []].append(member)
            } else {
                open.append(member)
            }
        }
        var ordered: [TreeMember] = []
        while let next = open.popLast() {
            ordered.append(next)
            open += children.removeValue(forKey: next.pid) ?? []
        }
        return ordered
    }
}
