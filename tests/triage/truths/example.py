"""How an example of the clinical text is written down."""


def truth(verdicts: str, **answers) -> tuple[dict, dict[str, str]]:
    """`truth("R01 no, R01u yes", saddle_numbness=True)`: the answers, and *yes*, *no* or *?* by code."""
    said = dict(verdict.split(" ", 1) for verdict in verdicts.split(", "))
    return answers, {code: "?" if verdict == "not known" else verdict for code, verdict in said.items()}
