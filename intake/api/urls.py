"""The addresses of the REST API."""

from django.urls import path, register_converter
from django.urls.converters import UUIDConverter

from intake.api.documentation import Docs, Schema
from intake.api.views import (
    alarms,
    catalogue,
    erasure,
    intakes,
    patients,
    receivers,
    reports,
    rescreenings,
    reviews,
    staff,
)


class Id(UUIDConverter):
    """A UUID in either case: some tools print them in capitals."""

    regex = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"


register_converter(Id, "id")

urlpatterns = [
    path("schema/", Schema.as_view()),
    path("docs/", Docs.as_view()),
    path("sign-in/", staff.SignIn.as_view()),
    path("sign-out/", staff.SignOut.as_view()),
    path("me/", staff.Me.as_view()),
    path("questionnaire/", catalogue.Questionnaire.as_view()),
    path("questionnaire/<slug:version>/", catalogue.Questionnaire.as_view()),
    path("rules/", catalogue.Rules.as_view()),
    path("rules/<slug:version>/", catalogue.Rules.as_view()),
    path("assessments/", catalogue.Assessments.as_view()),
    path("intakes/", intakes.Intakes.as_view()),
    path("intakes/<id:submission_id>/", intakes.Intake.as_view()),
    path("intakes/<id:submission_id>/revisions/", intakes.Revisions.as_view()),
    path("intakes/<id:submission_id>/explanation/", intakes.Explanation.as_view()),
    path("intakes/<id:submission_id>/candidates/", intakes.Candidates.as_view()),
    path("intakes/<id:submission_id>/patient/", intakes.IntakePatient.as_view()),
    path("patients/", patients.Patients.as_view()),
    path("patients/search/", patients.PatientSearch.as_view()),
    path("patients/<id:patient_id>/", patients.Patient.as_view()),
    path("patients/<id:patient_id>/merge/", patients.Merge.as_view()),
    path("patients/<id:patient_id>/unmerge/", patients.Unmerge.as_view()),
    path("patients/<id:patient_id>/export/", erasure.Export.as_view()),
    path("patients/<id:patient_id>/hold/", erasure.Hold.as_view()),
    path("patients/<id:patient_id>/release/", erasure.Release.as_view()),
    path("patients/<id:patient_id>/erase/", erasure.Erase.as_view()),
    path("worklist/", reviews.Worklist.as_view()),
    path("queue/", reviews.Queue.as_view()),
    path("reviews/<id:review_id>/", reviews.Review.as_view()),
    path("reviews/<id:review_id>/acknowledge/", reviews.Acknowledge.as_view()),
    path("reviews/<id:review_id>/refer/", reviews.Refer.as_view()),
    path("reviews/<id:review_id>/close/", reviews.Close.as_view()),
    path("set-aside/", reviews.SetAsides.as_view()),
    path("set-aside/<int:copy_id>/settle/", reviews.SettleSetAside.as_view()),
    path("alarms/", alarms.Alarms.as_view()),
    path("alarms/<id:alarm_id>/seen/", alarms.Seen.as_view()),
    path("devices/", staff.Devices.as_view()),
    path("devices/enrol/", staff.EnrolDevice.as_view()),
    path("devices/<id:device_id>/", staff.Device.as_view()),
    path("devices/<id:device_id>/revoke/", staff.RevokeDevice.as_view()),
    path("receivers/", receivers.Receivers.as_view()),
    path("receivers/<id:receiver_id>/", receivers.Receiver.as_view()),
    path("receivers/<id:receiver_id>/rotate/", receivers.RotateSecret.as_view()),
    path("receivers/<id:receiver_id>/test/", receivers.TryReceiver.as_view()),
    path("receivers/<id:receiver_id>/deliveries/", receivers.Deliveries.as_view()),
    path("deliveries/<id:delivery_id>/resend/", receivers.Resend.as_view()),
    path("clinic/", staff.ClinicSettings.as_view()),
    path("audit/", staff.Audit.as_view()),
    path("rescreenings/", rescreenings.Rescreenings.as_view()),
    path("reports/rules/", reports.RulesReport.as_view()),
    path("reports/intakes/", reports.IntakesReport.as_view()),
]
