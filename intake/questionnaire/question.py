"""What a question is: one name, one wording, one type, its limits, who answers, and when it is shown."""

from dataclasses import dataclass, field

KINDS = ("yes_no", "one_of", "many_of", "whole", "number", "text", "checklist")
WHO = ("patient", "staff", "clinician", "record")  # record: worked out at filing, never asked
NONE = "none"  # in a many-of or checklist: asked, and none of them


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. On a checklist, `answers` is the yes/no question that ticking it answers."""

    name: str
    wording: str
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A terminology code, and whether it was `seen` in public code or comes from `memory`."""

    system: str  # "SNOMED CT" or "LOINC"
    code: str
    basis: str  # "seen" or "memory": to be checked against a licensed release before it is sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question.

    `low` and `high` bound a number, inclusive, in `unit`. `max_length` bounds a text.
    `follows` is the parent of a follow-up: an answer against its *no* is a contradiction.
    `when` says when it is worth asking at all: an answer given anyway is welcome and counts.
    Both are in the notation of triggers; together they are *shown if*.
    """

    name: str
    kind: str
    wording: str
    help: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    max_length: int = 0
    who: tuple[str, ...] = ("patient",)
    follows: str = ""
    when: str = ""
    code: Code | None = None
    core: bool = False
    of_injury: bool = False
    retired: bool = False
    option_names: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: no kind {self.kind}")
        if not set(self.who) <= set(WHO):
            raise ValueError(f"{self.name}: nobody called {self.who}")
        names = tuple(option.name for option in self.options)
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: an option twice")
        object.__setattr__(self, "option_names", names)

    @property
    def shown_if(self) -> str:
        """The two parts as one trigger; empty where everyone is asked."""
        return " and ".join(f"({part})" for part in (self.follows, self.when) if part)


def options(**wordings: str) -> tuple[Option, ...]:
    """Options by name: `options(now="Yes, now", none="No")`, in this order, only ever appended to."""
    return tuple(Option(name, wording) for name, wording in wordings.items())


SIDE = options(left="Left", right="Right", both="Both")


def yes_no(name: str, wording: str, **more) -> Question:
    return Question(name=name, kind="yes_no", wording=wording, **more)


def one_of(name: str, wording: str, choices: tuple[Option, ...], **more) -> Question:
    return Question(name=name, kind="one_of", wording=wording, options=choices, **more)


def many_of(name: str, wording: str, choices: tuple[Option, ...], **more) -> Question:
    return Question(name=name, kind="many_of", wording=wording, options=choices, **more)


def whole(name: str, wording: str, low: int, high: int, unit: str, **more) -> Question:
    return Question(name=name, kind="whole", wording=wording, low=low, high=high, unit=unit, **more)


def days(name: str, wording: str, **more) -> Question:
    """A duration in whole days, up to the longest life that can be asked about (120 years)."""
    return whole(name, wording, 0, 43_800, "days", **more)


def score(name: str, wording: str, **more) -> Question:
    """A 0-10 rating."""
    return whole(name, wording, 0, 10, "points", **more)


def number(name: str, wording: str, low: float, high: float, unit: str, **more) -> Question:
    return Question(name=name, kind="number", wording=wording, low=low, high=high, unit=unit, **more)


def text(name: str, wording: str, **more) -> Question:
    return Question(name=name, kind="text", wording=wording, max_length=500, **more)


def each_side(make, name: str, wording: str, *args, **more) -> tuple[Question, Question]:
    """The two questions `name_left` and `name_right`; `{side}` in the wording is the side."""
    return tuple(
        make(f"{name}_{side}", wording.format(side=side), *args, **more) for side in ("left", "right")
    )
