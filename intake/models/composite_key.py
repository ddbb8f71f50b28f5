"""A reference by more than one column, which Django's own references cannot say."""

from collections.abc import Sequence

from django.db.models.constraints import BaseConstraint


class CompositeKey(BaseConstraint):
    """A foreign key of `columns` to the columns `referred` of `table`, which are unique there.

    Names the parent's table, not its model, so that it survives SQLite's rebuilding of a table.
    """

    def __init__(self, *, columns: Sequence[str], table: str, referred: Sequence[str], name: str):
        self.columns, self.table, self.referred = tuple(columns), table, tuple(referred)
        super().__init__(name=name)

    def constraint_sql(self, model, schema_editor):
        quote = schema_editor.quote_name
        own, referred = (", ".join(map(quote, names)) for names in (self.columns, self.referred))
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({own}) "
            f"REFERENCES {quote(self.table)} ({referred}) DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model, schema_editor):
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model, instance, exclude=None, using=None):
        """The database alone knows; nothing to check in Python."""

    def deconstruct(self):
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "columns": self.columns, "table": self.table, "referred": self.referred}

    def __eq__(self, other):
        return isinstance(other, CompositeKey) and self.deconstruct() == other.deconstruct()

    __hash__ = None
