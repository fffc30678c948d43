import CoreScenarios
import Kernel

/// The stories of a core on the real kernel.
func coreScenes(_ stage: Stage) {
    for scenario in CoreScenario.all {
        let told = scenario.play(on: stage.kernel, fixture: stage.fixture) { stage.wait(for: $0, $1) }
        print("\(scenario.name): \(told == scenario.story ? "as written" : "\(told)")")
    }
}
