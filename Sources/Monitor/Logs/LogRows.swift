import Screen

/// Spans as rows of the screen.
enum LogRows {
    /// How many rows a line takes.
    static func count(_ bytes: ArraySlice<UInt8>, width: Int) -> Int {
        guard width > 0 else { return 1 }
        if bytes.count <= width / 2 { return 1 }
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            return max(1, (bytes.count + width - 1) / width)
        }
        return wrapped(LogText(bytes, columns: LogText.unlimited).spans, width: width).count
    }

    /// Broken where the row ends; a wide glyph is never cut.
    static func wrapped(_ spans: [LogText.Span], width: Int) -> [[LogText.Span]] {
        guard width > 0 else { return [spans] }
        var rows: [[LogText.Span]] = [[]]
        var used = 0
        for span in spans {
            var rest = span
            while rest.columns > 0 {
                let (first, behind) = split(rest, at: width - used)
                if first.columns > 0 { rows[rows.count - 1].append(first) }
                used += first.columns
                guard behind.columns > 0 else { break }
                // Not even one glyph fits a row of its own.
                if first.columns == 0, used == 0 { return rows }
                rest = behind
                rows.append([])
                used = 0
            }
        }
        return rows
    }

    /// What is seen of a line that is moved to the left.
    static func moved(_ spans: [LogText.Span], left: Int) -> [LogText.Span] {
        guard left > 0 else { return spans }
        var skip = left
        var kept: [LogText.Span] = []
        for span in spans {
            if skip >= span.columns {
                skip -= span.columns
            } else if skip > 0 {
                var (first, behind) = split(span, at: skip)
                // Half of a wide glyph is a blank.
                if first.columns < skip {
                    let (glyph, rest) = split(behind, at: 2)
                    behind = rest
                    behind.text =
                        String(repeating: " ", count: max(0, first.columns + glyph.columns - skip))
                        + rest.text
                    behind.columns = rest.columns + max(0, first.columns + glyph.columns - skip)
                }
                first = behind
                if first.columns > 0 { kept.append(first) }
                skip = 0
            } else {
                kept.append(span)
            }
        }
        return kept
    }

    private static func split(_ span: LogText.Span, at columns: Int) -> (LogText.Span, LogText.Span) {
        var (first, rest) = (span, span)
        guard span.columns > columns else {
            (rest.text, rest.columns) = ("", 0)
            return (first, rest)
        }
        if span.text.utf8.count == span.columns {
            let at = span.text.utf8.index(span.text.startIndex, offsetBy: max(0, columns))
            (first.text, first.columns) = (String(span.text[..<at]), max(0, columns))
            (rest.text, rest.columns) = (String(span.text[at...]), span.columns - max(0, columns))
            return (first, rest)
        }
        (first.text, first.columns) = ("", 0)
        (rest.text, rest.columns) = ("", 0)
        for glyph in GlyphReader(span.text.unicodeScalars) {
            if rest.columns == 0, first.columns + glyph.columns <= columns {
                first.text += glyph.cluster.text
                first.columns += glyph.columns
            } else {
                rest.text += glyph.cluster.text
                rest.columns += glyph.columns
            }
        }
        return (first, rest)
    }
}
