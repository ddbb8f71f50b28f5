"""The clinician's worklist and reviews, the front desk's queue, and what was set aside."""

from rest_framework.response import Response

from intake import audit
from intake.access import one, visible_to
from intake.actions import reviews, set_aside
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.gate import etag, paging, query
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.models import AskNowTask, IntakeRecord
from intake.models import Review as ReviewRow
from intake.models.review import STATUSES
from intake.triage.rules.rule import TIERS

COPIES = 10  # on a page: each may be as large as a body may be


def _shown(request, row: ReviewRow) -> Response:
    """The case as it stands now: a look at it, also where the act itself was done before and leaves no line."""
    audit.look(request.user, "review-read", row.uuid, subjects=[row.record.submission_id])
    return etag.tagged(Response(resources.review(row)), resources.review_tag(row))


class Worklist(Door):
    acts = {"get": "see_worklist"}
    FILTERS = {"status": query.choice(*STATUSES), "tier": query.choice(*TIERS), "cursor": query.cursor}

    @describe(answers=shapes.Worklist, filters=FILTERS)
    def get(self, request):
        """Flagged cases: not fully assessed first, then by tier, then by waiting. Open ones unless `status` says."""
        wanted = {"status": self.asked.get("status", "open")}
        if "tier" in self.asked:
            wanted["tier"] = self.asked["tier"]
        found = reviews.worklist(request.user).filter(**wanted)
        rows, following = paging.page(request, found, "place", "pk")
        audit.record(
            request.user, "worklist-read", "worklist", subjects=[row.record.submission_id for row in rows]
        )
        return Response(shapes.Worklist(results=[resources.review(row) for row in rows], next=following))


class Review(Door):
    acts = {"get": "review"}

    @describe(answers=shapes.ReviewShown, tagged=True)
    def get(self, request, review_id):
        """Read a review."""
        row = one(visible_to(request.user, ReviewRow), uuid=review_id)
        tag = resources.review_tag(row)
        if etag.is_known(request, tag):
            return etag.not_modified(tag)
        audit.record(request.user, "review-read", review_id, subjects=[row.record.submission_id])
        return etag.tagged(Response(resources.review(row)), tag)


class Acknowledge(Door):
    acts = {"post": "review"}

    @describe(takes=shapes.Nothing, answers=shapes.ReviewShown, matched=True)
    def post(self, request, review_id):
        """Say that a clinician has seen the case, as it was read. Harmless to repeat."""
        version = etag.required(request)
        read(request.data, shapes.Nothing)
        return _shown(request, reviews.acknowledge_review(review_id, version, by=request.user))


class Refer(Door):
    acts = {"post": "review"}

    @describe(takes=shapes.ReferralRequest, answers=shapes.ReferralShown, matched=True, conflicts=True)
    def post(self, request, review_id):
        """Request a spinal evaluation, once per review however often it is sent. Read the case again to close it.

        Where the case has become more urgent since, it is requested anew, of a case that was read and acknowledged as
        it is now: the same request gets the greater urgency, and the note stands below the one before.
        """
        version = etag.required(request)
        note = read(request.data, shapes.ReferralRequest).note
        referral = reviews.refer_review(review_id, version, note, by=request.user)
        audit.look(request.user, "referral-read", review_id)
        return Response(resources.shown(shapes.ReferralShown, referral))


class Close(Door):
    acts = {"post": "review"}

    @describe(takes=shapes.Closing, answers=shapes.ReviewShown, matched=True, conflicts=True)
    def post(self, request, review_id):
        """Close the case, as it was read, with an outcome for each flag on it, and a note. Harmless to repeat.

        What is `undecided` stays so: where an emergency is among it, staff go on being told to ask.
        """
        version = etag.required(request)
        sent = read(request.data, shapes.Closing)
        closed = reviews.close_review(review_id, version, sent.outcomes, sent.note, by=request.user)
        return _shown(request, closed)


class Queue(Door):
    acts = {"get": "see_queue"}
    FILTERS = {"cursor": query.cursor}

    @describe(answers=shapes.Queue, filters=FILTERS)
    def get(self, request):
        """The process of each intake, newest first: who, since when, whether an emergency, what to ask now.

        First come the patients with questions to ask now, and what was set aside.
        """
        found = (
            visible_to(request.user, IntakeRecord)
            .select_related("patient")
            .prefetch_related("reviews", "ask_now_tasks")
        )
        rows, following = paging.page(request, found, "pk", newest_first=True)
        tasks = visible_to(request.user, AskNowTask).filter(settled_at=None).order_by("-opened_at")
        asked = list(found.filter(pk__in=tasks.values("record")[: paging.PAGE]).order_by("-pk"))
        waiting = set_aside.waiting(request.user).values_list("submission_id", flat=True).distinct()
        told = dict.fromkeys(row.submission_id for row in (*asked, *rows))
        audit.record(request.user, "queue-read", "queue", subjects=[*told])
        return Response(
            shapes.Queue(
                ask_now=[resources.queue_entry(row) for row in asked],
                results=[resources.queue_entry(row) for row in rows],
                next=following,
                set_aside=list(waiting[: paging.PAGE]),
            )
        )


class SetAsides(Door):
    acts = {"get": "settle_set_aside"}
    FILTERS = {"cursor": query.cursor}

    @describe(answers=shapes.SetAsides, filters=FILTERS)
    def get(self, request):
        """What could not be filed and waits for a person.

        A copy under an id that was used before with other content, or what a tablet sent that was refused: then
        `received` has it as text, just as it came, and nothing of it stands under `answers` or was judged.
        `is_filed` says whether an intake stands under its id now.
        """
        rows, following = paging.page(request, set_aside.waiting(request.user), "pk", most=COPIES)
        audit.record(
            request.user, "set-aside-read", "set-aside", subjects=[row.submission_id for row in rows]
        )
        return Response(shapes.SetAsides(results=[resources.set_aside(row) for row in rows], next=following))


class SettleSetAside(Door):
    acts = {"post": "settle_set_aside"}

    @describe(takes=shapes.Nothing, answers=shapes.Nothing)
    def post(self, request, copy_id):
        """Say that a person has dealt with a copy. Harmless to repeat."""
        read(request.data, shapes.Nothing)
        set_aside.settle(copy_id, by=request.user)
        return Response(shapes.Nothing())
