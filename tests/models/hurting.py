"""What a migration must not do to a table that has rows in it and a clinic that works on them, and why."""

import re
from io import StringIO

from django.core.management import call_command

FAULTS = {
    r'ALTER TABLE "(\w+)" ALTER COLUMN "\w+" TYPE': "rewrites the table under a lock",
    r'ALTER TABLE "(\w+)" ADD COLUMN "\w+" (?:(?!DEFAULT).)* NOT NULL': "has no value for the rows that are there",
    r'ALTER TABLE "(\w+)" ALTER COLUMN "\w+" DROP DEFAULT': "leaves older code without a value to insert",
    r'ALTER TABLE "(\w+)" ALTER COLUMN "\w+" SET NOT NULL': "reads the whole table under a lock",
    r'ALTER TABLE "(\w+)" ADD CONSTRAINT (?:(?!NOT VALID).)*$': "reads the whole table under a lock",
    r'CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)"?\w+"? ON "(\w+)"': "holds up writers while it is made",
    r'ALTER TABLE "(\w+)" DROP COLUMN': "takes away what older code still reads",
    r'ALTER TABLE "(\w+)" RENAME': "takes away what older code still reads",
    r'DROP TABLE "(\w+)"': "takes away what older code still reads",
}
SMALL = {  # a few rows for each clinic at the most
    "intake_clinic",
    "intake_credential",
    "intake_device",
    "intake_membership",
    "intake_releasedversion",
    "intake_user",
    "intake_webhookreceiver",
}


def statements(sql: str) -> list[str]:
    return [" ".join(each.split()) for each in re.sub(r"--.*", "", sql).split(";")]


def faults(sql: str) -> set[tuple[str, str]]:
    """Each statement that would hurt a table with rows: the table and why."""
    idle = SMALL | made_in(sql)
    return {
        (found[1], why)
        for each in statements(sql)
        for pattern, why in FAULTS.items()
        if (found := re.match(pattern, each)) and found[1] not in idle
    }


def stopped(sql: str) -> set[str]:
    """The busy tables that all others wait for until it ends; of two, somebody may hold one and wait for the other."""
    found = (re.match(r'ALTER TABLE "(\w+)" (?!VALIDATE)', each) for each in statements(sql))
    return {each[1] for each in found if each} - SMALL - made_in(sql)


def made_in(sql: str) -> set[str]:
    return {found[1] for each in statements(sql) if (found := re.match(r'CREATE TABLE "(\w+)"', each))}


def sql_of(name):
    out = StringIO()
    call_command("sqlmigrate", "intake", name, stdout=out, no_color=True)
    return out.getvalue()
