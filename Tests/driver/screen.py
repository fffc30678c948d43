"""What a terminal shows and is set to, of the bytes it was sent: as much of an xterm as ncurses asks for."""

import codecs
import re
import unicodedata

TOKEN = re.compile(
    r"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*)([@-~])"  # CSI
    r"|\x1b([\]PX^_])(.*?)(?:\x07|\x1b\\)"  # OSC and its kin
    r"|\x1b([()*+].)"  # character sets
    r"|\x1b([0-9A-OQ-WYZ=>a-~\\])"
    r"|([\x00-\x1a\x1c-\x1f\x7f])"
    r"|([^\x00-\x1f\x7f]+)",
    re.S,
)


class Screen:
    def __init__(self, width, height):
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.rest = ""
        self.modes = {25}
        self.titles = 0
        self.has_kept_title = False
        self.is_plain = True
        self.has_keypad = False
        self.resize(width, height)

    def resize(self, width, height):
        self.width, self.height = max(1, width), max(1, height)
        self.rows, self.other = ([[" "] * self.width for _ in range(self.height)] for _ in range(2))
        self.x = self.y = 0
        self.saved = (0, 0)
        self.top, self.bottom = 0, self.height - 1

    def __str__(self):
        return "\n".join("".join(row).rstrip() for row in self.rows)

    def left_behind(self):
        """What is not as a shell wants it."""
        names = {
            1: "cursor keys", 1000: "mouse", 1002: "mouse drags", 1003: "mouse moves", 1004: "focus", 1006: "mouse form",
            1049: "alternate screen", 2004: "paste", 2026: "synchronized",
        }
        found = [names.get(mode, f"?{mode}") for mode in sorted(self.modes - {7, 12, 25, 1034})]
        if 25 not in self.modes:
            found.append("no cursor")
        if self.titles:
            found.append(f"title stack {self.titles:+}")
        if not self.is_plain:
            found.append("colours")
        if self.has_keypad:
            found.append("keypad")
        return found

    def feed(self, data):
        text = self.rest + self.decoder.decode(data)
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                if len(text) - at > 4096:
                    at += 1
                    continue
                break
            at = match.end()
            mark, numbers, between, final, string, _, _, short, control, plain = match.groups()
            if plain:
                self.put(plain)
            elif final:
                self.csi(mark, [int(word) if word.isdigit() else 0 for word in numbers.split(";")], between, final)
            elif control:
                self.control(control)
            elif short:
                self.escape(short)
        self.rest = text[at:]

    def put(self, text):
        for letter in text:
            if unicodedata.combining(letter) or letter in "\u200d\ufe0f":
                continue
            if self.x >= self.width:
                self.x = 0
                self.down()
            self.rows[self.y][self.x] = letter
            self.x += 1
            if unicodedata.east_asian_width(letter) in "WF" and self.x < self.width:
                self.rows[self.y][self.x] = ""
                self.x += 1
        self.last = text[-1]

    def down(self):
        if self.y == self.bottom:
            self.scroll(1)
        else:
            self.y = min(self.height - 1, self.y + 1)

    def scroll(self, count, top=None):
        top = self.top if top is None else top
        for _ in range(min(abs(count), self.height)):
            del self.rows[top if count > 0 else self.bottom]
            self.rows.insert(self.bottom if count > 0 else top, [" "] * self.width)

    def control(self, letter):
        if letter == "\r":
            self.x = 0
        elif letter in "\n\v\f":
            self.down()
        elif letter == "\b":
            self.x = max(0, min(self.x, self.width - 1) - 1)
        elif letter == "\t":
            self.x = min(self.width - 1, self.x // 8 * 8 + 8)

    def escape(self, letter):
        if letter == "7":
            self.saved = (self.x, self.y)
        elif letter == "8":
            self.x, self.y = self.saved
        elif letter == "M":
            if self.y == self.top:
                self.scroll(-1)
            else:
                self.y = max(0, self.y - 1)
        elif letter in "=>":
            self.has_keypad = letter == "="

    def csi(self, mark, numbers, between, final):
        first, count = numbers[0], max(1, numbers[0])
        row = self.rows[self.y]
        if mark == "?" and final in "hl":
            if 1049 in numbers and (final == "h") != (1049 in self.modes):
                self.other, self.rows = self.rows, self.other
            (self.modes.update if final == "h" else self.modes.difference_update)(numbers)
        elif mark or between:
            return
        elif final == "t" and first in (22, 23):
            self.titles += 1 if first == 22 else -1
            self.has_kept_title |= first == 22
            # Who gives back what nobody kept changes nothing.
            self.titles = max(0, self.titles)
        elif final == "m":
            self.is_plain = numbers[-1] == 0 or numbers[-2:] == [39, 49]
        elif final in "Hf":
            self.y = min(self.height, count) - 1
            self.x = min(self.width, max(1, numbers[1] if len(numbers) > 1 else 1)) - 1
        elif final in "G`":
            self.x = min(self.width, count) - 1
        elif final == "d":
            self.y = min(self.height, count) - 1
        elif final == "A":
            self.y = max(0, self.y - count)
        elif final in "Be":
            self.y = min(self.height - 1, self.y + count)
        elif final in "Ca":
            self.x = min(self.width - 1, self.x + count)
        elif final == "D":
            self.x = max(0, min(self.x, self.width - 1) - count)
        elif final == "J":
            parts = [(self.y, self.x, self.width)] + [(y, 0, self.width) for y in range(self.y + 1, self.height)]
            if first:
                parts = [(y, 0, self.width) for y in range(self.height if first > 1 else self.y)]
                parts += [(self.y, 0, self.x + 1)] if first == 1 else []
            for y, begin, end in parts:
                self.rows[y][begin:end] = [" "] * len(self.rows[y][begin:end])
        elif final == "K":
            begin, end = [(self.x, self.width), (0, self.x + 1), (0, self.width)][min(first, 2)]
            row[begin:end] = [" "] * len(row[begin:end])
        elif final == "X":
            row[self.x : self.x + count] = [" "] * len(row[self.x : self.x + count])
        elif final == "P":
            del row[self.x : self.x + count]
            row += [" "] * (self.width - len(row))
        elif final == "@":
            row[self.x : self.x] = [" "] * count
            del row[self.width :]
        elif final in "LM":
            self.scroll(count if final == "M" else -count, self.y)
        elif final in "ST":
            self.scroll(count if final == "S" else -count)
        elif final == "b":
            self.put(self.last * count)
        elif final == "r":
            self.top = count - 1
            self.bottom = min(self.height, numbers[1] if len(numbers) > 1 and numbers[1] else self.height) - 1
            self.x = self.y = 0
