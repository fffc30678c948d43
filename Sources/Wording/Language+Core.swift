// What the core says travels in English: its refusals, the reasons of a state, its notes. They are known by their
// shape and said in the language of whoever reads them. What is written for programs and into logs stays as it is.
extension Language {
    /// A sentence of the core's; what is not known stays as it is.
    package func heard(_ sentence: String) -> String {
        self == .english ? sentence : Language.heard(sentence, depth: 0) ?? sentence
    }

    /// nil: not known. A sentence may have others within it, but no great tower of them.
    private static func heard(_ sentence: String, depth: Int) -> String? {
        if let reason = reasons[sentence] { return reason }
        guard depth < 4 else { return nil }
        for phrase in phrases {
            let said = phrase.translated(sentence) { heard($0, depth: depth + 1) ?? $0 }
            if let said { return said }
        }
        return nil
    }

    /// errno's messages, by what they are in English.
    private static let reasons: [String: String] = {
        var reasons: [String: String] = [:]
        for errno in Int32(1)...133 {
            reasons[Language.english.reason(errno)] = Language.russian.reason(errno)
        }
        return reasons
    }()

    private static let phrases = refusals + conditions + connections + endings + disk + themes + last

    // MARK: - Refusals

    private static let refusals = [
        Phrase("wamon is shutting down", "wamon завершается"),
        Phrase("no process is known", "процессов нет"),
        Phrase("no process has the id {}", "процесса с id {} нет"),
        Phrase("none of these processes is known any more", "ни одного из этих процессов больше нет"),
        Phrase("no process is called {}", "процесса {} нет"),
        Phrase("no process is in the namespace {}", "в группе {} нет процессов"),
        Phrase("there is no process to signal", "сигнал послать некому"),
        Phrase("this core keeps nothing on disk", "это ядро ничего не хранит на диске"),
        Phrase("there is nothing to start", "запускать нечего"),
        Phrase("{} is given twice", "{} задан дважды"),
        Phrase(
            "{} runs this script already, as process {}; restart it, or start it with --force",
            "{} уже выполняет этот скрипт, процесс {}; перезапустите его или запустите с --force"),
        Phrase("{}: {} instances are more than {}", "{}: экземпляров {}, больше {}"),
        Phrase("{} is being deleted", "{} удаляется"),
        Phrase("{}: a number of instances is 1 or more", "{}: экземпляров бывает от 1"),
        Phrase(
            "{} keeps at least one instance; to have none, delete it",
            "у {} остаётся хотя бы один экземпляр; чтобы не было ни одного, удалите его"),
        Phrase(
            "{}: {} instances cannot share the port {}; give \"increment_var\": \"PORT\" in its file",
            "{}: экземпляры, {}, не могут слушать один порт {}; задайте в файле \"increment_var\": \"PORT\""),
        Phrase(
            "{} is already supervised by process {}; to see it: WAMON_HOME={} wamon",
            "за {} уже следит процесс {}; посмотреть: WAMON_HOME={} wamon"),
        Phrase("{} is already supervised by process {}", "за {} уже следит процесс {}"),
        Phrase("{} was deleted", "{} удалён"),
        Phrase("{} was stopped", "{} остановлен"),
        Phrase("{} was started again", "{} снова запущен"),
        Phrase(
            "{} was left as it was: the reload ended before its turn",
            "{} остался как был: перезапуск по одному кончился до его очереди"),
        Phrase("{}; it is tried again in {} s", "{}; новая попытка через {} с"),
    ]

    // MARK: - How a process is

    private static let conditions = [
        Phrase("cannot be killed", "не удаётся убить"),
        Phrase("{} cannot be killed", "{} не удаётся убить"),
        Phrase("waits for what the last run left", "ждёт, пока исчезнут остатки прошлого запуска"),
        Phrase("{} waits for what is not running", "{} ждёт то, что не работает"),
        Phrase("waits for its first healthy check", "ждёт первой удачной проверки"),
        Phrase("waits for {}", "ждёт {}"),
        Phrase("{} waits for {}", "{} ждёт {}"),
        Phrase("{} unstable exits in a row", "нестабильных завершений подряд: {}"),
        Phrase(
            "{} has been unhealthy for {}: everything is stopped", "{} нездоров уже {}: всё останавливается"),
        Phrase("{} is errored: everything is stopped", "у {} сбой: всё останавливается"),
        Phrase("{} is errored: {}", "у {} сбой: {}"),
        Phrase("{} is errored", "у {} сбой"),
        Phrase("{} ended with code {}", "{} завершился с кодом {}"),
        Phrase("{} was ended by {}", "{} убит сигналом {}"),
        Phrase("{} could not be started: {}", "{} не удалось запустить: {}"),
        Phrase("{} has not run", "{} не запускался"),
        Phrase("{} ended", "{} завершился"),
        Phrase("{}; port {} is taken by {}", "{}; порт {} занят: {}"),
        Phrase("port {} is taken by {} (pid {})", "порт {} занят: {} (pid {})"),
        Phrase("port {} is taken", "порт {} занят"),
        Phrase("exited with code {}: {}", "код завершения {}: {}"),
        Phrase("exited with code {}", "код завершения {}"),
        Phrase("was ended by {}: {}", "убит сигналом {}: {}"),
        Phrase("was ended by {}", "убит сигналом {}"),
        Phrase("took longer than {} ms", "не уложился в {} мс"),
        Phrase("wrote too much", "написал слишком много"),
        Phrase("answered {}", "ответ {}"),
        Phrase("no address for {}", "нет адреса для {}"),
        Phrase("hung up without an answer", "соединение закрыто без ответа"),
        Phrase("the answer is not HTTP", "ответ не HTTP"),
        Phrase(
            "https is spoken by curl, which is not there", "для https нужна программа curl, а её нет"),
        Phrase("curl exited with code {}", "curl завершился с кодом {}"),
        Phrase("curl could not be run", "curl не удалось запустить"),
        Phrase("exec: {}", "запуск программы: {}"),
        Phrase("channel: {}", "канал: {}"),
        Phrase("pipe: {}", "канал вывода: {}"),
        Phrase("group: {}", "группа: {}"),
        Phrase("user: {}", "пользователь: {}"),
        Phrase("chdir: {}", "папка: {}"),
        Phrase("clone: {}", "новый процесс: {}"),
    ]

    // MARK: - The connection

    private static let connections = [
        Phrase("no wamon is running", "wamon не запущен"),
        Phrase("the wamon that runs here belongs to {}", "wamon, который здесь работает, принадлежит {}"),
        Phrase(
            "this wamon belongs to {}, who alone (and root) may talk to it",
            "этот wamon принадлежит {}; говорить с ним может только он (и root)"),
        Phrase(
            "{} clients are connected to this wamon, which is all it takes",
            "к этому wamon подключено клиентов: {}, больше он не принимает"),
        Phrase(
            "this wamon has no file descriptors left to talk to you",
            "у этого wamon не осталось дескрипторов для новых клиентов"),
        Phrase(
            "this wamon has more to hold for its clients than it can, and most for you",
            "у этого wamon накопилось для клиентов слишком много, и больше всего для вас"),
        Phrase("that request is not understood: {}", "этот запрос непонятен: {}"),
        Phrase(
            "the wamon that runs here speaks protocol {}, its client {}: use the same wamon for both",
            "здешний wamon говорит по протоколу {}, а клиент — {}: нужен один и тот же wamon"),
        Phrase(
            "the wamon that runs here is of another version than this one",
            "здесь работает wamon другой версии"),
        Phrase("the wamon that ran here is gone", "wamon, который здесь работал, завершился"),
        Phrase("the wamon at {} does not answer", "wamon в {} не отвечает"),
        Phrase("cannot talk to the wamon at {}: {}", "нет связи с wamon в {}: {}"),
        Phrase("what listens at {} is not wamon", "в {} слушает не wamon"),
        Phrase("what runs here does not speak as wamon does", "здесь работает не wamon"),
        Phrase("the connection to wamon was lost before it answered", "связь с wamon потеряна до его ответа"),
        Phrase("the connection was closed", "связь закрыта"),
        Phrase("wamon answered something else", "wamon ответил не то"),
        Phrase(
            "cannot listen on {}, and goes on trying: {}",
            "не удаётся слушать {}, попытки продолжаются: {}"),
        Phrase("listening on {}", "слушает {}"),
        Phrase("{} has it, process {}", "его занял {}, процесс {}"),
        Phrase(
            "health and metrics stay where they were: {} takes effect in the next core",
            "здоровье и метрики отдаются там же, где и раньше: {} подействует со следующим ядром"),
        Phrase("cannot listen on {}: {}", "не удаётся слушать {}: {}"),
        Phrase("that frame is longer than {}", "это сообщение длиннее {}"),
        Phrase("that frame holds more than {} values", "в этом сообщении больше {} значений"),
        Phrase("this is wamon; the first frame must be {}", "это wamon; первым сообщением должно быть {}"),
        Phrase("somebody else", "кому-то другому"),
        Phrase("there is something else", "там уже что-то есть"),
    ]

    // MARK: - The core and its end

    private static let endings = [
        Phrase("everything has ended by itself", "всё завершилось само"),
        Phrase("{}; exit code {}", "{}; код выхода {}"),
        Phrase("nothing runs any more, and {}", "ничего не работает, и {}"),
        Phrase("nothing was started again within {}", "за {} ничего не запущено снова"),
        Phrase(
            "nothing runs: wamon ends with code {} in {}, unless something is started",
            "ничего не работает: wamon завершится с кодом {} через {}, если ничего не запустить"),
        Phrase("something runs again: wamon goes on", "снова есть что держать: wamon продолжает"),
        Phrase(
            "the core before this one died; its fleet is started again",
            "прошлое ядро погибло; его процессы запущены снова"),
        Phrase("the core before this one died; {}", "прошлое ядро погибло; {}"),
        Phrase("goes on in the background, without a terminal", "продолжает в фоне, без терминала"),
        Phrase("{} is read anew", "{} прочитан заново"),
        Phrase("{} is not read anew: {}", "{} не прочитан заново: {}"),
        Phrase("stopped what was left of {} ({}); {}", "остановлены остатки {} ({}); {}"),
        Phrase("stopped what was left of {} ({})", "остановлены остатки {} ({})"),
    ]

    // MARK: - The disk

    private static let disk = [
        Phrase("its reader does not keep up", "его читатель не успевает"),
        Phrase("the disk does not keep up", "диск не успевает"),
        Phrase("it is a symbolic link", "это символическая ссылка"),
        Phrase("it is a FIFO", "это именованный канал"),
        Phrase("it is a folder", "это папка"),
        Phrase("it is a socket", "это сокет"),
        Phrase("it is not a regular file", "это не обычный файл"),
        Phrase("{} is not a fleet that wamon has saved: {}", "{} — не список, сохранённый wamon: {}"),
        Phrase("{} is not a fleet that wamon has saved", "{} — не список, сохранённый wamon"),
        Phrase("{} was saved by a later wamon, in format {}", "{} сохранён более новым wamon, в формате {}"),
        Phrase("the fleet cannot be written as JSON", "список процессов не записывается в JSON"),
        Phrase("{}: this core does not know how to write it", "{}: это ядро не умеет его записывать"),
        Phrase("it is no JSON object", "это не объект JSON"),
        Phrase("there is no such signal", "такого сигнала нет"),
        Phrase("longer than any duration", "длиннее любой длительности"),
        Phrase("numbers are expected, with spaces between them", "ожидаются числа через пробел"),
        Phrase("{} is missing", "нет {}"),
        Phrase("{} is of another type", "{} другого вида"),
    ]

    // MARK: - A theme's file

    private static let themes = [
        Phrase("line {}: {}", "строка {}: {}"),
        Phrase("expected theme[name]=\"colour\"", "ожидается theme[имя]=\"цвет\""),
        Phrase("expected = behind theme[{}]", "ожидается = после theme[{}]"),
        Phrase("the quote is not closed", "кавычка не закрыта"),
        Phrase("unknown name {}", "неизвестное имя {}"),
        Phrase("bad colour \"{}\" for {}", "негодный цвет \"{}\" для {}"),
    ]

    /// Looked at last: they fit nearly anything.
    private static let last = [
        Phrase("{}; {}", "{}; {}"),
        Phrase("{}: {}", "{}: {}"),
    ]
}
