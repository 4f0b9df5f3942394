"""The OpenAPI 3.1 description of /api/v1, made from the table of operations and their models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reckoner.reports.desk.api.operation import Operation
from reckoner.reports.desk.api.problems import MEDIA, Problem
from reckoner.reports.desk.api.registry import OPERATIONS
from reckoner.reports.desk.tokens import SCOPES

_REF = "#/components/schemas/{model}"
_PART = re.compile(r"\{(\w+)(?::path)?\}")
_ABOUT = (
    "Read and act by JSON what the desk's pages show and do. Every call brings a token: docs/api.md. "
    "Approving and waiving need a person who has just signed in, and are not here."
)


@cache
def as_json() -> bytes:
    """The file."""
    return (json.dumps(document(), indent=1, ensure_ascii=False) + "\n").encode()


def document() -> dict[str, Any]:
    """The description as data."""
    models = [(each, "validation") for each in _given()] + [(each, "serialization") for each in _answers()]
    _, schemas = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Reckoner", "version": "1", "description": _ABOUT},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": dict(_paths()),
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"token": _scheme()},
            "responses": {"Problem": _problem()},
        },
    }


def _given() -> list[type[BaseModel]]:
    return list(dict.fromkeys(each.given for each in OPERATIONS if each.method != "GET" and not each.file))


def _answers() -> list[type[BaseModel]]:
    return [*dict.fromkeys(each.answer for each in OPERATIONS if each.answer), Problem]


def _scheme() -> dict[str, str]:
    scopes = "; ".join(f"{name}: {opens}" for name, (opens, _) in SCOPES.items())
    return {"type": "http", "scheme": "bearer", "description": f"A token of the desk. Scopes are {scopes}."}


def _problem() -> dict[str, Any]:
    return {"description": "Why it was not done", "content": {MEDIA: {"schema": _ref(Problem)}}}


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _paths() -> Iterator[tuple[str, dict[str, Any]]]:
    paths: dict[str, dict[str, Any]] = {}
    for each in OPERATIONS:
        path = _PART.sub(r"{\1}", each.path)
        paths.setdefault(path, {})[each.method.lower()] = _operation(each)
    yield from paths.items()


def _operation(each: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.about,
        "security": [{"token": [each.scope] if each.scope else []}],
        "parameters": [*_in_path(each), *_in_query(each), *_in_headers(each)],
        "responses": {str(each.status): _answer(each), "default": {"$ref": "#/components/responses/Problem"}},
    }
    if each.method != "GET":
        told["requestBody"] = _body(each)
    return told


def _in_path(each: Operation) -> Iterator[dict[str, Any]]:
    for match in _PART.finditer(each.path):
        yield {"name": match[1], "in": "path", "required": True, "schema": {"type": "string"}}


def _in_query(each: Operation) -> Iterator[dict[str, Any]]:
    if each.method == "GET":
        schema = each.given.model_json_schema()
        for name, kind in schema.get("properties", {}).items():
            yield {
                "name": name,
                "in": "query",
                "required": name in schema.get("required", ()),
                "schema": kind,
            }


def _in_headers(each: Operation) -> Iterator[dict[str, Any]]:
    if each.bound:
        about = "The ETag of the draft as it was read."
        yield {
            "name": "If-Match", "in": "header", "required": True, "description": about,
            "schema": {"type": "string"},
        }  # fmt: skip


def _body(each: Operation) -> dict[str, Any]:
    own: Mapping[str, Any] = each.given.model_json_schema()
    if not each.file:
        content = {"application/json": {"schema": _ref(each.given)}}
        return {"required": bool(own.get("required")), "content": content}
    schema = {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}, **own.get("properties", {})},
        "required": ["file"],
        "additionalProperties": False,
    }
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def _answer(each: Operation) -> dict[str, Any]:
    if each.answer is None:
        schema: dict[str, Any] = {"type": "string", "format": "binary"}
        return {"description": "The bytes of the file", "content": {"*/*": {"schema": schema}}}
    about = (each.answer.__doc__ or each.answer.__name__).strip().split("\n")[0]
    return {"description": about, "content": {"application/json": {"schema": _ref(each.answer)}}}
