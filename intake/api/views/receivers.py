"""Webhook receivers: whom the clinic lets be told of events, and what became of each message."""

from msgspec import structs
from rest_framework.response import Response

from intake.access import one, visible_to
from intake.actions import receivers
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.gate import etag, paging, query
from intake.gate.door import Door
from intake.gate.strict_json import read
from intake.models import WebhookReceiver


class Receivers(Door):
    acts = {"get": "manage_receivers"}
    FILTERS = {"cursor": query.cursor}

    @describe(answers=shapes.Receivers, filters=FILTERS)
    def get(self, request):
        """The clinic's webhook receivers."""
        rows, following = paging.page(request, visible_to(request.user, WebhookReceiver), "pk")
        return Response(shapes.Receivers(results=[resources.receiver(row) for row in rows], next=following))


class Receiver(Door):
    acts = {"put": "manage_receivers", "get": "manage_receivers", "patch": "manage_receivers"}

    @describe(takes=shapes.ReceiverDetails, answers=shapes.ReceiverShown, created=True, conflicts=True)
    def put(self, request, receiver_id):
        """Add a receiver under an id that you choose, and read its secret this one time. Harmless to repeat."""
        details = structs.asdict(read(request.data, shapes.ReceiverDetails))
        row, is_new = receivers.add_receiver(receiver_id, details, by=request.user)
        shown = resources.receiver(row, secret=row.secret if is_new else None)
        return etag.tagged(Response(shown, status=201 if is_new else 200), row.version)

    @describe(answers=shapes.ReceiverShown, tagged=True)
    def get(self, request, receiver_id):
        """Read a receiver."""
        row = one(visible_to(request.user, WebhookReceiver), uuid=receiver_id)
        tag = etag.of(row.version, row.rests_until)
        if etag.is_known(request, tag):
            return etag.not_modified(tag)
        return etag.tagged(Response(resources.receiver(row)), tag)

    @describe(takes=shapes.ReceiverChange, answers=shapes.ReceiverShown, matched=True)
    def patch(self, request, receiver_id):
        """Change a receiver. Switching it off gives up what waits for it, which can be sent again later."""
        version = etag.required(request)
        changes = read(request.data, shapes.ReceiverChange).given()
        row = receivers.change_receiver(receiver_id, version, changes, by=request.user)
        return etag.tagged(Response(resources.receiver(row)), row.version)


class RotateSecret(Door):
    acts = {"post": "manage_receivers"}

    @describe(takes=shapes.Nothing, answers=shapes.ReceiverShown)
    def post(self, request, receiver_id):
        """Make a new secret and read it this one time. For 24 hours the old one signs too."""
        read(request.data, shapes.Nothing)
        row = receivers.rotate_secret(receiver_id, by=request.user)
        return Response(resources.receiver(row, secret=row.secret))


class TryReceiver(Door):
    acts = {"post": "manage_receivers"}

    @describe(takes=shapes.Nothing, answers=shapes.DeliveryShown, conflicts=True)
    def post(self, request, receiver_id):
        """Send a receiver a message that says nothing; its deliveries tell what became of it."""
        read(request.data, shapes.Nothing)
        return Response(resources.delivery(receivers.try_receiver(receiver_id, by=request.user)))


class Deliveries(Door):
    acts = {"get": "manage_receivers"}
    FILTERS = {"state": query.choice(*receivers.STATES), "cursor": query.cursor}

    @describe(answers=shapes.Deliveries, filters=FILTERS)
    def get(self, request, receiver_id):
        """What was, is and will be told to a receiver, newest first. With `state=dead`, what was given up."""
        found = receivers.deliveries(receiver_id, self.asked.get("state"), by=request.user)
        rows, following = paging.page(request, found, "pk", newest_first=True)
        return Response(shapes.Deliveries(results=[resources.delivery(row) for row in rows], next=following))


class Resend(Door):
    acts = {"post": "manage_receivers"}

    @describe(takes=shapes.Nothing, answers=shapes.DeliveryShown, conflicts=True)
    def post(self, request, delivery_id):
        """Send again what was given up, under the same id. What waits or has arrived stays as it is."""
        read(request.data, shapes.Nothing)
        return Response(resources.delivery(receivers.resend(delivery_id, by=request.user)))
