"""A query that only reads: one SELECT, alone or after WITH, as a parser of the database's own SQL sees it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from reckoner.reports.errors import InputError, Place

if TYPE_CHECKING:
    from sqlglot import exp

_TODO = "Write one SELECT, with WITH before it where you need it."
# SQLAlchemy's names of databases, where sqlglot has another.
_DIALECTS = {"postgresql": "postgres", "mariadb": "mysql", "mssql": "tsql"}
_NAME = re.compile(r"[A-Za-z_][\w$]*")
# Functions that reach files, other servers or the session itself, in the databases that have them.
_REACHING = re.compile(
    r"pg_(read|ls|stat|file|logdir|rotate|reload|terminate|cancel|advisory|promote|create|drop|switch|log|notify)"
    r"\w*|lo_\w+|dblink\w*|set_config|setval|nextval|query_to_\w+|table_to_\w+|cursor_to_\w+|schema_to_\w+"
    r"|database_to_\w+|xpath_table|load_extension|readfile|writefile|edit|fts3_tokenizer|load_file|sys_exec"
    r"|sys_eval|system\$\w+|external_query|remote_query|read_files|http_request|ai_\w+|reflect|java_method|xp_\w+|sp_\w+|openrowset|opendatasource|openquery|utl_\w+|dbms_\w+|httpuritype|benchmark",
    re.IGNORECASE,
)


def require_reading(query: str, database: str, place: Place) -> None:
    """Refuse a query that does anything but read. ``database`` is its kind as SQLAlchemy names it.

    Raises InputError, with what stands in its way.
    """
    if said := _objection(query, database):
        raise InputError(f"the query is refused: {said}", place, _TODO)


def _objection(query: str, database: str) -> str:
    import sqlglot  # here, because few builds ask a database
    from sqlglot import exp

    known = {dialect.value for dialect in sqlglot.Dialects}
    dialect = _DIALECTS.get(database, database)
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # what it can't read is said by us
    try:
        statements = sqlglot.parse(query, read=dialect if dialect in known else "")
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError) as problem:
        return f"it can't be read as SQL{_where(problem)}"
    found = [statement for statement in statements if statement is not None]
    if len(found) != 1:
        return f"it holds {len(found) or 'no'} statements"
    if not isinstance(found[0], exp.Query) or isinstance(found[0], exp.DML):
        return f"it begins with {_word(found[0])}"
    return next((said for node in found[0].walk() if (said := _forbidden(node))), "")


def _forbidden(node: exp.Expr) -> str:
    """What is wrong with a part of a query, or nothing."""
    from sqlglot import exp

    match node:
        case exp.Into():
            return "INTO writes a table"
        case exp.Lock():
            return "FOR UPDATE or FOR SHARE locks rows"
        case (
            exp.Insert() | exp.Update() | exp.Delete() | exp.Merge() | exp.DDL() | exp.Command() | exp.Copy()
        ):
            return f"{_word(node)} stands in it"
        case exp.Anonymous() if not _NAME.fullmatch(node.name):
            return f"{node.name!r} is no plain name of a function"
        case exp.Anonymous() if _REACHING.fullmatch(node.name):
            return f"the function {node.name} does more than read tables"
        case exp.Dot() if isinstance(node.expression, exp.Func) and (package := _reaching(node)):
            return f"the package {package} does more than read tables"
    return ""


def _reaching(node: exp.Dot) -> str:
    """The package of a function, where it is one of those: UTL_HTTP.REQUEST."""
    from sqlglot import exp

    names = (part.name for part in node.this.find_all(exp.Identifier))
    return next((name for name in names if _REACHING.fullmatch(name)), "")


def _word(node: exp.Expr) -> str:
    from sqlglot import exp

    return str(node.this).upper() if isinstance(node, exp.Command) else type(node).__name__.upper()


def _where(problem: Exception) -> str:
    """The line and column at which the parser gave up, where it says so."""
    for found in getattr(problem, "errors", ()):
        return f" at its line {found.get('line')}, column {found.get('col')}"
    return ""
