"""How a migration expands a table on which a clinic works, on either database.

On PostgreSQL nobody waits for what takes long. SQLite, which has one lock for everything, does the plain thing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import migrations

from intake.models.composite_key import CompositeKey
from intake.models.unhurried import unhurried

# Whoever waits for a table makes all others wait behind. And where a caller and a migration wait for each other, the
# migration is to give up: after a second (`deadlock_timeout`) PostgreSQL would choose, and may end the caller.
BRIEFLY = "500ms"


class AddIndexConcurrently(migrations.AddIndex):
    """Make an index beside those who write; alone in a migration with `atomic = False`, so that it may be repeated."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        with waiting_in_nobodys_way(schema_editor):
            self._drop(schema_editor)  # what was stopped half-way is there, and no good
            model = to_state.apps.get_model(app_label, self.model_name)
            schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        with waiting_in_nobodys_way(schema_editor):
            self._drop(schema_editor)

    def _drop(self, schema_editor):
        name = schema_editor.quote_name(self.index.name)
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")


class AddConstraintNotValid(migrations.AddConstraint):
    """Hold to it what is written from now on; `ValidateConstraint` looks at the rows that are there."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        self._lock_parent(schema_editor, "SHARE ROW EXCLUSIVE")
        schema_editor.execute(f"{self.constraint.create_sql(model, schema_editor)} NOT VALID", params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            self._lock_parent(schema_editor, "ACCESS EXCLUSIVE")
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def _lock_parent(self, schema_editor, mode):
        """First, as whoever writes does: in PostgreSQL's own order, child first, the two would wait for each other."""
        if isinstance(self.constraint, CompositeKey):
            schema_editor.execute(
                f"LOCK TABLE {schema_editor.quote_name(self.constraint.table)} IN {mode} MODE"
            )


class ValidateConstraint(migrations.RunSQL):
    """Look at the rows that are there, beside those who write; in a later migration than it was added in."""

    def __init__(self, table: str, name: str):
        self.table, self.name = table, name
        super().__init__(f'ALTER TABLE "{table}" VALIDATE CONSTRAINT "{name}"', migrations.RunSQL.noop)

    def deconstruct(self):
        return self.__class__.__qualname__, [self.table, self.name], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            with unhurried():
                super().database_forwards(app_label, schema_editor, from_state, to_state)


@contextmanager
def waiting_in_nobodys_way(schema_editor) -> Iterator[None]:
    """Others go on meanwhile, so it takes as long as the table is large and as the longest look or backup takes."""
    with unhurried():
        schema_editor.execute("SET lock_timeout = 0")
        try:
            yield
        finally:
            schema_editor.execute(f"SET lock_timeout = '{BRIEFLY}'")
