"""Read the clinical text's notation for triggers, so that a rule in code is the rule as it was signed.

    (back_now or leg_pain) and (age_years >= 50 or aneurysm_known or pad_dx)

    x                  answer yes, or a named fact        x is v, x in {v, w}, x <= n    a comparison
    list has {v, w}    at least one of them ticked        $name                          a parameter
    and, or, not       Kleene; `not` asks for a known no  f_*                            left or right
    unless(X)          no only where X is yes             found(X)                       recorded and true
    injury(X)          one row of injuries satisfies X    both(f_* <= n)                 left and right
    at_least(n, ...)   n parts are yes

Every name is checked against the questionnaire as it is read: a misspelt one fails at import.
"""

import re
from collections.abc import Callable, Mapping

from intake.triage import logic

TOKEN = re.compile(
    r"\s*(?:(<=|>=|[<>(){},])|(-?\d+(?:\.\d+)?(?![\d_]))|(\$?[a-z][a-z0-9_]*\*?|\d+_[a-z0-9_]+))"
)
WORDS = {"and", "or", "not", "is", "in", "has"}
SIDES = ("left", "right")


class NotationError(ValueError):
    """A trigger that cannot be read: an unknown name, an option that does not exist, bad grammar."""


class Notation:
    """What a trigger may speak of: questions, named facts and sums of points.

    `questions` maps a name to anything with `kind` ("yes_no", "one_of", "many_of", "whole", "number",
    "text"), `option_names` and `of_injury`. `facts` maps a name to its text. `sums` maps a name to
    weighted texts, compared as a total: `sugioka_score >= 5`.
    """

    def __init__(
        self,
        questions: Mapping,
        facts: Mapping[str, str] = {},
        sums: Mapping[str, tuple[tuple[int, str], ...]] = {},
    ):
        self.questions, self.facts, self.sums = questions, facts, sums
        self._read_facts: dict[str, logic.Condition] = {}
        self._opening: list[str] = []

    def read(self, text: str) -> logic.Condition:
        reader = _Reader(self, text)
        condition = reader.either()
        reader.expect_end()
        return condition

    def fact(self, name: str) -> logic.Condition:
        if name in self._opening:
            raise NotationError(f"{name} is defined by itself")
        if name not in self._read_facts:
            self._opening.append(name)
            self._read_facts[name] = self.read(self.facts[name])
            self._opening.pop()
        return self._read_facts[name]


class _Reader:
    def __init__(self, notation: Notation, text: str):
        self.notation, self.text = notation, text
        self.tokens = self._split(text)
        self.at = 0
        self.in_injury = False
        self.side_joins = logic.any_of

    def _split(self, text):
        tokens, position, text = [], 0, text.rstrip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if not match:
                raise self.wrong(f"cannot read {text[position : position + 20]!r}")
            tokens.append(match[1] or match[2] or match[3])
            position = match.end()
        return tokens

    def wrong(self, why):
        return NotationError(f"{why} in {self.text!r}")

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, expected=None):
        token = self.peek()
        if token is None or (expected is not None and token != expected):
            raise self.wrong(f"expected {expected or 'more'}, found {token or 'the end'}")
        self.at += 1
        return token

    def expect_end(self):
        if self.peek() is not None:
            raise self.wrong(f"unexpected {self.peek()}")

    def either(self):
        return self._joined("or", self.both_parts, logic.any_of)

    def both_parts(self):
        return self._joined("and", self.negation, logic.all_of)

    def _joined(self, word, read_part, join):
        parts = [read_part()]
        while self.peek() == word:
            self.take()
            parts.append(read_part())
        return join(*parts)

    def negation(self):
        if self.peek() == "not":
            self.take()
            return logic.Not(self.negation())
        return self.single()

    def single(self):
        token = self.take()
        if token == "(":
            inner = self.either()
            self.take(")")
            return inner
        if self.peek() == "(":
            return self._called(token)
        return self._about(token)

    def _called(self, word):
        forms: dict[str, Callable] = {
            "unless": lambda: logic.Unless(self.either()),
            "found": lambda: logic.Found(self.either()),
            "injury": self._injury,
            "both": self._both_sides,
            "at_least": self._at_least,
            "answered": lambda: logic.Answered(self._known(self.take()).name),
        }
        if word not in forms:
            raise self.wrong(f"no such form {word}")
        self.take("(")
        condition = forms[word]()
        self.take(")")
        return condition

    def _injury(self):
        self.in_injury = True
        condition = logic.AnyInjury(self.either())
        self.in_injury = False
        return condition

    def _both_sides(self):
        self.side_joins = logic.all_of
        condition = self.either()
        self.side_joins = logic.any_of
        return condition

    def _at_least(self):
        cutoff = self._limit()
        parts = []
        while self.peek() == ",":
            self.take()
            parts.append(self.either())
        return logic.at_least(cutoff, *parts)

    def _about(self, name):
        if name.endswith("*"):
            start = self.at
            sides = []
            for side in SIDES:
                self.at = start
                sides.append(self._comparison(name[:-1] + side))
            return self.side_joins(*sides)
        return self._comparison(name)

    def _comparison(self, name):
        following = self.peek()
        if name in self.notation.sums:
            return self._sum(name)
        if following in ("is", "in", "has") or following in logic.COMPARISONS:
            question = self._known(name)
            self.take()
            return self._compared(question, following)
        if name in self.notation.facts:
            return self.notation.fact(name)
        question = self._known(name)
        self._of_kind(question, "yes_no")
        return logic.OneOf(name, (True,))

    def _compared(self, question, word):
        if word in logic.COMPARISONS:
            self._of_kind(question, "whole", "number")
            return logic.Compare(question.name, word, self._limit())
        options = (self.take(),) if word == "is" else self._options()
        unknown = sorted(set(options) - set(question.option_names))
        if unknown:
            raise self.wrong(f"{question.name} has no option {', '.join(unknown)}")
        if word == "has":
            self._of_kind(question, "many_of")
            return logic.Includes(question.name, tuple(sorted(options)))
        self._of_kind(question, "one_of")
        return logic.OneOf(question.name, tuple(sorted(options)))

    def _sum(self, name):
        self.take(">=")
        parts = tuple((weight, self.notation.read(text)) for weight, text in self.notation.sums[name])
        return logic.Points(self._limit(), parts)

    def _options(self):
        self.take("{")
        options = [self.take()]
        while self.peek() == ",":
            self.take()
            options.append(self.take())
        self.take("}")
        return tuple(options)

    def _limit(self):
        token = self.take()
        if token.startswith("$"):
            return logic.Parameter(token[1:])
        try:
            return float(token) if "." in token else int(token)
        except ValueError:
            raise self.wrong(f"{token} is no number") from None

    def _known(self, name):
        question = self.notation.questions.get(name)
        if name in WORDS or question is None:
            raise self.wrong(f"no question or fact {name}")
        if question.of_injury and not self.in_injury:
            raise self.wrong(f"{name} belongs inside injury(...)")
        return question

    def _of_kind(self, question, *kinds):
        if question.kind not in kinds:
            raise self.wrong(f"{question.name} is {question.kind}, not {' or '.join(kinds)}")
