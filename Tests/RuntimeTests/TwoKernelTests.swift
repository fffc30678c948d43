import CoreScenarios
import Kernel
import Supervision
import Testing
import WamonTesting

@Suite struct TwoKernelTests {
    /// On Linux the same stories are played by KernelDriver.
    @Test(arguments: CoreScenario.all.indices)
    func `a story on the simulated kernel is the one that is written down`(_ index: Int) {
        let scenario = CoreScenario.all[index]
        let kernel = SimulatedKernel()
        kernel.programs["/fixture-not-there"] = .init()
        kernel.programs["/fixture-not-there"]?.failure = .init(errno: 2, stage: "exec")
        kernel.programs["/fixture"] = .init()
        if scenario.name == "leftovers" || scenario.name == "once" {
            kernel.programs["/fixture"]?.endsAfter = .milliseconds(2)
            kernel.programs["/fixture"]?.status = .exited(scenario.name == "once" ? 3 : 1)
            kernel.programs["/fixture"]?.children = scenario.name == "leftovers" ? 1 : 0
        }
        let told = scenario.play(on: kernel, fixture: "/fixture") { what, isSo in
            for _ in 0..<10_000 where !isSo() { kernel.advance(by: .milliseconds(1)) }
            #expect(isSo(), "waited in vain for \(what)")
        }
        #expect(told == scenario.story)
        #expect(kernel.living == [])
    }
}
