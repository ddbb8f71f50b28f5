"""Deliver: claim a delivery, send it outside of any transaction, and write down what became of it.

At least once: a deliverer that dies in between leaves a claim, and when that is over another sends the message again
under the same id. In order: what waits holds up all that follows it for the same record and receiver, and nothing else.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from random import random, uniform
from time import monotonic

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from intake import alarms, outside
from intake.access import in_each_clinic, within
from intake.clock import SET_BACK, is_late
from intake.errors import NotReached
from intake.models import Clinic, Delivery, OutboxMessage, WebhookReceiver
from intake.models.receiver import WAITING
from intake.outbox.announcing import OF_A_REVIEW, TESTED
from intake.outbox.fanning_out import fan_out
from intake.outbox.signing import signed

log = logging.getLogger("intake.outbox")

Send = Callable[[str, Mapping[str, str], bytes], int]

LEASE = timedelta(seconds=3 * outside.TOTAL)
TURN = 2.0  # seconds in a round for one receiver, so that a busy one does not use up the others' time
# Seconds for all that answer; emergencies are escalated, and messages fanned out, between rounds.
ROUND = 10.0
PROMPT = 5.0  # seconds in which a receiver that is well answers
REST = timedelta(seconds=30)  # of a receiver that did not answer
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_URGENT_WAIT = timedelta(seconds=30)
OLDEST, FEWEST_ATTEMPTS = timedelta(days=3), 10  # both are passed before a delivery is given up
LATE = timedelta(minutes=5)  # for an urgent one
OVERLOADED = {429, 502, 503, 504}
UNFORESEEN = "unforeseen"  # a fault of ours


def deliver(send: Send = outside.post) -> int:
    """One round through every clinic; returns how much was done in it, messages fanned out and attempts made.

    Receivers that answer come first, and have ten seconds. Then those that did not, or were slow: one has its turn
    however late it is. Whoever is slow ends the round, so what waits elsewhere never waits for more than one of those.
    """
    fanned_out = in_each_clinic(_fanned_out)
    done = sum(count for count, _ in fanned_out)
    due = [each for _, receivers in fanned_out for each in receivers]
    ends = monotonic() + ROUND
    for clinic, receiver in sorted(due, key=_place_in_line):
        is_over = monotonic() > ends
        if is_over and receiver.rests_until is None:
            continue
        attempts, is_prompt = _turn_of(receiver, clinic, send)
        done += attempts
        if is_over or not is_prompt:
            break
    return done


def _fanned_out(clinic: Clinic) -> tuple[int, list[tuple[Clinic, WebhookReceiver]]]:
    """How many messages were fanned out, and to whom something is to be sent now."""
    with within(clinic):
        count = fan_out()
        _sound_late()
        return count, [(clinic, receiver) for receiver in _due()]


def _place_in_line(pair) -> tuple:
    """Who answers comes first, with urgent messages before others, and nobody always last; then who rested longest."""
    _, receiver = pair
    if receiver.rests_until is None:
        return False, not receiver.has_urgent, random()  # noqa: S311, no secret
    return True, receiver.rests_until


def _due() -> list[WebhookReceiver]:
    """The receivers for which something is to be sent now."""
    waiting = _free().filter(receiver=OuterRef("pk"))
    has_urgent = Exists(waiting.filter(is_urgent=True))
    due = WebhookReceiver.objects.filter(_awake(), Exists(waiting), is_active=True)
    return list(due.annotate(has_urgent=has_urgent))


def _awake(to_receiver="") -> Q:
    rests_until = f"{to_receiver}rests_until"
    return Q(**{rests_until: None}) | _is_over(rests_until, REST)


def _free() -> QuerySet[Delivery]:
    """What waits, is due, and is not in the hands of a deliverer."""
    unclaimed = Q(claimed_until=None) | _is_over("claimed_until", LEASE)
    is_due = _is_over("next_attempt_at", LONGEST_WAIT)
    is_urgently_due = Q(is_urgent=True) & _is_over("next_attempt_at", LONGEST_URGENT_WAIT)
    return Delivery.objects.filter(WAITING, unclaimed, is_due | is_urgently_due)


def _is_over(time: str, longest: timedelta) -> Q:
    """It has come; or it is further ahead than any wait is long, so the clock was set back since."""
    now = timezone.now()
    return Q(**{f"{time}__lte": now}) | Q(**{f"{time}__gt": now + longest + SET_BACK})


def _turn_of(receiver, clinic, send) -> tuple[int, bool]:
    """Send to one receiver until nothing is due or its turn is over: how many attempts, and whether it is prompt."""
    ends, attempts = monotonic() + TURN, 0
    with within(clinic):
        delivery = _claim(receiver)
    while delivery is not None:
        began = monotonic()
        status = _attempt(delivery, clinic, send)
        ended, attempts = monotonic(), attempts + 1
        rest = _rest_after(status, ended - began)
        with within(clinic):
            _let_rest(delivery.receiver, rest)  # first, as whoever changes a receiver takes it
            _write_down(delivery, status)
            is_over = rest is not None or ended > ends
            delivery = None if is_over else _claim(receiver)
        if rest is not None:
            return attempts, False
    return attempts, True


def _claim(receiver) -> Delivery | None:
    """The next delivery, urgent ones first, of those that are first of their record; ours until the lease is over."""
    of_record = Delivery.objects.filter(WAITING, receiver=OuterRef("receiver"), record=OuterRef("record"))
    # Not as NOT EXISTS: before a burst has statistics, PostgreSQL joins it by comparing each with all that wait.
    first_of_record = Subquery(of_record.order_by("message_id").values("message_id")[:1])
    free = _free().filter(
        _awake("receiver__"), message_id=first_of_record, receiver=receiver.pk, receiver__is_active=True
    )
    rows = free.select_related("message", "receiver").order_by("-is_urgent", "message_id")
    delivery = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if delivery is not None:
        delivery.claimed_until = timezone.now() + LEASE
        delivery.attempts += 1
        delivery.save(update_fields=["claimed_until", "attempts"])
    return delivery


def _attempt(delivery, clinic, send) -> int | str:
    """The status of the answer, or a word where there was none."""
    receiver, now = delivery.receiver, timezone.now()
    body = body_of(delivery, clinic)
    try:
        headers = signed(_secrets_of(receiver, now), delivery.message.uuid, now, body)
        return send(receiver.url, {"Content-Type": "application/json", "User-Agent": "Afoot"} | headers, body)
    except NotReached as error:
        return error.why
    except Exception as error:
        log.error("%s was not sent: %s", delivery.uuid, type(error).__name__)
        return UNFORESEEN


def _secrets_of(receiver, now) -> list[str]:
    """The secret, and for a day after it was changed the one before it. One that does not open signs nothing."""
    is_changing = receiver.old_secret_until is not None and receiver.old_secret_until > now
    kept = [receiver.secret, receiver.old_secret] if is_changing else [receiver.secret]
    if not all(kept):
        raise NotReached("no-secret")
    return kept


def body_of(delivery: Delivery, clinic: Clinic) -> bytes:
    """What happened to which record, and when. Whoever may know more asks for it."""
    message: OutboxMessage = delivery.message
    named = {"clinic": clinic.slug}
    if message.event == TESTED:
        named["receiver"] = str(message.subject)
    elif message.event in OF_A_REVIEW:
        named["review"] = str(message.subject)
    if message.event != TESTED and not (message.event in OF_A_REVIEW and delivery.record == message.subject):
        named["intake"] = str(delivery.record)
    return msgspec.json.encode({"type": message.event, "timestamp": message.created_at, "data": named})


def _write_down(delivery, status) -> None:
    is_answer = isinstance(status, int)
    word = f"http-{status}" if is_answer else status
    if is_answer and 200 <= status < 300:
        _mark_delivered(delivery, word)
    else:
        _mark_failed(delivery, word)


def _rest_after(status, seconds) -> timedelta | None:
    """Of a receiver that gave no answer or is overloaded; one that is slow rests for as long as it took."""
    if status in OVERLOADED or (isinstance(status, str) and status != UNFORESEEN):
        return REST * uniform(0.5, 1)  # noqa: S311, no secret
    return timedelta(seconds=seconds) if seconds > PROMPT else None


def _let_rest(receiver, rest) -> None:
    rests_until = None if rest is None else timezone.now() + rest
    if rests_until != receiver.rests_until:
        WebhookReceiver.objects.filter(pk=receiver.pk).update(rests_until=rests_until)


def _mark_delivered(delivery, word) -> None:
    """Also where somebody else has claimed it meanwhile, or given it up: it has arrived."""
    Delivery.objects.filter(pk=delivery.pk).update(
        delivered_at=timezone.now(), dead_at=None, claimed_until=None, status=word
    )


def _mark_failed(delivery, word) -> None:
    """Let it wait, longer each time, or give it up. Where somebody else has claimed it, it is theirs."""
    now = timezone.now()
    is_given_up = delivery.attempts >= FEWEST_ATTEMPTS and now - delivery.waiting_since > OLDEST
    ours = Delivery.objects.filter(WAITING, pk=delivery.pk, attempts=delivery.attempts)
    changed = ours.update(
        claimed_until=None,
        status=word,
        next_attempt_at=now + wait_after(delivery.attempts, is_urgent=delivery.is_urgent),
        dead_at=now if is_given_up else None,
    )
    log.warning("%s %s: %s, attempt %d", delivery.message.event, delivery.uuid, word, delivery.attempts)
    if changed and is_given_up:
        on_dead(delivery)


def wait_after(attempts: int, *, is_urgent: bool) -> timedelta:
    """Twice as long each time, up to a limit; somewhat less by chance, so that not all come back at once."""
    longest = LONGEST_URGENT_WAIT if is_urgent else LONGEST_WAIT
    doubled = FIRST_WAIT * 2 ** min(attempts - 1, 20)
    return min(doubled, longest) * uniform(0.5, 1)  # noqa: S311, no secret


def _sound_late() -> None:
    """Of urgent deliveries that wait too long, whoever or whatever they wait for, people are told once."""
    now = timezone.now()
    is_waiting_long = is_late("waiting_since", now, now - LATE)
    late = Delivery.objects.filter(is_waiting_long, WAITING, is_urgent=True, alarmed_at=None)
    for delivery in late.select_related("message").select_for_update(skip_locked=True, of=("self",)):
        delivery.alarmed_at = timezone.now()
        delivery.save(update_fields=["alarmed_at"])
        on_late(delivery)


def on_dead(delivery: Delivery) -> None:
    """A message was given up: nobody outside knows of it until a person sends it again."""
    alarms.sound("dead-message", delivery.message.uuid, delivery.clinic)


def on_late(delivery: Delivery) -> None:
    """An emergency has not reached a receiver in time."""
    alarms.sound("emergency-undelivered", delivery.message.uuid, delivery.clinic)
