import Glibc
import Testing

@testable import Kernel

@Suite struct HeadroomTests {
    @Test func `the last eight descriptors are nobody's to keep`() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
        let soft = Int32(clamping: limit.rlim_cur)
        #expect(Headroom.allows(0))
        #expect(Headroom.allows(soft - 9))
        #expect((soft - 8..<soft).allSatisfy { !Headroom.allows($0) })
    }
}
