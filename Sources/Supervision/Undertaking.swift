/// What a request over whole apps comes to: what is to be done now, and what is to come of whom.
package struct Undertaking: Hashable, Sendable {
    package internal(set) var orders: [Fleet.Order] = []
    /// New slots: nobody has heard of them yet.
    package internal(set) var added: [InstanceID] = []
    /// They go on under a newer spec from their next launch on.
    package internal(set) var changed: [InstanceID] = []
    /// One for everybody it is about.
    package internal(set) var aims: [Aim] = []
}

/// What is to come of one instance before the request is answered.
package struct Aim: Hashable, Sendable {
    package enum Goal: Hashable, Sendable {
        case up, down, gone
        /// Up again in a run of its own, in its turn.
        case renewed
        /// Done when it was said.
        case nothing
    }

    package let instance: InstanceID
    package let goal: Goal
    package init(_ instance: InstanceID, _ goal: Goal) {
        self.instance = instance
        self.goal = goal
    }
}

/// Why something is not done, in one sentence.
package struct Refusal: Error, Hashable, Sendable {
    package let sentence: String
    package init(_ sentence: String) { self.sentence = sentence }
}
