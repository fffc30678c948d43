"""The table: each figure, its reference, the ratio, the budget."""


class Table:
    HEAD = ("figure", "wamon", "ref", "ratio", "budget", "")

    def __init__(self):
        self.rows = []
        self.missed = []

    def heading(self, text):
        self.rows.append((text,))
        print(f"… {text}", flush=True)

    def add(self, name, value, unit, budget=None, ref=None, least=False, ratio=None):
        """`least`: the budget is what it must reach, not what it may. `ratio`: a budget for value / ref."""
        quotient = value / ref if ref else None
        isMet = True
        words = []
        if budget is not None:
            isMet = value >= budget if least else value <= budget
            words.append(f"{'≥' if least else '≤'} {short(budget)}")
        if ratio is not None:
            isMet = isMet and (quotient >= ratio if least else quotient <= ratio)
            words.append(f"{'≥' if least else '≤'} {short(ratio)} × ref")
        verdict = "" if not words else "met" if isMet else "NOT MET"
        row = (
            f"{name}, {unit}",
            short(value),
            "–" if ref is None else short(ref),
            "–" if not quotient else short(quotient),
            ", ".join(words) or "–",
            verdict,
        )
        self.rows.append(row)
        if not isMet:
            self.missed.append(row[0])
        print(f"  {row[0]}: {row[1]} (ref {row[2]}) {verdict}", flush=True)

    def __str__(self):
        full = [row for row in self.rows if len(row) > 1] + [self.HEAD]
        widths = [max(len(row[column]) for row in full) for column in range(len(self.HEAD))]

        def line(row):
            return "  ".join(
                cell.ljust(width) if column in (0, 4, 5) else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths))
            ).rstrip()

        lines = [line(self.HEAD), "─" * len(line(self.HEAD).ljust(sum(widths) + 10))]
        for row in self.rows:
            lines += ["", row[0]] if len(row) == 1 else [line(row)]
        return "\n".join(lines)


def short(value):
    """Three digits that matter."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"
