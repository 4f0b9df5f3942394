"""A meeting with papers: two of a small house, and one that the public may not have, in a house apart."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from reckoner.reports.build import build
from reckoner.reports.drafts.approval import Identity, approve
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.pack.pack import Pack, make_pack
from reckoner.reports.pack.plan import Asked
from reckoner.reports.settings.house import read_house
from tests.small import write
from tests.word.papers import paper_house
from tests.worked_example import edit

MEETING = "2025-11"  # Friday 2025-11-28: with five clear days between, the last day is Thursday 2025-11-20
IN_TIME, LATE = datetime(2025, 11, 20, 15, tzinfo=UTC), datetime(2025, 11, 21, 9, tzinfo=UTC)
CANARY = "Peregrinezyxw"
WORDS = """\
In October 2025 the police solved {{ crimes.solved at 2025-10 }} crimes. See [the next section](#more), and
[a page elsewhere](https://example.org/page). In Welsh that is [bore da]{lang=cy}.

Table: Crimes solved by month

| Month | Crimes |
| --- | ---: |
| August | {{ crimes.solved at 2025-08 }} |
| July | {{ crimes.solved at 2025-07 }} |
"""
MORE = "---\ntitle: More\nanchor: more\n---\n\n- one thing\n- another thing, as [before](#crime)\n"
AGENDA = """
host: {name: Anytown Council, send: 2}
agendas:
  - meeting: 2025-11
    items:
      - {item: 5, paper: panel-paper/2025-11}
      - {item: 6, paper: second-paper/2025-11}
"""
SECRET = """
      - item: 7
        title: Award of a contract
        paper: restricted-paper/2025-11
        exempt: {paragraph: 3, reason: Bidders would learn what others asked}
"""


def meeting_house(root: Path) -> Path:
    """A house with two papers for one meeting, both built."""
    house = paper_house(root, WORDS, "[pdf, html]")
    write(house / "content/panel-paper/2025-11/20-more.md", MORE)
    publication(house, "second-paper", "Second paper")
    write(house / "agenda.yaml", AGENDA)
    for name in ("panel-paper", "second-paper"):
        made(house, name)
    return house


def exempt_house(root: Path) -> Path:
    """A house apart, whose paper holds the canary in its title, its words, its data and its notes."""
    house = paper_house(
        root, f"The bid of {CANARY} was {{{{ crimes.solved at 2025-10 }}}} pounds.", "[pdf, html]"
    )
    publication(house, "restricted-paper", f"Bid of {CANARY}")
    shutil.rmtree(house / "content/panel-paper")
    made(house, "restricted-paper")
    return house


def publication(house: Path, name: str, title: str) -> None:
    """Another publication of the house, with the first one's words under a title of its own."""
    shutil.copytree(house / "templates/panel-paper", house / "templates" / name)
    settings = house / "templates" / name / "publication.yaml"
    edit(settings, lambda text: text.replace("name: panel-paper", f"name: {name}"))
    shutil.copytree(house / "content/panel-paper", house / "content" / name)
    words = house / "content" / name / "2025-11/edition.md"
    edit(words, lambda text: re.sub("(?m)^title: .*$", f"title: {title}", text, count=1))


def made(house: Path, name: str) -> Kept:
    """A draft of a paper."""
    return read_draft(build(house, name, MEETING, progress=lambda _number, _step: None).saved.folder)


def approved(house: Path, *names: str, at: datetime = IN_TIME, edition: str = MEETING) -> None:
    """Have the chief executive approve the first drafts of papers."""
    home = read_house(house)
    person = home.office.person("chief-executive")
    assert person is not None
    for name in names:
        kept = read_draft(house / "output" / name / edition / "draft-001")
        approve(history_of(home), kept, Identity(person, "chief"), home.office, at)


def packed(house: Path, *, now: datetime = IN_TIME, **asked: object) -> Pack:
    """The pack of the meeting."""
    return make_pack(read_house(house), Asked(MEETING, now, **asked))  # type: ignore[arg-type]


def agenda(house: Path, text: str) -> None:
    """Write the agenda anew."""
    write(house / "agenda.yaml", text)
