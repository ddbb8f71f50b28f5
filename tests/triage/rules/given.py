"""Tables that vary a few answers of one patient, so that each shows only the columns that decide."""


def given(answers: dict[str, str], table: str) -> str:
    """The table with these cells in each row; where it has a column of its own, that column stands."""
    header, line, *rows = [line for line in table.strip().splitlines() if line.strip()]
    own = {cell.strip() for cell in header.split("|")}
    steady = {name: cell for name, cell in answers.items() if name not in own}
    beside = [_before(steady.values(), row) for row in rows]
    return "\n".join([_before(steady, header), line, *beside])


def _before(cells, line):
    return " | ".join([*cells, line])
