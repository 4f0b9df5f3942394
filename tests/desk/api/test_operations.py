"""docs/openapi.json held against the server: each operation is called, each answer validated."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from httpx2 import Response
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

from reckoner.reports.desk.api.document import as_json
from reckoner.reports.desk.api.operation import Operation
from reckoner.reports.desk.api.registry import OPERATIONS
from reckoner.reports.desk.desk import Desk, now_utc
from reckoner.reports.modules.taking import take_file
from reckoner.reports.sources.take import Receipt
from tests.desk.api.calling import NAME, Program, place, program
from tests.desk.at_desk import Browser, Clock
from tests.worked_example import ROOT, edit
from tools.openapi import PLACE

FILE = json.loads(PLACE.read_text("utf-8"))
ONE = f"/drafts/{NAME}"
REASON = "The paper is that of last year."
SOLVED = "crimes_solved"
TABLE = ROOT / "data/crimes_solved/solved.csv"


def declared(operation: Operation) -> dict[str, Any]:
    path = re.sub(r":path\}", "}", operation.path)
    found: dict[str, Any] = FILE["paths"][path][operation.method.lower()]
    return found


def checked(operation: Operation, answer: Response) -> Any:
    """The answer, once it is what the file says of this operation and status."""
    told = declared(operation)["responses"]
    media = answer.headers["content-type"].split(";")[0]
    if str(answer.status_code) in told:
        content = told[str(answer.status_code)]["content"]
    else:
        assert answer.status_code >= 400, answer.text
        content = FILE["components"]["responses"]["Problem"]["content"]
    if "*/*" in content:
        return answer.content
    schema = {**content[media]["schema"], "components": FILE["components"]}
    Draft202012Validator(schema).validate(answer.json())
    return answer.json()


def test_the_file_in_docs_is_what_the_server_tells(shared: Desk) -> None:
    assert PLACE.read_bytes() == as_json(), "run: python -m tools.openapi"
    assert Program(shared).get("/openapi.json") == FILE
    validate(FILE)


def test_each_operation_is_in_the_file_with_a_sentence_and_its_scope() -> None:
    known = {each["operationId"]: each for path in FILE["paths"].values() for each in path.values()}
    assert known.keys() == {each.name for each in OPERATIONS}
    for each in OPERATIONS:
        assert known[each.name]["summary"].endswith("."), each.name
        assert known[each.name]["security"] == [{"token": [each.scope] if each.scope else []}]


LISTS = [each for each in OPERATIONS if each.method == "GET" and "limit" in each.given.model_fields]
READS = [
    each for each in OPERATIONS if each.method == "GET" and each not in LISTS and "{job}" not in each.path
]


@pytest.mark.parametrize("operation", READS, ids=lambda each: each.name)
def test_what_is_read_is_as_the_file_says(operation: Operation, shared: Desk) -> None:
    query = {"period": "2025"} if operation.name == "getValue" else {}
    answer = program(shared, "read").call("GET", place(operation), params=query)
    if operation.name == "getValue":
        newest = re.search(r"newest periods are ([^,]+)", answer.json()["todo"])
        assert newest
        answer = program(shared, "read").call("GET", place(operation), params={"period": newest[1]})
    assert answer.status_code == 200, answer.text
    assert checked(operation, answer)


@pytest.mark.slow
@pytest.mark.parametrize("operation", LISTS, ids=lambda each: each.name)
def test_a_list_comes_in_parts_that_make_the_whole(operation: Operation, shared: Desk) -> None:
    caller, where = program(shared, "read"), place(operation)
    whole, parts, after = caller.get(where, limit=200)["items"], [], ""
    for _ in range(min(len(whole), 40) + 1):
        answer = caller.call("GET", where, params={"limit": 1, "after": after})
        part = checked(operation, answer)
        parts += part["items"]
        after = part["next"]
        if after is None:
            break
    assert parts == whole[: len(parts)]
    assert len(parts) == min(len(whole), 41) or after is None
    nowhere = caller.call("GET", where, params={"after": "nobody", "limit": 1})
    assert (nowhere.status_code, bool(checked(operation, nowhere)["todo"])) == (400, True)


WRONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("unknown field", {"json": {"strange": 1}}),
    ("no object", {"json": []}),
    ("no JSON", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
    ("not UTF-8", {"content": b'{"a": "\xff"}', "headers": {"Content-Type": "application/json"}}),
    ("half a character", {"content": b'{"reason": "\\ud800 and more than ten"}'}),
    ("no number", {"content": b'{"job": NaN}'}),
    ("deep", {"content": b'{"a":' * 5000 + b"1" + b"}" * 5000}),
    ("twice", {"content": b'{"reason": "ten letters or more", "reason": "ten letters or more"}'}),
    ("huge", {"content": b'{"reason": "' + b"x" * (2**20 + 1) + b'"}'}),
    (
        "too long",
        {"json": {"reason": "x" * 2001, "text": "x" * 5001, "edition": "x" * 301, "channel": "x" * 301}},
    ),
    ("control", {"json": dict.fromkeys(("reason", "text", "edition", "channel"), "ten letters\x00or more")}),
    ("a form", {"data": {"reason": "ten letters or more"}}),
    ("wrong kind", {"json": {name: {"a": 1} for name in ("reason", "text", "edition", "channel", "job")}}),
    ("in the address", {"json": {}, "params": {"reason": "ten letters or more"}}),
)
ACTS = [each for each in OPERATIONS if each.method == "POST" and not each.file]


@pytest.mark.parametrize(("what", "sent"), WRONG, ids=[what for what, _ in WRONG])
def test_what_can_t_be_used_is_refused_with_the_reason(what: str, sent: dict[str, Any], shared: Desk) -> None:
    caller, before = program(shared), len(shared.history.rows())
    media = {"Content-Type": "application/json"} if "content" in sent else {}
    for operation in ACTS:
        headers = {**media, **sent.get("headers", {}), "If-Match": f'"{shared.draft(NAME).digest}"'}
        answer = caller.call("POST", place(operation), **{**sent, "headers": headers})
        assert answer.status_code in (400, 413, 415), (operation.name, answer.status_code, answer.text)
        assert checked(operation, answer)["todo"]
    assert len(shared.history.rows()) == before
    assert shared.jobs.newest() == []


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.file], ids=lambda each: each.name)
def test_a_form_without_one_file_is_refused(operation: Operation, shared: Desk) -> None:
    caller, where = program(shared), place(operation)
    file = ("a.csv", b"a,b\n1,2\n")
    cases: tuple[dict[str, Any], ...] = (
        {"data": {"sender": "x"}, "files": {"other": file}},
        {"files": [("file", file), ("file", file)]},
        {"files": {"file": file}, "data": {"strange": "x"}},
        {"files": {"file": file}, "data": {"sender": ["x", "y"], "draft": ["x", "y"]}},
        {"content": b"--x\r\nno form", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
        {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
    )
    for sent in cases:
        answer = caller.call("POST", where, **sent)
        assert answer.status_code == 400, answer.text
        assert checked(operation, answer)["detail"]
    answer = caller.call("POST", where, json={})
    assert answer.status_code == 415
    answer = caller.call("POST", where, content=b"x", headers={"Content-Length": str(33 * 2**20)})
    assert answer.status_code == 413


HOSTILE = (
    "%2e%2e",
    "..%2f..%2foffice.yaml",
    "%00",
    "a" * 3000,
    "' or 1=1 --",
    "\u202e",
    "%ff",
    "1" * 40,
)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_an_address_that_leads_nowhere_is_said_to_be_missing(operation: Operation, shared: Desk) -> None:
    parts = re.findall(r"\{(\w+)(?::path)?\}", operation.path)
    caller = program(shared)
    for strange in HOSTILE if parts else ():
        where = re.sub(r"\{(\w+)(?::path)?\}", strange.replace("\\", ""), operation.path)
        headers = {"If-Match": '"x"'}
        body: dict[str, Any] = dict.fromkeys(("reason", "text", "edition", "channel"), "ten letters or more")
        body |= {"job": 1, "sure": True, "words": "x", "file": "x"}
        sent: dict[str, Any] = {
            "json": {key: body[key] for key in operation.given.model_fields if key in body}
        }
        if operation.file:
            sent = {"files": {"file": ("a.csv", b"a\n")}}
        if operation.method == "GET":
            sent = {"params": {"period": "2025"} if "period" in operation.given.model_fields else {}}
        answer = caller.call(operation.method, where, headers=headers, **sent)
        assert answer.status_code in (404, 409, 422), (strange, answer.status_code, answer.text[:300])
        assert answer.headers["content-type"] == "application/problem+json"
        assert "Traceback" not in answer.text


def operation_named(name: str) -> Operation:
    return next(each for each in OPERATIONS if each.name == name)


def test_a_month_by_programs(desk: Desk) -> None:
    """Built, commented, rejected, built again, approved by a person, carried out, withdrawn."""
    robot = program(desk, lasts=timedelta(days=366))
    begun = robot.call("POST", "/publications/panel-paper/builds", json={"edition": "2025-11", "again": True})
    assert (begun.status_code, begun.headers["location"]) == (202, "/api/v1/jobs/1")
    checked(operation_named("build"), begun)
    assert (
        "under way" in robot.post("/publications/panel-paper/builds", 409, {"edition": "2025-11"})["detail"]
    )
    desk.jobs.wait(1, 180)
    assert isinstance(desk.clock, Clock)
    desk.clock.now = now_utc()  # as the process that built had it
    job = checked(operation_named("getJob"), robot.call("GET", "/jobs/1"))
    assert (job["state"], job["draft"]) == ("done", "panel-paper/2025-11/draft-002")
    assert checked(operation_named("listJobs"), robot.call("GET", "/jobs"))["items"][0]["job"] == 1
    assert desk.history.rows()[-1].user == "desk:system"
    assert (
        checked(operation_named("cancelJob"), robot.call("POST", "/jobs/1/cancel"))["detail"]
        == "it has ended"
    )

    said = robot.call("POST", f"{ONE}/comments", json={"text": "Is <b>this</b> right?"})
    assert (said.status_code, checked(operation_named("comment"), said)["person"]) == (201, "system")
    digest = robot.call("GET", ONE).headers["etag"].strip('"')
    assert digest == desk.draft(NAME).digest
    rejected = robot.post(f"{ONE}/rejection", body={"reason": REASON}, match=digest)
    assert rejected["state"] == "rejected"
    assert "token" in desk.history.rows()[-1].details["how"]

    second = "/drafts/panel-paper/2025-11/draft-002"
    digest = robot.get(second)["hash"]
    refused = robot.post(f"{second}/deliveries", 409, {"channel": "shelf"}, match=digest)
    assert "Approve it first" in refused["todo"]
    person = Browser(desk).sign_in("chief-executive")
    person.post(f"{second}/approve", hash=digest)
    looked = robot.post(f"{second}/deliveries", 200, {"channel": "shelf", "dry_run": True}, match=digest)
    assert (looked["state"], desk.history.rows()[-1].what) == ("foreseen", "approved")
    done = robot.call(
        "POST", f"{second}/deliveries", json={"channel": "shelf"}, headers={"If-Match": f'"{digest}"'}
    )
    assert checked(operation_named("deliver"), done)["state"] == "new"
    assert robot.post(f"{second}/deliveries", 200, {"channel": "shelf"}, match=digest)["state"] == "there"
    assert robot.get(second)["out"]
    robot.post(f"{second}/withdrawal", 400, {"reason": REASON}, match=digest)
    gone = robot.call(
        "POST", f"{second}/withdrawal", json={"reason": REASON, "sure": True},
        headers={"If-Match": f'"{digest}"'},
    )  # fmt: skip
    assert REASON in " ".join(checked(operation_named("withdraw"), gone)["notice"])
    told = [each["what"] for each in robot.get("/history")["items"]]
    assert told == ["built", "rejected", "approved", "claimed", "delivered", "withdrawn"]
    last = robot.get("/history", after="5")
    assert [each["number"] for each in last["items"]] == [6]


def test_what_is_said_of_a_draft_is_bound_to_it(desk: Desk) -> None:
    robot = program(desk)
    there = robot.post(f"{ONE}/comments", 201, {"text": "Sure?", "anchor": "crimes solved from"})
    assert "crimes solved from" in there["anchor"]
    nowhere = robot.post(f"{ONE}/comments", 400, {"text": "Sure?", "anchor": "said by nobody"})
    assert "no paragraph or figure" in nowhere["detail"]
    assert "any version" in robot.post(f"{ONE}/rejection", 428, {"reason": REASON}, match="*")["detail"]


def test_a_table_is_tried_and_then_taken_in(desk: Desk) -> None:
    robot = program(desk, "take")
    declared_as = desk.root / "data/crimes_solved/module.yaml"
    edit(declared_as, lambda text: text.replace("kind: kept", "kind: snapshot"))
    own = desk.root / "data/crimes_solved/solved.csv"
    take_file(desk.root, SOLVED, own, Receipt(date(2025, 11, 20), "the force"))
    new = TABLE.read_bytes().replace(b"8665", b"8700")
    sent = robot.call(
        "POST", "/modules/crimes_solved/trials", data={"sender": "the force"},
        files={"file": ("solved.csv", new)},
    )  # fmt: skip
    number = checked(operation_named("tryTable"), sent)["job"]
    desk.jobs.wait(number, 180)
    reader = program(desk, "read")
    tried = reader.get(f"/jobs/{number}")
    assert tried["state"] == "done", tried
    assert any("8665" in line or "8700" in line for line in tried["result"]["changes"])
    assert (desk.root / "data/crimes_solved/solved.csv").read_bytes() == TABLE.read_bytes()
    robot.post("/modules/road_safety/takings", 404, {"job": number})
    taken = robot.call("POST", "/modules/crimes_solved/takings", json={"job": number})
    assert checked(operation_named("takeTable"), taken)["written"]
    assert (desk.root / "data/crimes_solved/solved.csv").read_bytes() == new
    robot.post("/modules/crimes_solved/takings", 409, {"job": 99})


@pytest.mark.slow
def test_a_document_is_checked(shared: Desk) -> None:
    caller = program(shared, "check")
    words = b"Crimes rose from 100 to 150, a rise of 20%."
    answer = caller.call("POST", "/checks", files={"file": ("a.txt", words)})
    told = checked(operation_named("checkDocument"), answer)
    assert told["errors"]
    assert "50" in told["findings"][0]["computed"]
    held = caller.call("POST", "/checks", data={"draft": NAME}, files={"file": ("a.txt", words)})
    assert held.status_code == 200
    strange = caller.call("POST", "/checks", files={"file": ("a.pdf", b"%PDF-1.7 no")})
    assert strange.status_code == 422
    assert checked(operation_named("checkDocument"), strange)["faults"]


@pytest.mark.parametrize("named", [NAME, f"newsletter/{NAME}", "newsletter/x/panel-paper/2025-11", "nothing"])
def test_a_token_for_one_publication_neither_reaches_nor_hears_of_another(shared: Desk, named: str) -> None:
    caller = program(shared, "check", "read", publications=("newsletter",))
    words = {"file": ("a.txt", b"Crimes rose from 100 to 150.")}
    answer = caller.call("POST", "/checks", data={"draft": named}, files=words)
    assert answer.status_code == 409
    assert "panel-paper" not in answer.json()["todo"]
    for path in ("/drafts/newsletter/2025-11/draft-001", "/publications/newsletter/editions/2025-12/words"):
        assert "panel-paper" not in caller.call("GET", path).text
    assert "panel-paper" not in str(caller.get("/drafts", 404, publication="panel-paper")["todo"])


@pytest.mark.parametrize(("field", "status"), [("state", 400), ("publication", 404)])
def test_a_list_narrowed_by_what_is_not_there_is_no_empty_list(shared: Desk, field: str, status: int) -> None:
    program(shared, "read").get("/drafts", status, **{field: "nonsense"})


def test_a_field_that_is_not_there_is_named(shared: Desk) -> None:
    [fault] = program(shared, "read").get("/drafts", 400, colour="red")["faults"]
    assert (fault["what"], fault["where"]) == ("there is no such field here", "field colour")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.exe", "a.sh", "a.json"])
def test_a_text_called_by_another_kind_is_refused_with_the_kinds_that_are_read(
    shared: Desk, name: str
) -> None:
    files = {"file": (name, b"Crimes rose from 100 to 150, a rise of 20%.")}
    answer = program(shared, "check").call("POST", "/checks", files=files)
    assert answer.status_code == 422
    told = checked(operation_named("checkDocument"), answer)
    assert name[1:] in told["detail"]
    assert ".docx" in told["todo"]


def test_a_file_comes_byte_by_byte_with_its_hash(shared: Desk) -> None:
    caller = program(shared, "read")
    for file in caller.get(ONE)["files"]:
        answer = caller.call("GET", f"{ONE}/files/{file['name']}")
        assert answer.content == shared.draft(NAME).read(file["name"])
        assert answer.headers["etag"] == f'"{file["sha256"]}"'


def test_a_correction_needs_something_that_is_out(shared: Desk) -> None:
    body = {"edition": "2025-11", "reason": REASON}
    told = program(shared).post("/publications/panel-paper/corrections", 409, body)
    assert "is out" in told["detail"]
    assert checked(
        operation_named("runAgain"), program(shared).call("POST", "/runs/panel-paper/2025-11/again")
    )
