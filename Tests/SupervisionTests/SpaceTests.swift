import Supervision
import Testing

@Suite struct SpaceTests {
    private let gigabyte = 1 << 30
    private let megabyte = 1 << 20

    @Test func `a disk is low under a twentieth and a gigabyte, or under 64 megabytes or a quarter of it`() {
        func isLow(_ free: Int, of total: Int) -> Bool {
            var watch = SpaceWatch()
            return watch.look(at: "/logs", free: free, total: total) != nil
        }
        #expect(!isLow(gigabyte, of: 100 * gigabyte))
        #expect(isLow(gigabyte - 1, of: 100 * gigabyte))
        #expect(!isLow(900 * megabyte, of: 16 * gigabyte))
        #expect(isLow(800 * megabyte, of: 16 * gigabyte))
        #expect(isLow(63 * megabyte, of: 300 * megabyte))
        #expect(!isLow(64 * megabyte, of: 300 * megabyte))
        #expect(!isLow(300 << 10, of: megabyte))
        #expect(isLow(200 << 10, of: megabyte))
    }

    @Test func `it is told once when it runs low and once when there is room again, which is a fifth more`() {
        var watch = SpaceWatch()
        let total = 300 * megabyte
        func look(_ free: Int) -> Happening.Kind? {
            watch.look(at: "/logs", free: free * megabyte, total: total)
        }
        #expect(look(70) == nil)
        #expect(look(60) == .spaceLow(folder: "/logs", free: 60 * megabyte, total: total))
        #expect(look(20) == nil)
        #expect(watch.low == [LowSpace(folder: "/logs", free: 20 * megabyte, total: total)])
        #expect(look(70) == nil)
        #expect(look(80) == .spaceRegained(folder: "/logs", free: 80 * megabyte))
        #expect(watch.low == [])
        #expect(look(60) == .spaceLow(folder: "/logs", free: 60 * megabyte, total: total))
    }

    @Test func `each file system is watched for itself, and forgotten when nobody writes there`() {
        var watch = SpaceWatch()
        #expect(watch.look(at: "/a", free: 1, total: 20) == .spaceLow(folder: "/a", free: 1, total: 20))
        #expect(watch.look(at: "/b", free: 1, total: 20) == .spaceLow(folder: "/b", free: 1, total: 20))
        watch.keep(["/b", "/c"])
        #expect(watch.low.map(\.folder) == ["/b"])
    }
}
