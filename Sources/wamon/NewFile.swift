import Glibc
import Kernel

/// A file nobody had before: nothing is ever written over.
enum NewFile {
    enum Outcome {
        case written(path: String)
        /// Why not.
        case failed(String)
    }

    /// In the current folder, under the name given or, where that is taken, with a number behind it.
    static func write(_ text: String, named name: String) -> Outcome {
        let folder = Surroundings.currentDirectory
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        for number in 1...100 {
            let path = "\(folder)/\(name[..<dot])\(number == 1 ? "" : "-\(number)")\(name[dot...])"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if file < 0 {
                if errno == EEXIST { continue }
                return .failed(errnoText(errno))
            }
            guard fill(file, text) else {
                let reason = errnoText(errno)
                close(file)
                unlink(path)
                return .failed(reason)
            }
            return close(file) == 0 ? .written(path: path) : .failed(errnoText(errno))
        }
        return .failed(errnoText(EEXIST))
    }

    private static func fill(_ file: Int32, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0, errno != EINTR { return false }
                done += max(0, count)
            }
            return true
        }
    }
}
