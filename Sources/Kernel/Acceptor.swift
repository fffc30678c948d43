import CLinux
import Glibc

/// A server's door: takes in whoever has connected to a listening socket, in the turns of its loop. Whoever keeps it
/// is called on the loop's thread, and closes it there.
package final class Acceptor {
    /// The loop has others to serve, and comes back for more.
    private static let mostInATurn = 16
    /// accept(2) for want of descriptors or memory: these pass.
    private static let shortages: Set = [EMFILE, ENFILE, ENOMEM, ENOBUFS]

    package let listener: Int32
    private let loop: Loop
    private let welcome: (Int32) -> Void
    private var watch: Loop.Watch?

    /// - Parameters:
    ///   - listener: does not block; the acceptor's from now on.
    ///   - welcome: gets each who has come, a descriptor that does not block and is close-on-exec; its own to close.
    ///     Never before this returns.
    package init(_ listener: Int32, on loop: Loop, welcome: @escaping (_ descriptor: Int32) -> Void) {
        self.listener = listener
        self.loop = loop
        self.welcome = welcome
        watch = loop.watch(listener) { [weak self] _ in self?.accept() }
    }

    /// Nobody is let in any more; who has not been is hung up on.
    package func close() {
        guard let watch else { return }
        self.watch = nil
        loop.unwatch(watch)
        Glibc.close(listener)
    }

    private func accept() {
        var count = 0
        // A welcome may close the door.
        while watch != nil, count < Acceptor.mostInATurn {
            let descriptor = linux_accept(listener)
            guard descriptor >= 0 else {
                if Acceptor.shortages.contains(errno) { rest() }
                return
            }
            count += 1
            welcome(descriptor)
        }
    }

    /// Whoever knocks waits, instead of this thread running in circles.
    private func rest() {
        guard let watch else { return }
        loop.change(watch, to: 0)
        loop.after(.milliseconds(100)) { [weak self] in
            guard let self, let watch = self.watch else { return }
            loop.change(watch, to: Loop.readable)
        }
    }
}
