"""The body of a call: JSON, or a form with a file in it."""

from __future__ import annotations

from urllib.parse import parse_qs

from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from reckoner.reports.desk.api import problems
from reckoner.reports.desk.api.letting_in import Refused
from reckoner.reports.desk.api.operation import Operation
from reckoner.reports.desk.api.problems import answer, answer_to
from reckoner.reports.desk.api.reading import LARGEST, Invalid, of_json, of_query
from reckoner.reports.desk.call import Upload

LARGEST_FILE = 32 * 2**20
_FORM, _JSON = "multipart/form-data", "application/json"


def small(request: Request, operation: Operation) -> None:
    """Raises Refused where a body is too large, or its length isn't said."""
    length = request.headers.get("content-length", "0" if request.method == "GET" else "")
    if not length.isascii() or not length.isdecimal():
        raise Refused(answer(problems.LENGTH, "its length is not said", "Send Content-Length."))
    most = LARGEST_FILE if operation.file else LARGEST
    if int(length[:20]) > most:
        detail = f"it is larger than {most // 2**20} MB"
        raise Refused(answer(problems.LARGE, detail, "Send less, or take it in by command."))


async def read(request: Request, operation: Operation) -> tuple[BaseModel, Upload | None]:
    """What was sent. Raises Refused."""
    try:
        if operation.method == "GET":
            query = parse_qs(request.url.query, keep_blank_values=True, max_num_fields=100)
            return of_query(operation.given, query), None
        if request.url.query:
            raise Invalid("an act takes nothing from the address", todo="Send it in the body.")
        if operation.file:
            return await _read_form(request, operation)
        _require_media(request, _JSON)
        return of_json(operation.given, await request.body()), None
    except Invalid as problem:
        raise Refused(answer_to(problem, problems.INVALID)) from None
    except ValueError:  # more parts than anybody sends
        raise Refused(answer(problems.INVALID, "it can't be read", "Send less.")) from None


def _require_media(request: Request, wanted: str) -> None:
    given = request.headers.get("content-type", "").split(";")[0].strip().lower()
    nothing = request.headers.get("content-length") == "0"
    if given != wanted and not (nothing and not given):
        detail = f"it was sent as {given[:60] or 'nothing that is said'}"
        raise Refused(answer(problems.MEDIA_TYPE, detail, f"Send it as {wanted}."))


async def _read_form(request: Request, operation: Operation) -> tuple[BaseModel, Upload]:
    _require_media(request, _FORM)
    form: dict[str, list[str]] = {}
    files: list[Upload] = []
    try:
        async with request.form(max_files=2, max_fields=20, max_part_size=2**16) as sent:
            for name, value in sent.multi_items():
                if isinstance(value, UploadFile):
                    if name != "file":
                        raise Invalid(f"there is no file {name[:40]!r}", todo="Send it as `file`.")
                    files.append(Upload(value.filename or "file", await value.read()))
                else:
                    form.setdefault(name, []).append(value)
    except HTTPException:
        raise Invalid("the form can't be read", todo=f"Send it as {_FORM}.") from None
    if len(files) != 1:
        raise Invalid(f"{len(files)} files were sent, and one is wanted", todo="Send one, as `file`.")
    return of_query(operation.given, form), files[0]
