"""Each filing writes every index of its tables: none begins another, and every reference has one."""

import pytest
from django.apps import apps
from django.db import connection, models

from intake.models import ReleasedVersion
from intake.models.tenancy import ClinicOwned

OWNED = sorted(
    (model for model in apps.get_app_config("intake").get_models() if issubclass(model, ClinicOwned)),
    key=lambda model: model.__name__,
)
each_model = pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)

pytestmark = pytest.mark.django_db


def indexes_of(model):
    """The columns of each index of the table, by its name; those with a condition are left out."""
    partial = {
        each.name
        for each in (*model._meta.indexes, *model._meta.constraints)
        if getattr(each, "condition", None)
    }
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return {
        name: (tuple(each["columns"]), each["unique"])
        for name, each in found.items()
        if (each["index"] or each["unique"]) and name not in partial
    }


@each_model
def test_no_index_is_the_beginning_of_another(model):
    indexes = indexes_of(model)

    assert indexes
    assert [
        (name, other)
        for name, (columns, is_unique) in indexes.items()
        for other, (more, _) in indexes.items()
        if name != other and not is_unique and more[: len(columns)] == columns
    ] == []


@each_model
def test_what_refers_to_something_is_found_by_it(model):
    beginnings = {columns[0] for columns, _ in indexes_of(model).values()}

    assert {
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is not ReleasedVersion
    } <= beginnings
