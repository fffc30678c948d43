import Kernel
import Supervision

extension ControlDesk {
    func take(_ question: Question, from guest: Guest, _ id: Int) {
        switch question.ask {
        case .watch(let isOn):
            guest.watches = isOn
            guest.owesSnapshot = isOn && newest != nil
            adjustPushes()
            send(.watch(isOn), to: guest, question.id)
            push(to: guest)
        case .news(let isOn):
            guest.hears = isOn
            guest.owesNews = false
            adjustPushes()
            send(.news(isOn), to: guest, question.id)
        case .send(let request):
            guest.requests += 1
            Task(executorPreference: loop) { await self.carry(request, question.id, for: id) }
        default:
            guest.isAsking = true
            Task(executorPreference: loop) { await self.answer(question, for: id) }
        }
    }

    func send(_ answer: Answer, to guest: Guest, _ number: Int?) {
        guard let frame = wire.frame(Answered(id: number, answer: answer)) else { return }
        guest.socket.send(frame)
    }

    private func send(_ answer: Answer, to guest: Guest, _ question: Question) {
        if question.ask == .snapshot(brief: true), case .snapshot(let snapshot) = answer,
            let frame = StatusFrame.answer(question.id, snapshot)
        {
            return guest.socket.send(frame)
        }
        send(answer, to: guest, question.id)
    }

    private func carry(_ request: Request, _ number: Int, for id: Int) async {
        let reply = await client.send(request)
        guard let guest = guests[id] else { return }
        guest.requests -= 1
        send(.reply(reply), to: guest, number)
        listen(to: id)
    }

    private func answer(_ question: Question, for id: Int) async {
        let answer = await answer(to: question.ask)
        guard let guest = guests[id] else { return }
        guest.isAsking = false
        send(answer, to: guest, question)
        listen(to: id)
    }

    private func answer(to ask: Ask) async -> Answer {
        switch ask {
        case .snapshot(let brief): .snapshot(await client.snapshot(brief: brief))
        case .lines(let instances, let after, let max):
            await lines(of: instances, after: after, max: max)
        case .history(let instance): .history(await client.history(of: instance))
        case .lastLines(let run): .lastLines(await client.lastLines(of: run))
        case .details(let instances): .details(await client.details(of: instances))
        case .figures(let instance, let span): .figures(await client.figures(of: instance, over: span))
        case .members(let instance): .members(await client.members(of: instance))
        case .logMarks(let instances): .logMarks(await client.logMarks(of: instances))
        case .send, .watch, .news: .error("")
        }
    }

    /// As many as an answer may hold.
    private func lines(of instances: [InstanceID]?, after: UInt64, max: Int) async -> Answer {
        let most = min(Swift.max(max, 0), Limits.lines)
        var batch = await client.lines(of: instances, after: after, max: most)
        var bytes = 0
        let fitting = batch.lines.prefix { line in
            defer { bytes += line.text.utf8.count }
            return bytes < Limits.lineBytes
        }.count
        let isCut = fitting < batch.lines.count
        if isCut {
            batch.lines.removeSubrange(fitting...)
            batch.next = batch.lines.last?.id ?? after
        }
        return .lines(batch, more: isCut || (batch.lines.count == most && most < max))
    }
}
