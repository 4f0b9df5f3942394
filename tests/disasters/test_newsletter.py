"""Each fault file in disasters/newsletter breaks one thing in a newsletter of two stories.

The command then says what is wrong and where, and loses nothing: what can be read is in the draft, which
is unfit where an editor must do something first.
"""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from reckoner.reports.settings.yaml import read_yaml
from tests.disasters.breaking import explained, run
from tests.letters import letter_house, photograph, story
from tests.worked_example import edit

FAULTS = sorted((Path(__file__).parent / "newsletter").glob("*.yaml"))
LEAD = """newsletter: lead
picture:
  file: p.jpg
  alt: A street
links:
  - {words: Read the other, address: "#b"}"""
STORIES = {
    "a": story(more=LEAD),
    "b": story("The other story", day="2026-02-10", more="newsletter: yes"),
    "c": story("An April story", day="2026-04-01", more="embargo: 2026-04-01"),
}


def newsletter_house(root: Path) -> Path:
    """A house whose newsletter has two stories, a picture and a link between them; without its PDF."""
    house = letter_house(root, STORIES)
    (house / "content/news/pictures/p.jpg").write_bytes(photograph((600, 400)))
    options = house / "templates/newsletter/publication.yaml"
    edit(options, lambda text: text.replace("[pdf, ", "[").replace("mail: short", "mail: whole"))
    return house


@pytest.mark.slow
@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_newsletter_with_a_fault_is_explained_and_nothing_is_lost(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = read_yaml(path).data
    house = newsletter_house(tmp_path / "house")
    code = explained(fault, house, ("newsletter", "2026-02"), monkeypatch, capsys)
    if code > 1:
        return
    [draft] = house.glob("output/newsletter/2026-02/draft-001")
    assert (draft / "UNFIT.txt").exists() == (code == 1)
    for name in ("web.html", "email.html", "email.txt"):
        made = " ".join(unescape((draft / name).read_text(encoding="utf-8")).split())
        assert [words for words in fault.get("keeps", []) if words not in made] == [], name
        assert [words for words in fault.get("lacks", []) if words in made] == [], name


@pytest.mark.slow
def test_the_house_that_is_broken_is_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house = newsletter_house(tmp_path / "house")
    assert run("build", "newsletter", "2026-02", "--house", str(house), monkeypatch=monkeypatch) == 0
    assert "error" not in capsys.readouterr().out
