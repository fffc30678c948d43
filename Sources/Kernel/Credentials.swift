import Glibc
import Supervision

/// Whose a run is: user and group resolved by passwd(5) and group(5), as names or as numbers.
struct Credentials {
    var uid: uid_t
    var gid: gid_t
    /// Supplementary groups, `gid` among them.
    var groups: [gid_t]
    /// HOME, USER and LOGNAME; for a number that passwd does not know, HOME alone: /.
    var environment: [String: String]

    /// Nil when nothing has to change: neither asked for, or both already ours without the right to change.
    static func resolve(user: String?, group: String?) throws(SpawnFailure) -> Credentials? {
        guard user != nil || group != nil else { return nil }
        let account = try user.map { name throws(SpawnFailure) in try Credentials.account(name) }
        let uid = account?.uid ?? geteuid()
        let gid = try group.map { name throws(SpawnFailure) in try Credentials.group(name) } ?? account?.gid
        guard let gid = gid ?? entry(uid: uid)?.gid else {
            throw SpawnFailure(errno: ENOENT, stage: "group")
        }
        if geteuid() != 0, uid == geteuid(), gid == getegid() { return nil }
        var environment: [String: String] = [:]
        if let account, let home = account.home, let name = account.name {
            environment = ["HOME": home, "USER": name, "LOGNAME": name]
        } else if account != nil {
            environment = ["HOME": "/"]
        }
        let name = account.map(\.name) ?? entry(uid: uid)?.name
        return Credentials(
            uid: uid, gid: gid, groups: name.map { groups(of: $0, with: gid) } ?? [gid],
            environment: environment)
    }

    static func home(of uid: uid_t) -> String? { entry(uid: uid)?.home }

    static func name(of uid: uid_t) -> String? { entry(uid: uid)?.name }

    // MARK: - passwd and group

    private struct Account {
        var uid: uid_t
        var gid: gid_t?
        var name: String?
        var home: String?
    }

    private static func account(_ text: String) throws(SpawnFailure) -> Account {
        if let found = entry(named: text) { return found }
        guard let uid = uid_t(text) else { throw SpawnFailure(errno: ENOENT, stage: "user") }
        return entry(uid: uid) ?? Account(uid: uid, gid: gid_t(uid), name: nil, home: nil)
    }

    private static func group(_ text: String) throws(SpawnFailure) -> gid_t {
        let found: gid_t? = withBuffer { buffer in
            var entry = Glibc.group()
            var result: UnsafeMutablePointer<Glibc.group>?
            let failure = getgrnam_r(text, &entry, buffer.baseAddress!, buffer.count, &result)
            return (failure, result == nil ? nil : entry.gr_gid)
        }
        guard let gid = found ?? gid_t(text) else { throw SpawnFailure(errno: ENOENT, stage: "group") }
        return gid
    }

    private static func entry(named name: String) -> Account? {
        withBuffer { buffer in
            var entry = passwd()
            var result: UnsafeMutablePointer<passwd>?
            let failure = getpwnam_r(name, &entry, buffer.baseAddress!, buffer.count, &result)
            return (failure, result == nil ? nil : account(from: entry))
        }
    }

    private static func entry(uid: uid_t) -> Account? {
        withBuffer { buffer in
            var entry = passwd()
            var result: UnsafeMutablePointer<passwd>?
            let failure = getpwuid_r(uid, &entry, buffer.baseAddress!, buffer.count, &result)
            return (failure, result == nil ? nil : account(from: entry))
        }
    }

    private static func account(from entry: passwd) -> Account {
        Account(
            uid: entry.pw_uid, gid: entry.pw_gid, name: String(cString: entry.pw_name),
            home: String(cString: entry.pw_dir))
    }

    /// The _r functions say ERANGE when the buffer is too small for the entry.
    private static func withBuffer<Found>(
        _ look: (UnsafeMutableBufferPointer<CChar>) -> (failure: Int32, found: Found?)
    ) -> Found? {
        var size = 1024
        while size <= 1 << 20 {
            let answer = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size, look)
            if answer.failure != ERANGE { return answer.found }
            size *= 4
        }
        return nil
    }

    private static func groups(of name: String, with gid: gid_t) -> [gid_t] {
        var count: Int32 = 64
        while true {
            var list = [gid_t](repeating: 0, count: Int(count))
            if getgrouplist(name, gid, &list, &count) >= 0 { return Array(list.prefix(Int(count))) }
            if Int(count) <= list.count { return [gid] }
        }
    }
}
