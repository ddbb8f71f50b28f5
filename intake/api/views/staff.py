"""Signing in and out, tablets, the clinic's settings and its audit trail."""

from django.contrib.auth import authenticate
from rest_framework.response import Response

from intake import audit
from intake.access import one, visible_to
from intake.actions import clinics, credentials
from intake.api import resources, shapes
from intake.api.describe import describe
from intake.errors import NoCredential, SecondFactorRequired, SignInRefused
from intake.gate import etag, paging, query, sign_in
from intake.gate.credentials import audit_refusal_hourly
from intake.gate.door import Door
from intake.gate.permissions import PUBLIC
from intake.gate.strict_json import read
from intake.models import Clinic
from intake.models import Device as DeviceRow


class SignIn(Door):
    acts = {"post": PUBLIC}
    limits = {"post": "sign_in"}
    authentication_classes = []

    @describe(takes=shapes.SignIn, answers=shapes.Token)
    def post(self, request):
        """Trade user name, password and code for a bearer token of one clinic and role. Five misses lock the name."""
        sent = read(request.data, shapes.SignIn)
        user = authenticate(request, username=sent.username, password=sent.password)
        try:
            if user is not None:
                sign_in.require_second_factor(user, sent.otp)
            token, membership = credentials.sign_in(user, sent.clinic, sent.role or "")
        except (SignInRefused, SecondFactorRequired):
            credentials.audit_refused_sign_in(sent.username, sent.clinic)
            raise
        sign_in.forgive(request, user)
        return Response(shapes.Token(token=token, clinic=membership.clinic.slug, role=membership.role))


class SignOut(Door):
    acts = {"post": "see_oneself"}

    @describe(takes=shapes.Nothing, answers=shapes.Nothing)
    def post(self, request):
        """End this bearer token."""
        read(request.data, shapes.Nothing)
        credentials.sign_out(request.auth, by=request.user)
        return Response(shapes.Nothing())


class Me(Door):
    acts = {"get": "see_oneself"}
    of_no_patient = {"get"}

    @describe(answers=shapes.Me)
    def get(self, request):
        """Who this token stands for."""
        by = request.user
        return Response(shapes.Me(kind=by.kind, id=by.id, role=by.role, clinic=by.clinic.slug))


class Devices(Door):
    acts = {"get": "enrol_device"}
    of_no_patient = {"get"}
    FILTERS = {"cursor": query.cursor}

    @describe(answers=shapes.Devices, filters=FILTERS)
    def get(self, request):
        """The clinic's tablets."""
        rows, following = paging.page(request, visible_to(request.user, DeviceRow), "pk")
        return Response(shapes.Devices(results=[resources.device(row) for row in rows], next=following))


class Device(Door):
    acts = {"put": "enrol_device", "get": "enrol_device"}
    of_no_patient = {"get"}

    @describe(takes=shapes.DeviceName, answers=shapes.DeviceShown, created=True)
    def put(self, request, device_id):
        """Announce a tablet and get the one-time code that enrols it, good for ten minutes."""
        name = read(request.data, shapes.DeviceName).name
        row, is_new, code = credentials.add_device(device_id, name, by=request.user)
        return Response(resources.device(row, code), status=201 if is_new else 200)

    @describe(answers=shapes.DeviceShown)
    def get(self, request, device_id):
        """Read a tablet."""
        return Response(resources.device(one(visible_to(request.user, DeviceRow), uuid=device_id)))


class RevokeDevice(Door):
    acts = {"post": "enrol_device"}

    @describe(takes=shapes.Nothing, answers=shapes.DeviceShown)
    def post(self, request, device_id):
        """Refuse this tablet from the next request on. Harmless to repeat."""
        read(request.data, shapes.Nothing)
        return Response(resources.device(credentials.revoke_device(device_id, by=request.user)))


class EnrolDevice(Door):
    acts = {"post": PUBLIC}
    limits = {"post": "code"}
    authentication_classes = []

    @describe(takes=shapes.EnrolmentCode, answers=shapes.Token)
    def post(self, request):
        """Trade a one-time code for the tablet's token."""
        code = read(request.data, shapes.EnrolmentCode).code
        try:
            token, device = credentials.enrol_device(code)
        except NoCredential:
            audit_refusal_hourly("enrolment_code", code)
            raise
        return Response(shapes.Token(token=token, clinic=device.clinic.slug, role="device"))


class ClinicSettings(Door):
    acts = {"get": "set_clinic", "patch": "set_clinic"}
    of_no_patient = {"get"}

    @describe(answers=shapes.ClinicShown, tagged=True)
    def get(self, request):
        """The clinic's settings, with every threshold, its limits and what another value costs."""
        clinic = request.user.clinic
        if etag.is_known(request, clinic.version):
            return etag.not_modified(clinic.version)
        return etag.tagged(Response(resources.clinic(clinic)), clinic.version)

    @describe(takes=shapes.ClinicChange, answers=shapes.ClinicShown, matched=True)
    def patch(self, request):
        """Change settings; later intakes are judged by them, past verdicts stay."""
        version = etag.required(request)
        changes = read(request.data, shapes.ClinicChange).given()
        clinic: Clinic = clinics.set_clinic(version, changes, by=request.user)
        return etag.tagged(Response(resources.clinic(clinic)), clinic.version)


class Audit(Door):
    acts = {"get": "read_audit"}
    FILTERS = {"from": query.instant, "before": query.instant, "cursor": query.cursor}
    COLUMNS = {"from": "at__gte", "before": "at__lt"}

    @describe(answers=shapes.Trail, filters=FILTERS)
    def get(self, request):
        """The audit trail, newest first: who did what to which record, without clinical content."""
        wanted = {self.COLUMNS[name]: value for name, value in self.asked.items() if name != "cursor"}
        found = audit.trail(request.user).filter(**wanted)
        rows, following = paging.page(request, found, "pk", newest_first=True)
        audit.record(request.user, "audit-read", "audit")
        return Response(shapes.Trail(results=[resources.audit_line(row) for row in rows], next=following))
