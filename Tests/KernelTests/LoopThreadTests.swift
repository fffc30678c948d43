import Kernel
import Testing

@Suite struct LoopThreadTests {
    /// The thread that brings the job made the loop, and races with the one that is to run it.
    @Test(.timeLimit(.minutes(1)))
    func `a job brought while the thread begins is not lost`() async {
        for _ in 0..<300 {
            let thread = LoopThread("test")
            thread.start()
            await Task(executorPreference: thread.loop) {}.value
            Task(executorPreference: thread.loop) { thread.stop() }
            #expect(thread.join(within: .seconds(10)))
        }
    }
}
