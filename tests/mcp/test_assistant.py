"""``reckoner mcp`` in a process of its own, asked by the SDK's own client."""

from __future__ import annotations

import os
import pwd
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import TextContent

from reckoner.reports.desk.proposals import all_of
from reckoner.reports.mcp.server import TOOLS
from tests.desk.at_desk import Browser, Clock, desk_of, give_passphrases, house_with_paper, lightly_hashed
from tests.worked_example import ROOT, edit

DRAFT = "panel-paper/2025-11/draft-001"
PLACE = {"publication": "panel-paper", "edition": "2025-11"}
USER = pwd.getpwuid(os.getuid()).pw_name


@pytest.fixture(scope="module", autouse=True)
def light_hashing() -> Iterator[None]:
    with lightly_hashed():
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with a draft; whoever runs the tests is its policy officer."""
    house = house_with_paper(tmp_path_factory.mktemp("mcp") / "house")
    me = ("{id: policy,", f"{{id: policy, user: {USER},")
    edit(house / "office.yaml", lambda text: text.replace(*me, 1))
    give_passphrases(house)
    return house


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "house")
    return tmp_path / "house"


def asking(house: Path, ask: Callable[[Client], Awaitable[None]]) -> None:
    """Have an assistant's client ask a server that it starts."""
    words = ["-m", "reckoner", "mcp", "--house", str(house)]
    server = StdioServerParameters(command=sys.executable, args=words, cwd=str(ROOT))

    async def go() -> None:
        with Path(os.devnull).open("w") as silent:
            async with Client(stdio_client(server, silent)) as client:
                await ask(client)

    anyio.run(go)


async def told(client: Client, tool: str, **given: object) -> Any:
    answer = await client.call_tool(tool, given)
    assert not answer.is_error, answer.content
    return answer.structured_content


async def refused(client: Client, tool: str, **given: object) -> str:
    answer = await client.call_tool(tool, given)
    assert answer.is_error, answer.structured_content
    [said] = answer.content
    assert isinstance(said, TextContent)
    return said.text


@pytest.mark.slow
def test_an_assistant_reads_figures_drafts_and_words(house: Path) -> None:
    async def ask(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {each.name for each in tools} == set(TOOLS)
        assert not [name for name in TOOLS if "approv" in name or "deliver" in name or "build" in name]
        assert all(each.description and each.output_schema for each in tools)
        known = await told(client, "list_publications")
        assert "panel-paper" in [each["publication"] for each in known["items"]]
        assert (await told(client, "list_drafts"))["items"][0]["draft"] == DRAFT
        assert (await told(client, "get_draft", draft=DRAFT))["files"]
        assert "items" in await told(client, "list_findings", draft=DRAFT)
        figures = (await told(client, "list_figures", draft=DRAFT, limit=200))["items"]
        assert any(each["printed"] == "8,665" and each["sources"] for each in figures)
        found = (await told(client, "search_measures", search="crimes solved"))["items"]
        assert "crimes_solved.solved" in [each["name"] for each in found]
        measure = await told(client, "get_measure", name="crimes_solved.solved")
        period = measure["values"][0]["period"]
        one = await told(client, "get_value", name="crimes_solved.solved", period=period)
        assert one == measure["values"][0]
        files = [each["file"] for each in (await told(client, "list_words", **PLACE))["items"]]
        words = await told(client, "read_words", **PLACE, file=files[1])
        assert "{{" in words["words"]
        names = await told(client, "list_placeholders", **PLACE, search="solved")
        assert any(each["prints"] == "8,665" for each in names["items"])
        assert "items" in await told(client, "list_missing")
        checked = await told(client, "check_text", text="It rose from 100 to 150, a rise of 20%.")
        assert checked["errors"]
        assert "there is no draft" in await refused(
            client, "get_draft", draft="panel-paper/2025-11/draft-999"
        )
        assert "list_drafts" in await refused(client, "get_draft", draft="office.yaml")
        assert "Search for it" in await refused(client, "get_measure", name="no.such")

    asking(house, ask)


def section(house: Path) -> tuple[str, str]:
    """A section that names a figure: its file and the words in it."""
    for path in sorted((house / "content/panel-paper/2025-11").glob("*.md")):
        text = path.read_text("utf-8")
        if "{{ crimes_solved.solved }}" in text:
            return path.name, text.split("---\n", 2)[2]
    raise AssertionError


@pytest.mark.slow
def test_words_with_typed_digits_are_refused_with_the_name_to_write(house: Path) -> None:
    name, words = section(house)
    before = (house / "content/panel-paper/2025-11" / name).read_bytes()

    async def ask(client: Client) -> None:
        typed = f"{words}\n\nThe Constabulary solved 8,665 crimes in this time.\n"
        said = await refused(client, "propose_words", **PLACE, file=name, text=typed)
        assert "8,665 is typed, and a measure holds it" in said
        assert "{{ crimes_solved.solved" in said
        nowhere = f"{words}\n\nSome 4,242 people wrote to us.\n"
        said = await refused(client, "propose_words", **PLACE, file=name, text=nowhere)
        assert "it is in no table and no fact" in said
        broken = f"{words}\n\nThere were {{{{ no.such }}}} of them.\n"
        assert "no.such" in await refused(client, "propose_words", **PLACE, file=name, text=broken)
        assert "has no file" in await refused(client, "propose_words", **PLACE, file="../x.md", text="x")
        assert (await told(client, "list_proposals"))["items"] == []

    asking(house, ask)
    assert (house / "content/panel-paper/2025-11" / name).read_bytes() == before


def proposed(house: Path, words: str, name: str) -> None:
    async def ask(client: Client) -> None:
        done = await told(client, "propose_words", **PLACE, file=name, text=words, note="Plainer")
        assert (done["state"], done["person"]) == ("open", "policy")

    asking(house, ask)


@pytest.mark.slow
def test_a_person_sees_what_a_proposal_changes_and_saves_it_and_neither_can_approve(house: Path) -> None:
    name, words = section(house)
    path = house / "content/panel-paper/2025-11" / name
    before = path.read_text("utf-8")
    new = f"{words.rstrip()}\n\nThat is {{{{ crimes_solved.solved }}}} in all, as an assistant put it.\n"
    proposed(house, new, name)
    assert path.read_text("utf-8") == before
    desk = desk_of(house, Clock())
    browser = Browser(desk).sign_in("communications")
    assert "Plainer" in browser.get("/proposals")
    page = browser.get("/proposals/1")
    assert "+That is {{ crimes_solved.solved }} in all, as an assistant put it." in page
    reader = Browser(desk).sign_in("reader")
    assert "Accept these words" not in reader.get("/proposals/1")
    assert "no right to write" in reader.post("/proposals/1/accept", 400)
    assert browser.post("/proposals/1/accept").startswith("/write/panel-paper/2025-11/words/")
    assert "as an assistant put it" in path.read_text("utf-8")
    assert path.read_text("utf-8").split("---\n")[1] == before.split("---\n")[1]
    edited = [row.user for row in desk.history.rows() if row.what == "edited"]
    assert edited == ["desk:policy", "desk:communications"]
    assert "settled already" in browser.post("/proposals/1/accept", 400)
    assert "settled already" in browser.post("/proposals/1/refuse", 400, reason="late")


@pytest.mark.slow
def test_a_proposal_for_words_that_changed_since_is_not_saved_over_them(house: Path) -> None:
    name, words = section(house)
    path = house / "content/panel-paper/2025-11" / name
    proposed(house, f"{words.rstrip()}\n\nOne sentence more.\n", name)
    edit(path, lambda text: f"{text}\nSomebody wrote this.\n")
    desk = desk_of(house, Clock())
    browser = Browser(desk).sign_in("communications")
    assert "changed by somebody else" in browser.post("/proposals/1/accept", 400)
    assert [each.state for each in all_of(desk)] == ["open"]
    assert "Somebody wrote this." in path.read_text("utf-8")
    assert "Say why" in browser.post("/proposals/1/refuse", 400, reason=" ")
    browser.post("/proposals/1/refuse", reason="It is old <now>.")
    assert "It is old &lt;now&gt;." in browser.get("/proposals/1")


@pytest.mark.slow
def test_commands_list_show_accept_and_refuse(house: Path) -> None:
    from typer.testing import CliRunner

    from reckoner.reports.cli.main import app

    def run(*words: str) -> str:
        answer = CliRunner().invoke(app, ["proposals", *words, "--house", str(house)])
        return answer.output + str(answer.exception or "")

    name, words = section(house)
    assert "Nothing is proposed" in run("list")
    proposed(house, f"{words.rstrip()}\n\nOne sentence more.\n", name)
    proposed(house, f"{words.rstrip()}\n\nAnother sentence.\n", name)
    assert "open, from policy" in run("list")
    assert "+One sentence more." in run("show", "1")
    assert "holds the proposed words" in run("accept", "1")
    assert "changed by somebody else" in run("accept", "2")
    assert "refused" in run("refuse", "2", "--reason", "The other is better.")
    assert "no proposal" in run("show", "99")
    assert [each.state for each in all_of(desk_of(house, Clock()))] == ["refused", "accepted"]


def test_nobody_of_the_office_has_no_assistant(house: Path) -> None:
    edit(house / "office.yaml", lambda text: text.replace(f"user: {USER},", "", 1))
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "reckoner", "mcp", "--house", str(house)],
        cwd=ROOT, input="", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "nobody in office.yaml" in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [
        ("get_draft", {}, "draft: it is missing"),
        ("list_drafts", {"limit": 0}, "limit: input should be greater than or equal to 1"),
        ("list_missing", {"colour": "red"}, "list_missing takes no colour."),
        ("list_drafts", {"publication": "nonsense"}, "there is no publication 'nonsense'"),
    ],
)
def test_a_wrong_value_is_named_in_a_sentence(
    house: Path, tool: str, given: dict[str, Any], said: str
) -> None:
    async def ask(client: Client) -> None:
        answer = await client.call_tool(tool, given)
        assert answer.is_error
        [content] = answer.content
        assert isinstance(content, TextContent)
        assert said in content.text
        assert "http" not in content.text

    asking(house, ask)
