// What is said of the text of a file: its bytes, its JSON, its YAML.
extension FileWords {
    // MARK: - Bytes

    package func unreadable(_ errno: Int32) -> String {
        say("cannot be read", "не читается") + ": " + reason(errno)
    }
    package func tooLarge(_ mebibytes: Int) -> String {
        say(
            "larger than \(mebibytes) MiB; an ecosystem file is far smaller",
            "больше \(mebibytes) МиБ; файл экосистемы куда меньше")
    }
    package var isUTF16: String {
        say(
            "the file is UTF-16; expected UTF-8: save it in that encoding",
            "файл в UTF-16; ожидается UTF-8: сохраните его в этой кодировке")
    }
    package func notUTF8(_ hex: String) -> String {
        say("found the byte 0x\(hex), which is not UTF-8", "здесь байт 0x\(hex), это не UTF-8")
    }
    package var isEmpty: String {
        say("the file is empty; expected an object or an array", "файл пуст; ожидается объект или массив")
    }
    package func givenTwice(_ key: String, firstLine: Int) -> String {
        say(
            "\(key) is given twice, first in line \(firstLine); the last one is used",
            "\(key) задан дважды, впервые в строке \(firstLine); берётся последний")
    }

    // MARK: - What stands there, and what should

    package var endOfFile: String { say("the end of the file", "конец файла") }
    package var aValue: String { say("a value", "значение") }
    package var aNumber: String { say("a number", "число") }
    package var aValueOrComment: String { say("a value or a comment", "значение или комментарий") }
    package var aKeyOrEnd: String { say("a key or \"}\"", "ключ или \"}\"") }
    package func colon(after key: String) -> String {
        say("\":\" after the key \(key)", "\":\" после ключа \(key)")
    }
    package func commaOr(_ close: String) -> String { say("\",\" or \"\(close)\"", "\",\" или \"\(close)\"") }
    package var aNULByte: String { say("a NUL byte", "байт NUL") }
    package var typographicQuotes: String {
        say("; write \" for typographic quotes", "; вместо типографских кавычек пишите \"")
    }
    package var isJavaScript: String {
        say(
            "; this is JavaScript, which is read from a file whose name ends in .config.js",
            "; это JavaScript, он читается из файла с именем на .config.js")
    }
    package func tooDeep(_ levels: Int) -> String {
        say("nested more than \(levels) levels deep", "вложено глубже \(levels) уровней")
    }
    package var openComment: String {
        say(
            "the comment that begins here is never closed; expected \"*/\"",
            "комментарий, начатый здесь, не закрыт; ожидается \"*/\"")
    }

    // MARK: - Strings and numbers

    package var brokenString: String {
        say(
            "the string that begins here is not closed on its line",
            "строка, начатая здесь, не закрыта в той же строке")
    }
    package var openString: String {
        say("the string that begins here is never closed", "строка, начатая здесь, не закрыта")
    }
    package var nulInString: String { say("found a NUL byte in a string", "в строке байт NUL") }
    package var nulCharacter: String {
        say("a string cannot hold the character NUL", "в строке не может быть символа NUL")
    }
    package func numberTooLarge(_ number: String) -> String {
        say("the number \(number) is too large", "число \(number) слишком велико")
    }
    /// - Parameter shown: nil: a character that is not printed.
    package func notAnEscape(_ shown: String?) -> String {
        say(
            "\(shown ?? "a backslash") is not an escape; write \"\\\\\" for a backslash",
            "\(shown ?? "обратная черта") здесь ничего не значит; для обратной черты пишите \"\\\\\"")
    }
    package var brokenEscape: String {
        say(
            "the escape is broken; expected \"\\uXXXX\" with four hexadecimal digits",
            "обозначение символа неполно; ожидается \"\\uXXXX\" с четырьмя шестнадцатеричными цифрами")
    }
    package var halfEscape: String {
        say(
            "the escape is half of a character; expected a pair like \"\\uD83D\\uDE00\"",
            "это половина символа; ожидается пара, например \"\\uD83D\\uDE00\"")
    }

    // MARK: - YAML

    package var noMemory: String {
        say("there is no memory to read it", "не хватает памяти, чтобы его прочитать")
    }
    package var secondDocument: String {
        say(
            "a second document begins here; only the first one is read",
            "здесь начинается второй документ; читается только первый")
    }
    package func unknownAlias(_ name: String) -> String {
        say(
            "\(name) stands for a value that is not there, or not whole yet",
            "\(name) указывает на значение, которого нет или которое ещё не закончено")
    }
    package func tooManyAliases(_ most: Int) -> String {
        say(
            "the aliases stand for more than \(most) values up to here",
            "псевдонимы дают больше \(most) значений")
    }
    package var keyIsNoWord: String {
        say("found a key that is no word, expected a word", "здесь ключ, который не слово; ожидается слово")
    }
    package var objectsToMerge: String {
        say("an object or an array of objects", "объект или массив объектов")
    }
    package var tabs: String {
        say(
            "found a tab, expected blanks: YAML is not indented with tabs",
            "здесь табуляция, ожидаются пробелы: в YAML отступы не делают табуляцией")
    }
    package func notItsTag(_ text: String, _ tag: String) -> String {
        say("\(text) is not what its tag !!\(tag) says", "\(text) — не то, что говорит тег !!\(tag)")
    }
    package func unknownTag(_ tag: String) -> String {
        say("the tag \(tag) is not one that wamon knows here", "тега \(tag) wamon здесь не знает")
    }

    /// What libyaml says, in its own English.
    package func yamlProblem(_ problem: String, within context: String?) -> String {
        let clauses = [problem, context].compactMap { $0 }
        return clauses.map { say($0, FileWords.yaml[$0] ?? $0) }.joined(separator: ", ")
    }

    private static let yaml = [
        "did not find expected key": "нет ожидаемого ключа",
        "did not find expected '-' indicator": "нет ожидаемого «-»",
        "did not find expected node content": "нет ожидаемого значения",
        "did not find expected ',' or ']'": "нет ожидаемой «,» или «]»",
        "did not find expected ',' or '}'": "нет ожидаемой «,» или «}»",
        "did not find expected <document start>": "нет ожидаемого начала документа",
        "did not find expected <stream-start>": "нет ожидаемого начала текста",
        "could not find expected ':'": "нет ожидаемого «:»",
        "mapping values are not allowed in this context": "ключу со значением здесь не место",
        "block sequence entries are not allowed in this context": "элементу списка здесь не место",
        "mapping keys are not allowed in this context": "ключу здесь не место",
        "found character that cannot start any token": "с этого символа ничего не может начинаться",
        "found unexpected end of stream": "неожиданный конец файла",
        "found unexpected document indicator": "неожиданное начало документа",
        "found unknown escape character": "неизвестное обозначение символа",
        "found a tab character that violates indentation": "отступ сделан табуляцией",
        "found a tab character where an indentation space is expected": "вместо пробела в отступе табуляция",
        "did not find expected alphabetic or numeric character": "нет ожидаемой буквы или цифры",
        "did not find expected hexdecimal number": "нет ожидаемого шестнадцатеричного числа",
        "did not find expected whitespace or line break": "нет ожидаемого пробела или конца строки",
        "did not find expected comment or line break": "нет ожидаемого комментария или конца строки",
        "found undefined tag handle": "неизвестное обозначение тега",
        "control characters are not allowed": "управляющие символы не допускаются",
        "found duplicate %YAML directive": "директива %YAML дана дважды",
        "found incompatible YAML document": "документ другой версии YAML",
        "while parsing a block mapping": "при чтении объекта",
        "while parsing a flow mapping": "при чтении объекта в скобках",
        "while parsing a block collection": "при чтении списка",
        "while parsing a flow sequence": "при чтении списка в скобках",
        "while parsing a block node": "при чтении значения",
        "while parsing a flow node": "при чтении значения в скобках",
        "while parsing a node": "при чтении значения",
        "while scanning a simple key": "при чтении ключа",
        "while scanning a quoted scalar": "при чтении строки в кавычках",
        "while scanning a plain scalar": "при чтении строки",
        "while scanning a block scalar": "при чтении блока текста",
        "while scanning for the next token": "при чтении дальше",
        "while scanning an anchor": "при чтении якоря",
        "while scanning an alias": "при чтении псевдонима",
        "while scanning a tag": "при чтении тега",
        "while scanning a directive": "при чтении директивы",
        "while parsing a quoted scalar": "при чтении строки в кавычках",
    ]
}
