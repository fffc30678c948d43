import Testing
import Wording

/// Every sentence that a person reads is in Wording, in all languages.
@Suite struct SentenceTests {
    private let sources: SourceTree

    init() throws { sources = try SourceTree("Sources") }

    /// Whoever speaks to people. A module that is put here has no sentence of its own from then on.
    private static let speakers: Set<String> = ["Ecosystem", "Monitor", "Verbs", "wamon"]

    /// What looks like a sentence and is for programs, by file; the beginning of it.
    private static let forPrograms: [String: [String]] = [
        // Printed into docs/ecosystem.md, which is English.
        "Ecosystem/FieldTable.swift": [""],
        // A program for node.
        "Ecosystem/JavaScriptFile.swift": ["'use strict'", "node --input-type", "node -p"],
        // A file of examples; its comments are put in.
        "Ecosystem/Template.swift": ["{"],
        // What is looked for in the output of programs.
        "Monitor/Details/RestartsTab.swift": ["Node.js v"],
        "Monitor/Logs/Trace.swift": [""],
        // Values as the settings file has them.
        "Monitor/Settings/Settings.swift": ["en, ru", "always, never", "on, off"],
        // systemd.service(5).
        "Verbs/SystemdUnit.swift": ["[Unit]"],
        // Into the core's log.
        "wamon/BackgroundCore.swift": ["the core before this one died", "{}; its fleet is started again"],
        "wamon/CoreProcess.swift": [
            "{} is read anew", "{} is not read anew", "health and metrics stay where they were",
        ],
        "wamon/Departure.swift": ["goes on in the background"],
    ]

    @Test func `who speaks to people has no sentence of its own`() {
        var found: [String] = []
        for file in sources.files where Self.speakers.contains(file.module) {
            let known = Self.forPrograms[file.path] ?? []
            for literal in Literals(file.text).all where isSentence(literal.text) {
                let text = literal.text.drop(while: \.isWhitespace)
                if known.contains(where: text.hasPrefix) { continue }
                found.append("\(file.path):\(literal.line) \(literal.text)")
            }
        }
        #expect(found == [])
    }

    private static let core: Set<String> = [
        "Control", "Exporter", "Hooks", "Journal", "Kernel", "Runtime", "Supervision",
    ]

    /// What the core says travels in English; here by file, what nobody is shown.
    private static let unshown: [String: [String]] = [
        "Control/FleetFile.swift": ["wamon fleet"],
        // For who writes a client of the protocol.
        "Control/Answer.swift": ["an answer of an unknown kind"],
        "Control/Ask.swift": ["a request has exactly one of"],
        "Supervision/Alternative.swift": [""],
        "Supervision/ListenAddress.swift": [""],
        // What is looked for in the output of programs.
        "Supervision/PortComplaint.swift": [""],
        // For curl.
        "Hooks/SecurePost.swift": ["header = "],
        // Read by programs.
        "Exporter/Metrics.swift": [""],
        "Exporter/MetricsPage.swift": [""],
        "Exporter/Page.swift": [""],
        // The end of a sentence of Runtime/FileClaims.swift's own.
        "Runtime/FileClaims.swift": ["; to see it"],
        "Kernel/Loop.swift": ["not on the loop's thread"],
        "Kernel/ProcessTableMark.swift": ["Max msgqueue size"],
        "Journal/MirrorEvent.swift": [""],
        "Journal/MirrorPress.swift": [""],
        "Supervision/FigureSeries.swift": [""],
        "Supervision/Vocabulary.swift": [""],
        // Who starts a guardian for people hands it its sentence.
        "Kernel/Guardian.swift": ["wamon: the supervisor was ended", " {} of its processes"],
    ]

    @Test func `every sentence of the core is known in the other language`() {
        var unknown: [String] = []
        for file in sources.files
        where Self.core.contains(file.module) || file.path == "Screen/ThemeParser.swift" {
            let hidden = Self.unshown[file.path] ?? []
            for literal in Literals(file.text).all where isSentence(literal.text) {
                if hidden.contains(where: literal.text.hasPrefix) || isKnown(literal.text) { continue }
                unknown.append("\(file.path):\(literal.line) \(literal.text)")
            }
        }
        #expect(unknown == [])
    }

    /// As it is, or with something before or behind it.
    private func isKnown(_ sentence: String) -> Bool {
        let filled = sentence.replacing("{}", with: "7")
        return [filled, "x " + filled, filled + " x", filled + "x", filled + " s", "x " + filled + "x"]
            .contains {
                Language.russian.heard($0).contains { ("а"..."я").contains($0) }
            }
    }

    /// Two words with a blank between.
    private func isSentence(_ text: String) -> Bool {
        let characters = Array(text)
        return characters.indices.contains { index in
            guard characters[index] == " ", index > 0, index + 1 < characters.count,
                characters[index + 1].isLetter
            else { return false }
            let before = characters[index - 1]
            return before.isLetter || (",;:".contains(before) && index > 1 && characters[index - 2].isLetter)
        }
    }
}
