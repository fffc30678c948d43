package import Supervision

extension Core {
    /// Output of an instance was lost, or is being kept again.
    package func tellLoss(of instance: InstanceID, lost: Int, reason: String, isOver: Bool) {
        // The writer may still speak of one that has been deleted.
        guard names[instance] != nil else { return }
        readings[instance, default: Readings()].linesLost += isOver ? 0 : lost
        tell(isOver ? .linesResumed(lost: lost) : .linesLost(lost, reason: reason), of: instance)
    }
}
