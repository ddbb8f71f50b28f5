"""The rule book in clinical prose, printed from the rules themselves and never edited by hand."""

from itertools import groupby

from intake.questionnaire import QUESTIONS
from intake.triage import logic
from intake.triage.facts import FACTS, SUMS
from intake.triage.parameters import PARAMETERS
from intake.triage.rules import RULES, RULESET_VERSION, SAFETY_NET
from intake.triage.rules.outline import outline, points
from intake.triage.rules.rule import CONFIDENCE, PATHWAYS, TIER_MEANS
from intake.triage.rules.score_chapter import chapter
from intake.triage.sources import SOURCES, marks_in

PATHWAY_WORDS = {
    "spine": "the spine and its nerve roots; the question this service exists to answer",
    "nerve": "a nerve outside the spine",
    "neuro": "the brain and the nerves as a whole",
    "vascular": "arteries, veins and the aorta",
    "rheum": "inflammatory disease",
    "foot": "the foot itself",
    "own_doctor": "the patient's own doctor, or another specialty through that doctor",
}

INTRODUCTION = """\
# The rule book

Rule set `{version}`, {count} rules. Printed from the rules by `manage.py rules`; a correction belongs in
the rules, not in this book.

## What this is, and what it is not

Afoot reads what a patient answers before a visit to a foot and ankle clinic, together with what staff
find on examination, and says how soon the patient should be seen, by whom, and whether the spine should
be looked at. It supports the clinician's decision. It is not a diagnosis, it does not replace an
examination, and the absence of a flag does not mean that nothing is wrong. A clinician may override
every flag with a reason.

Four facts shape the rules. Most single warning signs are weak: in 1,172 people with new low back pain
80.4% had one and 0.9% had a serious disease [S1, S2], so rules ask for combinations. A missed cauda
equina is far worse than one check too many, and no single sign rules it out [S3, S4], so the emergency
rules, and only they, accept false alarms. Where a foot hurts does not tell which nerve root it comes
from [S5, S6], so a site never rules the spine out. And the link between back and foot is real but modest
[S7, S8], so flat feet alone raise nothing.

## How a rule is judged

- A rule holds (*yes*), does not hold (*no*), or is *not known*. **Unknown is never no**: a question that
  was not asked, skipped, declined or answered with unsure stays unknown.
- A follow-up question that does not apply, because of the answer before it, counts as no.
- An emergency or urgent rule that is not known asks now: staff put its open questions to the patient
  face to face before the visit. A soon or routine rule that is not known stays silent.
- *Unless known* marks an exclusion. It stops a rule only where it is known to be true; where it is not
  known the rule still holds.
- *Known not to be* asks for a stated no.
- *Found* is for examinations and for what is worked out at filing: it counts only where it is on record
  and true. An examination not yet done neither raises a flag nor holds one back.
- *One injury with* means that all of it is true of one and the same injury.
- A time window in an emergency or urgent rule stops it only where it is known to be over, unless the
  rule says otherwise in its reading. An age that nobody stated counts as adult.
- Where the patient has an earlier record, weakness that is new since then and a muscle grade that fell
  are worked out when the new record is filed. They are never asked, and never overwrite the patient's
  word.
- Rules never read each other's verdicts, and no pathway silences another. Of one family only the most
  urgent code is shown on each pathway.

## Words

**Tiers** say how soon.

{tiers}

**Pathways** say where to. The most urgent flag on any pathway is the record's tier; the most urgent on
the pathway *spine* is its spinal evaluation. A hot diabetic foot is urgent with no spinal evaluation.

{pathways}

**Confidence** says what a rule rests on.

{confidence}

**Sources** carry a mark in brackets. S was seen, mostly as an abstract, a table or the first page. M is
from memory and was not seen: no figure that rests only on M is printed here until a clinician has
checked it.

## Thresholds

A clinic may set these within their limits; an assessment keeps the values it was made with. What is
marked judgement has no published cut-off and waits for the signature of the clinic's own clinicians.

{parameters}

## Before it is relied on

- No study has measured these rules as a whole. The windows and ages marked judgement need sign-off.
- The emergency rules for the cauda equina follow an English pathway [S96]. No single United States
  equivalent was found.
- Neck pain is asked without its duration, so neck pain after cancer is routine here although one
  guideline, since replaced, was stricter [S113].
- A scan of the spine after any listed injury excuses the rules on fresh injuries (see R08a). Decide
  whether a scan after an older injury should.
- `docs/limits.yaml` lists presentations that no rule here sees, or that a rule takes for another, each with
  what becomes of it today and what its sources suggest. Decide about each before signing.
- The figures withheld below (marks M) are to be read at their source.
"""


def book() -> str:
    """The whole rule book as Markdown."""
    families = [_family(name, list(rules)) for name, rules in groupby(RULES, lambda rule: rule.family)]
    rules = [
        _introduction(),
        "## The rules\n",
        *families,
        "## Named facts\n\nWhat the rules read that no single question asks.\n",
        *(f"### `{name}`\n\n{outline(text)}\n" for name, text in FACTS.items()),
        *(f"### `{name}`\n\nA list of points, the sum of:\n\n{points(name)}\n" for name in SUMS),
        chapter(),
        _questions(),
        f"## Safety net\n\nSaid and printed for every patient, whatever was found:\n\n> {SAFETY_NET}\n",
    ]
    text = "\n".join(rules)
    return f"{text}\n{_sources(marks_in(text))}"


def _introduction():
    return INTRODUCTION.format(
        version=RULESET_VERSION,
        count=len(RULES),
        tiers=_meanings(TIER_MEANS),
        pathways=_meanings({pathway: PATHWAY_WORDS[pathway] for pathway in PATHWAYS}),
        confidence=_meanings(CONFIDENCE),
        parameters=_parameters(),
    )


def _meanings(words):
    return "\n".join(f"- **{_spoken(word)}**: {meaning}" for word, meaning in words.items())


def _spoken(name):
    return name.replace("_", " ")


def _parameters():
    rows = (
        f"| `{spec.name}` | {spec.default:g} {spec.unit} | {spec.low:g} to {spec.high:g} "
        f"| {spec.basis} | {spec.trade_off} |"
        for spec in PARAMETERS.values()
    )
    return "\n".join(
        ["| threshold | default | limits | basis | what it does and costs |", "|---|---|---|---|---|", *rows]
    )


def _family(name, rules):
    said: dict[str, str] = {}
    return "\n".join([f"### {name}\n", f"{rules[0].why}\n", *(_code(rule, said) for rule in rules)])


def _code(rule, said):
    """One code; what an earlier code of the family has `said` already is only pointed to."""
    grade = f"{rule.confidence} ({CONFIDENCE[rule.confidence]})"
    lines = [
        f"#### {rule.code} · {rule.title}\n",
        f"**{rule.tier}** · {_spoken(rule.pathway)} · {grade} · version `{rule.version}`\n",
        f"{rule.sentence}\n",
        f"Holds when:\n\n{outline(rule.trigger)}\n",
        f"**Next:** {rule.next_step}\n",
        *_said_once("How it is read", rule.reading, rule.code, said),
        *_said_once("Evidence", rule.evidence, rule.code, said),
    ]
    return "\n".join(lines)


def _said_once(heading, text, code, said):
    if not text:
        return []
    first = said.setdefault(text, code)
    return [f"*{heading}:* {text}\n" if first == code else f"*{heading}:* as for {first}.\n"]


def _questions():
    read = set().union(*(logic.names(rule.when) for rule in RULES))
    rows = (f"| `{name}` | {question.wording} |" for name, question in QUESTIONS.items() if name in read)
    return "\n".join(
        ["## The answers that rules read\n", "| answer | asked or examined as |", "|---|---|", *rows, ""]
    )


def _sources(marks):
    return "\n".join(["## Sources named in this book\n", *(_source(SOURCES[mark]) for mark in marks), ""])


def _source(source):
    place = f" ({source.link})" if source.link else ""
    note = "" if source.seen else " *From memory, not seen.*"
    return f"- **{source.mark}** {source.citation}{place}.{note}"
