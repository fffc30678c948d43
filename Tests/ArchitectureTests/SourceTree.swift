import Foundation

/// The Swift sources as they are written, a module a folder.
struct SourceTree {
    struct File {
        /// "Journal/Writer.swift".
        let path: String
        /// As it is, and without its comments and the text of its literals.
        let text: [UInt8]
        let code: [UInt8]

        init(path: String, text: [UInt8]) {
            self.path = path
            self.text = text
            code = File.bare(text)
        }

        var module: String { String(path.prefix { $0 != "/" }) }
        var lineCount: Int { text.count { $0 == File.newline } }

        var imports: [String] {
            code.split(separator: File.newline).compactMap { line in
                let words = line.split(separator: UInt8(ascii: " ")).map {
                    String(decoding: $0, as: UTF8.self)
                }
                let rest = words.first == "package" ? Array(words.dropFirst()) : words
                return rest.count == 2 && rest[0] == "import" ? rest[1] : nil
            }
        }

        private static let newline = UInt8(ascii: "\n")

        /// Newlines stay, so that lines keep their numbers. Of a literal over several lines the text stays.
        private static func bare(_ text: [UInt8]) -> [UInt8] {
            var bare: [UInt8] = []
            bare.reserveCapacity(text.count)
            let (quote, slash, escape) = (UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"))
            var (isComment, isLiteral, isEscaped) = (false, false, false)
            for byte in text {
                if byte == newline {
                    (isComment, isLiteral, isEscaped) = (false, false, false)
                    bare.append(byte)
                } else if isComment {
                    continue
                } else if isLiteral {
                    isLiteral = isEscaped || byte != quote
                    isEscaped = byte == escape && !isEscaped
                } else if byte == slash, bare.last == slash {
                    bare.removeLast()
                    isComment = true
                } else {
                    isLiteral = byte == quote
                    if !isLiteral { bare.append(byte) }
                }
            }
            return bare
        }

        /// The lines of `code` that have this, as "path:line text". A word's beginning is one in the code, too.
        func lines(with word: String) -> [String] {
            let word = Array(word.utf8) + [0]
            var found: [String] = []
            (code + [0]).withUnsafeBytes { bytes in
                let text = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
                let needle = word.map { CChar(bitPattern: $0) }
                var start = 0
                while let hit = strstr(text + start, needle) {
                    let at = UnsafePointer(hit) - text
                    start = at + needle.count - 1
                    if at > 0, isPartOfName(code[at - 1]), isPartOfName(word[0]) { continue }
                    let begin = code[..<at].lastIndex(of: File.newline).map { $0 + 1 } ?? 0
                    let end = code[at...].firstIndex(of: File.newline) ?? code.count
                    let line = String(decoding: code[begin..<end], as: UTF8.self)
                    let number = code[..<at].count { $0 == File.newline } + 1
                    found.append("\(path):\(number) \(line.trimmingCharacters(in: .whitespaces))")
                }
            }
            return found
        }

        private func isPartOfName(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).isLetter
                || Character(Unicode.Scalar(byte)).isNumber
        }
    }

    /// In the order of their paths.
    let files: [File]

    /// - Parameter folder: "Sources" or "Tests", beside Package.swift.
    init(_ folder: String) throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let root = package.appending(path: folder).path
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        files = try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            File(path: name, text: Array(try Data(contentsOf: URL(filePath: root + "/" + name))))
        }
    }

    /// Every line whose code has one of these words.
    func lines(with words: [String], in isMeant: (File) -> Bool = { _ in true }) -> [String] {
        files.filter(isMeant).flatMap { file in words.flatMap { file.lines(with: $0) } }
    }

    /// The files of such lines.
    func paths(with words: [String], in isMeant: (File) -> Bool = { _ in true }) -> Set<String> {
        Set(lines(with: words, in: isMeant).map { String($0.prefix { $0 != ":" }) })
    }
}
