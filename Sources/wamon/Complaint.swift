import Glibc

/// One sentence on standard error, so that standard output stays what was asked for.
func complain(_ sentence: String) {
    let text = Array((sentence.hasSuffix("\n") ? sentence : sentence + "\n").utf8)
    _ = text.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
}
