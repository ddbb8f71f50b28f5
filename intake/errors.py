"""What can go wrong, in the clinic's words.

AfootError
├── Refused                  what was sent cannot be taken
│   ├── AnswersRefused       answers that do not fit the questionnaire, every fault at once
│   ├── BodyRefused          a body that is not the JSON that was asked for
│   │   └── TooLarge         it is larger than any intake can be
│   ├── QueryRefused         a query parameter that does not exist or does not fit
│   ├── ParametersRefused    a threshold that does not exist or lies outside its limits
│   └── TimeZoneRefused      a time zone that does not exist
├── Conflict                 it was understood, but does not fit what is already there
│   ├── AlreadyRecorded      the submission id was used before with other content
│   ├── Stale                someone changed it in the meantime
│   ├── OnHold               a legal hold forbids erasing it
│   ├── OneClinicAlone       the database cannot hold a second clinic apart
│   └── OutOfTurn            the act is not possible at this stage of the case
├── NotThere                 it does not exist in this clinic
├── Erased                   it was there, and was erased for good
├── TooManyWaiting           staff have not yet dealt with what this tablet sent before
├── NotAllowed               this role may not do that
├── NoCredential             nobody said who is asking, or the credential is not valid any more
├── SignInRefused            user, password, code or clinic do not match
├── SecondFactorRequired     a password alone is not enough here, and no second factor was enrolled
├── MatchRequired            a change must say which version it changes
├── OutsideClinic            the code asked for records without saying for which clinic
├── NotReached               a host outside could not be told
└── Unreachable              the database does not answer now; try again
    └── Overtaken            what it refers to was removed meanwhile
"""

from dataclasses import dataclass


class AfootError(Exception):
    """Anything that the clinic can be told about."""

    sentence = "Something went wrong."

    def __str__(self):
        return super().__str__() or self.sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was sent: where (a JSON pointer), which kind, and what is allowed.

    Told and kept as JSON of these very names.
    """

    pointer: str
    kind: str
    detail: str


class Refused(AfootError):
    """What was sent cannot be taken; `faults` names each place."""

    sentence = "What was sent cannot be taken."

    def __init__(self, faults=(), message=""):
        self.faults = tuple(faults)
        super().__init__(message or self.sentence)


class AnswersRefused(Refused):
    """Answers that do not fit the questionnaire; nothing is filed."""

    sentence = "Some answers do not fit the questionnaire. Nothing was filed."


class BodyRefused(Refused):
    """A body that is not the JSON that was asked for."""

    sentence = "The body is not the JSON that is expected here."


class TooLarge(BodyRefused):
    """A body that is larger than any intake can be."""

    sentence = "The body is too large."


class QueryRefused(Refused):
    """A query parameter that does not exist here or does not fit."""

    sentence = "A query parameter does not exist here or does not fit."


class ParametersRefused(Refused):
    """A threshold that does not exist or lies outside its limits."""

    sentence = "A threshold does not exist or lies outside its limits."


class TimeZoneRefused(Refused):
    """A time zone that does not exist."""

    sentence = "There is no such time zone."


class Conflict(AfootError):
    """It was understood, but does not fit what is already there."""

    sentence = "This does not fit what is already there."


class AlreadyRecorded(Conflict):
    """The id was used before with other content; the second copy is set aside for staff."""

    sentence = (
        "This id was used before with other content. The first stands; this copy is set aside for staff."
    )


class Stale(Conflict):
    """Someone changed it in the meantime."""

    sentence = "It was changed in the meantime. Read it again, then repeat your change."


class OutOfTurn(Conflict):
    """The act is not possible at this stage of the case."""

    sentence = "This is not possible at this stage of the case."


class OnHold(Conflict):
    """A legal hold forbids erasing it."""

    sentence = "A legal hold forbids erasing this patient. Release it first."


class OneClinicAlone(Conflict):
    """The database cannot hold a second clinic apart."""

    sentence = "SQLite has no row security: one clinic only. PostgreSQL serves several."


class Erased(AfootError):
    """It was there, and was erased for good."""

    sentence = "This was erased and cannot come back. Do not send it again."


class TooManyWaiting(AfootError):
    """As much of one tablet waits for staff as may wait; the tablet keeps what it has, and sends it later."""

    sentence = (
        "Staff have not yet dealt with what this tablet sent before. Keep this, and send it again later."
    )


class NotThere(AfootError):
    """It does not exist in this clinic."""

    sentence = "There is nothing at this address."


class NotAllowed(AfootError):
    """This role may not do that."""

    sentence = "Your role may not do this."


class NoCredential(AfootError):
    """Nobody said who is asking, or the credential is not valid any more."""

    sentence = "Send a valid bearer token."


class SignInRefused(AfootError):
    """User, password, code or clinic do not match, or too many tries failed."""

    sentence = "User name, password, code or clinic do not match."


class SecondFactorRequired(AfootError):
    """A password alone is not enough here, and no second factor was enrolled."""

    sentence = "A second factor is required here. Sign in at /desk/ and enrol one first."


class MatchRequired(AfootError):
    """A change must say which version it changes."""

    sentence = "Send If-Match with the ETag of what you read."


class OutsideClinic(AfootError):
    """The code asked for records without saying for which clinic."""

    sentence = "Records are read inside access.within(clinic) only."


class NotReached(AfootError):
    """A host outside could not be told; `why` says it in a word, such as `too-slow`."""

    sentence = "The host outside could not be reached."

    def __init__(self, why: str = "unreachable"):
        self.why = why
        super().__init__(why)


class Unreachable(AfootError):
    """The database does not answer now; try again."""

    sentence = "The records cannot be reached right now. Nothing was lost; try again shortly."


class Overtaken(Unreachable):
    """What an act refers to was removed while it was at it: known at the commit, so that nothing of it is kept."""

    sentence = "What this refers to was removed in the meantime. Nothing was stored; try again shortly."
