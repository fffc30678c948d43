import Glibc
import Supervision
import Testing
import Vitals

@Suite struct MachineSamplerTests {
    /// Both roots in one folder: `proc/` and `cgroup/`.
    let files = FakeProc()

    init() {
        files.file(
            "proc/meminfo", "MemTotal:        8000000 kB\nMemFree: 5 kB\nMemAvailable:    6000000 kB\n")
        files.file("proc/loadavg", "0.50 1.25 10.05 1/93 8921\n")
        files.file("proc/self/status", "Name:\twamon\nCpus_allowed_list:\t0-3\n")
        processors(busy: 0, idle: 0)
    }

    func processors(busy: Int, idle: Int) {
        let lines = (0..<4).map { "cpu\($0) \(busy) 0 0 \(idle) 0 0 0 0 0 0\n" }
        files.file("proc/stat", "cpu  9 9 9 9\n" + lines.joined() + "intr 1 2 3\n")
    }

    func sampler() -> MachineSampler {
        MachineSampler(procRoot: files.root + "/proc", cgroupRoot: files.root + "/cgroup")
    }

    func moment(_ seconds: Double) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    /// Of `path` in a v2 hierarchy.
    func group(_ path: String, _ values: [String: String]) {
        files.file("cgroup/cgroup.controllers", "cpu memory\n")
        for (name, text) in values { files.file("cgroup\(path)/\(name)", text + "\n") }
    }

    @Test func `without any limit it is the host's figures`() {
        let sampler = sampler()
        var host = MachineUsage()
        host.cores = 4
        host.memoryLimit = 8_000_000 << 10
        host.memoryUsed = 2_000_000 << 10
        host.load = [0.5, 1.25, 10.05]
        #expect(sampler.sample(at: moment(1)) == host)
        processors(busy: 25, idle: 75)
        host.cpuPercent = 100
        host.cpuHistory = [25]
        #expect(sampler.sample(at: moment(2)) == host)
    }

    // MARK: - Pressure

    private func pressure(_ share: String) -> String {
        "some avg10=\(share) avg60=54.78 avg300=71.25 total=10593391699\nfull avg10=9.99 avg60=0.00 avg300=0.00 total=0\n"
    }

    @Test func `pressure is the machine's where there is no container`() {
        files.file("proc/pressure/cpu", pressure("13.30"))
        files.file("proc/pressure/memory", pressure("0.05"))
        let usage = sampler().sample(at: moment(1))
        #expect(usage.cpuPressure == 13.3)
        #expect(usage.memoryPressure == 0.05)
    }

    @Test func `pressure is the container's where its limit is set`() {
        files.file("proc/pressure/cpu", pressure("99.00"))
        files.file("proc/self/cgroup", "0::/docker/f00\n")
        group("/docker/f00", ["cpu.pressure": pressure("55.00")])
        group("/docker", ["cpu.max": "200000 100000", "cpu.pressure": pressure("7.25")])
        let usage = sampler().sample(at: moment(1))
        #expect(usage.cpuPressure == 7.25)
        #expect(usage.memoryPressure == nil)
    }

    @Test(arguments: [
        "", "some", "some avg10=", "some avg10=x.00", "some avg10=1", "full avg10=1.00 avg60=2.00",
    ])
    func `what says no pressure is none`(_ text: String) {
        files.file("proc/pressure/cpu", text)
        #expect(sampler().sample(at: moment(1)).cpuPressure == nil)
    }

    // MARK: - Processors

    @Test func `the processors we may run on are the ones that count`() {
        files.file("proc/self/status", "Cpus_allowed_list:\t1\n")
        let sampler = sampler()
        _ = sampler.sample(at: moment(1))
        processors(busy: 30, idle: 70)
        let usage = sampler.sample(at: moment(2))
        #expect(usage.cores == 1)
        #expect(usage.cpuPercent == 30)
        #expect(usage.cpuHistory == [30])
    }

    @Test func `a v2 container is measured by its cgroup`() {
        files.file("proc/self/cgroup", "0::/\n")
        group(
            "",
            [
                "cpu.max": "200000 100000", "memory.max": "1073741824", "memory.current": "700000000",
                "memory.stat": "anon 5\nfile 7\ninactive_file 100000000\n",
                "memory.events": "oom 9\noom_kill 2",
                "cpu.stat": "usage_usec 1000000\nnr_periods 100\nnr_throttled 10\n",
            ])
        let sampler = sampler()
        var container = MachineUsage()
        container.kind = .container
        container.cores = 2
        container.memoryLimit = 1 << 30
        container.memoryUsed = 600_000_000
        container.throttledPercent = 0
        container.load = [0.5, 1.25, 10.05]
        #expect(sampler.sample(at: moment(1)) == container)
        group(
            "",
            [
                "cpu.stat": "usage_usec 1500000\nnr_periods 110\nnr_throttled 15\n",
                "memory.events": "oom 9\noom_kill 3",
            ])
        container.cpuPercent = 50
        container.cpuHistory = [25]
        container.throttledPercent = 50
        container.oomKills = 1
        #expect(sampler.sample(at: moment(2)) == container)
    }

    @Test func `of several levels the smallest limit counts, and what is used is read there`() {
        files.file("proc/self/cgroup", "0::/a/b/c\n")
        group("/a", ["memory.max": "4000000000", "memory.current": "3000", "cpu.max": "max 100000"])
        group(
            "/a/b",
            [
                "memory.max": "2000000000", "memory.current": "2000", "cpu.max": "50000 100000",
                "cpu.stat": "usage_usec 5",
            ])
        group("/a/b/c", ["memory.max": "max", "memory.current": "1000", "cpu.max": "300000 100000"])
        let usage = sampler().sample(at: moment(1))
        #expect(usage.memoryLimit == 2_000_000_000)
        #expect(usage.memoryUsed == 2000)
        #expect(usage.cores == 0.5)
    }

    @Test func `"max" everywhere, or more than the machine has, is no limit`() {
        files.file("proc/self/cgroup", "0::/a\n")
        group("/a", ["memory.max": "max", "memory.current": "1000", "cpu.max": "max 100000"])
        #expect(sampler().sample(at: moment(1)).kind == .host)
        group("/a", ["memory.max": "9000000000000"])
        #expect(sampler().sample(at: moment(1)).memoryLimit == 8_000_000 << 10)
    }

    @Test func `a memory limit alone leaves the host's processors`() {
        files.file("proc/self/cgroup", "0::/a\n")
        group("/a", ["memory.max": "1000000", "memory.current": "1000", "cpu.max": "max 100000"])
        let sampler = sampler()
        _ = sampler.sample(at: moment(1))
        processors(busy: 50, idle: 50)
        let usage = sampler.sample(at: moment(2))
        #expect(usage.kind == .container)
        #expect(usage.cores == 4)
        #expect(usage.cpuPercent == 200)
        #expect(usage.throttledPercent == nil)
    }

    @Test func `a v1 container is measured by its controllers, under the host's name for it or not`() {
        files.file(
            "proc/self/cgroup",
            "12:memory:/docker/f00\n5:cpu,cpuacct:/docker/f00\n1:name=systemd:/docker/f00\n0::/docker/f00\n")
        for (name, text) in [
            ("memory/memory.limit_in_bytes", "536870912"), ("memory/memory.usage_in_bytes", "300000000"),
            ("memory/memory.stat", "inactive_file 1\ntotal_inactive_file 50000000"),
            ("memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 4"),
            ("cpu,cpuacct/cpu.cfs_quota_us", "150000"), ("cpu,cpuacct/cpu.cfs_period_us", "100000"),
            ("cpu,cpuacct/cpuacct.usage", "1000000000"),
            ("cpu,cpuacct/cpu.stat", "nr_periods 10\nnr_throttled 1\nthrottled_time 5"),
        ] { files.file("cgroup/" + name, text + "\n") }
        let sampler = sampler()
        _ = sampler.sample(at: moment(1))
        files.file("cgroup/cpu,cpuacct/cpuacct.usage", "1750000000\n")
        files.file("cgroup/cpu,cpuacct/cpu.stat", "nr_periods 20\nnr_throttled 2\nthrottled_time 5\n")
        var container = MachineUsage()
        container.kind = .container
        container.cores = 1.5
        container.cpuPercent = 75
        container.cpuHistory = [50]
        container.throttledPercent = 10
        container.memoryLimit = 512 << 20
        container.memoryUsed = 250_000_000
        container.load = [0.5, 1.25, 10.05]
        #expect(sampler.sample(at: moment(2)) == container)
    }

    @Test func `v1 without limits is the host`() {
        files.file("proc/self/cgroup", "4:memory:/x\n3:cpu:/x\n")
        files.file("cgroup/memory/x/memory.limit_in_bytes", "9223372036854771712\n")
        files.file("cgroup/cpu/x/cpu.cfs_quota_us", "-1\n")
        files.file("cgroup/cpu/x/cpu.cfs_period_us", "100000\n")
        #expect(sampler().sample(at: moment(1)).kind == .host)
    }

    @Test func `a limit set while we run is found after a while`() {
        files.file("proc/self/cgroup", "0::/a\n")
        group("/a", ["memory.max": "max", "memory.current": "1000"])
        let sampler = sampler()
        #expect(sampler.sample(at: moment(0)).kind == .host)
        group("/a", ["memory.max": "1000000"])
        for second in 1..<30 { _ = sampler.sample(at: moment(Double(second))) }
        #expect(sampler.sample(at: moment(30)).memoryLimit == 1_000_000)
    }

    @Test func `a path outside of our cgroup namespace is the root we see`() {
        files.file("proc/self/cgroup", "0::/../../x\n")
        group("", ["memory.max": "1000000", "memory.current": "5000"])
        #expect(sampler().sample(at: moment(1)).memoryUsed == 5000)
    }

    @Test func `nothing to read gives a usage all the same`() {
        let sampler = MachineSampler(procRoot: files.root + "/none", cgroupRoot: files.root + "/none")
        #expect(sampler.sample(at: moment(1)) == MachineUsage())
        #expect(sampler.sample(at: moment(2)) == MachineUsage())
    }

    @Test func `no bytes in any of the files trap`() {
        var random = Seeded(state: 7)
        let names = [
            "proc/meminfo", "proc/loadavg", "proc/stat", "proc/self/status", "proc/self/cgroup",
            "cgroup/cpu.max", "cgroup/cpu.stat", "cgroup/memory.max", "cgroup/memory.current",
            "cgroup/memory.stat", "cgroup/memory.events",
        ]
        let words = [
            "0::/", "4:memory:/", "max", "100000", "18446744073709551615", "-1", "usage_usec", "\n", " ", ":",
            "0.50", "MemTotal:", "cpu0", "nr_periods", "Cpus_allowed_list:", "/../", "\u{FFFD}", "",
        ]
        files.file("cgroup/cgroup.controllers", "")
        for round in 0..<100 {
            for name in names {
                let count = Int.random(in: 0...12, using: &random)
                files.file(
                    name, (0..<count).map { _ in words.randomElement(using: &random)! }.joined(separator: " ")
                )
            }
            let sampler = sampler()
            _ = sampler.sample(at: moment(Double(round)))
            let usage = sampler.sample(at: moment(Double(round) + 1))
            #expect(usage.cpuPercent.isFinite && usage.cores > 0)
        }
    }

    @Test func `the real machine has plausible figures`() {
        let sampler = MachineSampler()
        _ = sampler.sample(at: moment(0))
        let usage = sampler.sample(at: moment(1))
        #expect(usage.cores > 0)
        #expect(usage.memoryUsed > 0 && usage.memoryUsed <= usage.memoryLimit)
        #expect(usage.load.count == 3)
        #expect(usage.cpuPercent >= 0)
    }
}
