"""No name of a column or lookup, and no text of a statement, ever comes from whoever calls."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUERIES = {
    *(
        "filter",
        "exclude",
        "get",
        "get_or_create",
        "update_or_create",
        "create",
        "update",
        "annotate",
        "aggregate",
    ),
    *("alias", "order_by", "values", "values_list", "only", "defer", "distinct", "Q", "When", "F", "extra"),
}
NAMES_BY_VARIABLE = {  # the modules that name columns by what they read elsewhere, and where they read it
    "intake.access": "which address a caller's verb goes by",
    "intake.actions.belonging": "the tables themselves",
    "intake.actions.credentials": "who holds a credential",
    "intake.actions.reviews": "the columns of the list",
    "intake.actions.rotating_keys": "the tables themselves",
    "intake.api.views.intakes": "COLUMNS, by parameters that were read strictly",
    "intake.api.views.reviews": "status and tier, by their own names",
    "intake.api.views.staff": "COLUMNS, by parameters that were read strictly",
    "intake.audit.sealing": "the columns of the chain",
    "intake.audit.verifying": "the columns of the chain",
    "intake.clock": "the column since which something waits",
    "intake.gate.paging": "the order that the view gives",
    "intake.models.answers": "the questions",
    "intake.models.tenancy": "the field's own name",
    "intake.outbox.delivering": "one of two columns",
    "intake.reports.core_set": "the questions",
    "intake.reports.intakes": "the core set",
    "intake.reports.periods": "the moment that the report gives",
    "intake.reports.rules": "columns of its own",
    "intake.triage.sql.filters": "the questions",
}
SAID_BY_A_CALLER = {"data", "GET", "POST", "query_params", "headers", "META", "COOKIES", "body"}


def trees():
    for top in ("clinic", "intake"):
        for path in sorted(ROOT.glob(f"{top}/**/*.py")):
            if path.parent.name != "migrations":
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts), ast.parse(path.read_text())


def called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""


def names_by_variable(node) -> bool:
    """Whether a query takes its names from somewhere: `**wanted`, `*columns`, or a name that is no plain text."""
    if called(node) not in QUERIES:
        return False
    unpacked = any(word.arg is None for word in node.keywords) or any(
        isinstance(a, ast.Starred) for a in node.args
    )
    return unpacked or (
        called(node) in ("F", "order_by") and not all(isinstance(a, ast.Constant) for a in node.args)
    )


def reads_a_caller(node) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr in SAID_BY_A_CALLER for part in ast.walk(node))


def test_only_the_listed_name_columns_by_variable_and_none_by_what_a_caller_sent():
    nodes = [(module, node) for module, tree in trees() for node in ast.walk(tree) if names_by_variable(node)]

    assert {module for module, _ in nodes} == NAMES_BY_VARIABLE.keys()
    assert [(module, node.lineno) for module, node in nodes if reads_a_caller(node)] == []


def test_nobody_writes_sql_into_a_query_set():
    found = [
        (module, node.lineno)
        for module, tree in trees()
        for node in ast.walk(tree)
        if called(node) in ("extra", "raw", "RawSQL")
    ]
    assert found == []


def test_columns_that_a_parameter_stands_for_are_written_down():
    from intake.api.urls import urlpatterns

    views = {pattern.callback.view_class for pattern in urlpatterns}
    tables = {view.__name__: view.COLUMNS for view in views if hasattr(view, "COLUMNS")}

    assert tables.keys() >= {"Intakes", "Audit"}
    for view in views:
        columns = getattr(view, "COLUMNS", None)
        assert columns is None or columns.keys() == view.FILTERS.keys() - {"cursor"}, view


def test_a_planted_one_is_seen():
    planted = ast.parse("IntakeRecord.objects.filter(**request.data)").body[0].value
    assert names_by_variable(planted)
    assert reads_a_caller(planted)
    assert names_by_variable(ast.parse("rows.order_by(request.GET['sort'])").body[0].value)
    assert not names_by_variable(ast.parse("rows.filter(pk=request.data['id']).order_by('pk')").body[0].value)
