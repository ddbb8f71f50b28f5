"""Everything belongs to one clinic, and neither a query nor a reference crosses to another."""

import ast
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from clinic.roles import as_owner
from intake.access import across_clinics, among, visible_to, within
from intake.errors import NotAllowed, OutsideClinic
from intake.models import AuditEntry, AuditSeal, Clinic, Credential, IntakeRecord, Membership, Patient
from intake.models.tenancy import ClinicOwned, SameClinic
from tests.actions.given import WELL, file, filed
from tests.conftest import employ
from tests.models.everything import fill, kept_by_clinic

ROOT = Path(__file__).parent.parent.parent

# What stands outside the clinics, with every column, so that a new one is looked at before it is let in.
OURS_OUTSIDE = {
    "clinic": {
        "id",
        "slug",
        "name",
        "time_zone",
        "languages",
        "parameters",
        "emergency_minutes",
        "retention_years",
        "version",
        "is_demo",
        "reconciled_at",
    },
    "user": {
        "id",
        "uuid",
        "username",
        "password",
        "first_name",
        "last_name",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
        "date_joined",
    },
    "user_groups": {"id", "user_id", "group_id"},
    "user_user_permissions": {"id", "user_id", "permission_id"},
    "membership": {"id", "user_id", "clinic_id", "role"},
    "credential": {
        "id",
        "kind",
        "secret_hash",
        "clinic_id",
        "role",
        "membership_id",
        "device_id",
        "created_at",
        "expires_at",
        "holder",
        "revoked_at",
    },
    "limitcounter": {"id", "caller", "calls_in", "calls"},
    "releasedversion": {"id", "digest", "kind", "body", "released_at"},
}
OTHERS_OUTSIDE = {
    "account.emailaddress",
    "account.emailconfirmation",
    "mfa.authenticator",
    "auth.group",
    "auth.group_permissions",
    "auth.permission",
    "contenttypes.contenttype",
    "sessions.session",
    "admin.logentry",
    "axes.accessattempt",
    "axes.accessattemptexpiration",
    "axes.accessfailurelog",
    "axes.accesslog",
}

MAY_LOOK_ACROSS = {"intake/health/checks.py", "intake/actions/rescreening/__init__.py"}
MAY_USE_THE_PLAIN_MANAGER = {
    "intake/access.py",
    "intake/triage/sql/filters.py",
}  # the latter for injuries of a record
MAY_SPEAK_SQL = {
    "clinic/backups/making.py",
    "clinic/backups/manifest.py",
    "clinic/backups/postgresql.py",
    "clinic/roles.py",
    "intake/actions/credentials.py",
    "intake/actions/rescreening/differences.py",
    "intake/audit/sealing.py",
    "intake/durability.py",
    "intake/gate/limits.py",
    "intake/management/commands/migrate.py",
    "intake/models/insert.py",
    "intake/models/row_security.py",
    "intake/models/triggers.py",
    "intake/models/unhurried.py",
}
MAY_ENTER_A_CLINIC = {"intake/access.py"}

each_model = pytest.mark.parametrize("model", kept_by_clinic(), ids=lambda model: model.__name__)
CONSTRAINTS = [
    (model, constraint)
    for model in apps.get_models()
    for constraint in model._meta.constraints
    if isinstance(constraint, SameClinic)
]


# Who stands where


def test_what_stands_outside_the_clinics_is_exactly_this_and_says_nothing_of_patients():
    outside = set(apps.get_models(include_auto_created=True)) - set(kept_by_clinic())
    ours = {model for model in outside if model._meta.app_label == "intake"}
    assert {
        model._meta.model_name: {field.attname for field in model._meta.concrete_fields} for model in ours
    } == OURS_OUTSIDE
    assert {model._meta.label_lower for model in outside - ours} == OTHERS_OUTSIDE


@pytest.mark.django_db
def test_there_is_no_table_but_those():
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert {*connection.introspection.table_names()} == known | {"django_migrations"}


def test_whatever_belongs_to_a_clinic_says_so():
    owned = {model for model in kept_by_clinic() if issubclass(model, ClinicOwned)}
    assert {model for model in apps.get_models() if issubclass(model, ClinicOwned)} == owned
    assert set(kept_by_clinic()) - owned == {
        AuditEntry,
        AuditSeal,
    }  # no foreign keys, so that it outlives its clinic


def test_every_reference_within_a_clinic_is_held_by_the_database():
    unheld = [
        f"{model.__name__}.{field.name}"
        for model in [*kept_by_clinic(), Credential]
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, (ClinicOwned, Membership))
        and field.column not in {constraint.column for owner, constraint in CONSTRAINTS if owner is model}
    ]
    assert unheld == []


def test_every_unique_address_within_a_clinic_includes_it():
    loose = [
        f"{model.__name__}: {constraint.name}"
        for model in kept_by_clinic()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and {"clinic", "clinic_id"}.isdisjoint(constraint.fields)
    ]
    loose += [
        f"{model.__name__}.{field.name}"
        for model in kept_by_clinic()
        for field in model._meta.concrete_fields
        if field.unique and not field.primary_key
    ]
    assert loose == []


# Queries


@each_model
def test_no_row_is_asked_for_outside_of_a_clinic(model):
    for ask in (
        model.objects.all,
        model.objects.count,
        model.objects.first,
        lambda: model.objects.filter(pk=1),
        lambda: model.objects.create(),
        lambda: model.objects.bulk_create([]),
    ):
        with pytest.raises(OutsideClinic):
            ask()


@pytest.mark.django_db
def test_inside_a_clinic_only_its_own_rows_are_seen(north, south):
    ours, theirs = fill(north), fill(south)
    for clinic, own, other in ((north, ours, theirs), (south, theirs, ours)):
        with within(clinic):
            for model in kept_by_clinic():
                keys = set(model.objects.values_list("pk", flat=True))
                assert own[model] in keys
                assert other[model] not in keys
                assert set(model.objects.values_list("clinic_id", flat=True)) == {clinic.pk}


@pytest.mark.django_db
def test_what_hangs_on_a_row_is_not_asked_for_outside_of_its_clinic(ada):
    record = filed(ada, WELL)
    for ask in (record.assessments.count, record.flags.all, record.past_revisions.first):
        with pytest.raises(OutsideClinic):
            ask()


@pytest.mark.django_db
def test_leaving_a_clinic_leaves_it_whatever_happened(north, south):
    with within(north):
        with within(south):
            assert not Patient.objects.exists()
        with pytest.raises(ZeroDivisionError), within(south):
            raise ZeroDivisionError
        Patient.objects.count()
    with pytest.raises(OutsideClinic):
        Patient.objects.count()


@pytest.mark.django_db
def test_an_actor_sees_nothing_inside_another_clinic_than_their_own(ada, south):
    with within(south), pytest.raises(NotAllowed):
        visible_to(ada.actor, IntakeRecord)
    with pytest.raises(NotAllowed):
        visible_to(ada.actor, IntakeRecord)


@pytest.mark.django_db
def test_looking_across_clinics_is_possible_where_it_is_asked_for_by_name(ada, dee, north, south):
    file(ada, WELL), file(dee, WELL)
    for clinics, records in (([north, south], 2), ([south], 1), ([], 0)):
        with among(clinics):
            assert across_clinics(IntakeRecord).count() == records
    with pytest.raises(OutsideClinic):
        across_clinics(IntakeRecord)


@cache
def nodes_by_module():
    paths = chain(ROOT.glob("intake/**/*.py"), ROOT.glob("clinic/**/*.py"))
    return {str(path.relative_to(ROOT)): list(ast.walk(ast.parse(path.read_text()))) for path in paths}


def modules_that(uses):
    """The modules in which some node is such a use."""
    return {module for module, nodes in nodes_by_module().items() if any(map(uses, nodes))}


def is_called(node, name):
    called = node.func if isinstance(node, ast.Call) else None
    return name == getattr(called, "id", getattr(called, "attr", None))


def is_attribute(node, *names):
    return isinstance(node, ast.Attribute) and node.attr in names


def test_only_the_listed_look_across_clinics_or_past_the_manager():
    assert modules_that(lambda node: is_called(node, "across_clinics")) == MAY_LOOK_ACROSS
    assert modules_that(lambda node: is_attribute(node, "_base_manager")) == MAY_USE_THE_PLAIN_MANAGER
    assert (
        modules_that(
            lambda node: is_called(node, "cursor") or is_called(node, "raw") or is_called(node, "RawSQL")
        )
        == MAY_SPEAK_SQL
    )
    sets_the_clinic = modules_that(
        lambda node: (
            is_attribute(node, "set")
            and isinstance(node.value, ast.Name)
            and node.value.id == "current_clinic"
        )
    )
    assert sets_the_clinic == MAY_ENTER_A_CLINIC


# References


def refused_by_the_database(model, column, value, key):
    """Whether the database turns away this one change of a row; by the owner, from whom no row is hidden."""
    statement = f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s'
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [value, key])
    except IntegrityError:
        return True
    return False


def fill_outside_too(clinic):
    """A row of everything, and what sign-in reads: somebody's place with a token, and a tablet's token."""
    rows = fill(clinic)
    employ(clinic, f"clinician {clinic}", "clinician")
    place, token = Membership.objects.get(clinic=clinic), Credential.objects.get(clinic=clinic, role="device")
    return rows | {Membership: place.pk, Credential: token.pk}


def crossing(north, south):
    """Point a child of the south at a parent of the north, by each constraint in turn; gives those let through."""
    ours, keys = fill_outside_too(north), fill_outside_too(south)
    parents = {model._meta.db_table: key for model, key in ours.items()}
    with as_owner():
        return [
            constraint.name
            for model, constraint in CONSTRAINTS
            if not refused_by_the_database(model, constraint.column, parents[constraint.table], keys[model])
        ]


@pytest.mark.django_db(transaction=True)
def test_no_child_hangs_on_another_clinics_parent(north, south):
    assert CONSTRAINTS
    assert crossing(north, south) == []


@pytest.mark.django_db(transaction=True)
def test_no_parent_leaves_its_children_for_another_clinic(north, south):
    ours = fill_outside_too(north)
    parents = {constraint.table for _, constraint in CONSTRAINTS}
    with as_owner():
        left = [
            model.__name__
            for model, key in ours.items()
            if model._meta.db_table in parents
            and not refused_by_the_database(model, "clinic_id", south.pk, key)
        ]
    assert left == []


@pytest.mark.django_db(transaction=True)
def test_references_survive_the_rebuilding_of_every_table(north, south):
    # given every table rebuilt, as SQLite does for each change of a constraint
    spare = models.CheckConstraint(condition=models.Q(id__gte=0), name="spare")
    for model in [*kept_by_clinic(), Credential, Membership]:
        if model not in (AuditEntry, AuditSeal):
            with as_owner(), connection.schema_editor() as editor:
                editor.add_constraint(model, spare)
                editor.remove_constraint(model, spare)

    # then they hold as before
    assert crossing(north, south) == []


@pytest.mark.django_db(transaction=True)
def test_a_reference_within_the_clinic_stands(north):
    fill(north)
    assert Clinic.objects.count() == 1
    with within(north):
        one, two = Patient.objects.get(), IntakeRecord.objects.get()
        other = Patient.objects.create(clinic=north, uuid=two.submission_id, created_at=one.created_at)
        assert not refused_by_the_database(Patient, "merged_into_id", other.pk, one.pk)
        assert not refused_by_the_database(IntakeRecord, "patient_id", other.pk, two.pk)
