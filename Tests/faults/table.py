"""The table of faults: in the terminal, and as a page of Markdown."""

import textwrap

HEAD = ("fault", "best seen", "worst seen", "promised", "wamon", "")
NOTE = "° as measured side by side when wamon was designed; all else was measured in the run that printed this."


class Table:
    def __init__(self):
        self.rows = []

    def add(self, *row):
        self.rows.append(row)

    def text(self, width=170):
        """Columns as wide as there is room for, each cell wrapped."""
        weights = (24, 24, 26, 26, 44)
        room = max(90, width) - len(self.rows[0][5]) - 2 * len(HEAD) - 4
        widths = [weight * room // sum(weights) for weight in weights] + [7]
        lines = []
        for row in [HEAD, *self.rows]:
            cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths)]
            for index in range(max(map(len, cells))):
                line = "  ".join((cell[index] if index < len(cell) else "").ljust(width) for cell, width in zip(cells, widths))
                lines.append(line.rstrip())
            lines.append("─" * (sum(widths) + 2 * (len(widths) - 1)) if row is HEAD else "")
        return "\n".join(lines) + NOTE

    def write(self, page, names, cores):
        """As Markdown; rows that were not run now stay as the page has them."""
        rule = "|".join(["---"] * len(HEAD))
        old = page.read_text().splitlines() if page.exists() else []
        known = {line[2:].split(" | ")[0]: line for line in old if line.startswith("| ")}
        for row in self.rows:
            known[row[0]] = "| " + " | ".join(row) + " |"
        rows = "\n".join(known[name] for name in names if name in known)
        page.write_text(f"""# Faults

What was done to wamon, and to others beside it: printed by `make faults`, which does it all again. Times are of a machine with
{cores} cores. {NOTE}

| {" | ".join(HEAD)} |
|{rule}|
{rows}
""")
