"""The same edits in files of five programs' shapes; the worked example's paper, edited and built anew."""

from __future__ import annotations

import io
import random
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import pytest

from reckoner.reports.build import build
from reckoner.reports.returned.returning import Returned
from reckoner.reports.settings.house import read_house
from tests.word.ooxml import WordEdit, q, said
from tests.word.papers import SECTION
from tests.word.test_written import to_pdf
from tests.worked_example import ROOT

NOW = datetime(2026, 2, 4, 12, tzinfo=UTC)
Shape = Callable[[WordEdit, Path], bytes]


def as_word_saves(word: WordEdit, _folder: Path) -> bytes:
    """Runs cut at every word, marks of the spelling checker, ids of revisions."""
    for p in list(word.body.iter(q("p"))):
        p.set(q("rsidR"), "00AB12CD")
        size = len(said(p))
        for at in range(7, size, 11):
            word.cut(p, 0, at)
        p.insert(len(p), _element("proofErr", type="spellStart"))
        p.insert(len(p), _element("proofErr", type="spellEnd"))
    return word.saved()


def as_word_online_saves(word: WordEdit, folder: Path) -> bytes:
    """The text is called document2, controls have lost their names, their tags stay."""
    word.every(lambda parent, child: parent.remove(child), "alias")
    word.saved()
    parts = word.parts
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"document.xml", b"document2.xml")
    return _packed(parts)


def as_google_saves(word: WordEdit, _folder: Path) -> bytes:
    """No controls, no bookmarks, no styles of ours, no properties: words alone."""
    word.without("sdt", "hyperlink", "bookmarkStart", "bookmarkEnd")
    for name in ("rStyle",):
        word.every(lambda parent, child: parent.remove(child), name)
    word.saved()
    return _packed({name: content for name, content in word.parts.items() if "custom" not in name})


def as_libreoffice_saves(word: WordEdit, folder: Path) -> bytes:
    """By LibreOffice itself, which drops tags."""
    (folder / "in").mkdir()
    file = folder / "in" / "back.docx"
    file.write_bytes(word.saved())
    to_pdf(file, folder, "docx")
    return (folder / "back.docx").read_bytes()


def as_python_docx_saves(word: WordEdit, _folder: Path) -> bytes:
    """By python-docx itself."""
    made = io.BytesIO()
    docx.Document(io.BytesIO(word.saved())).save(made)
    return made.getvalue()


def _element(name: str, **given: str) -> Element:
    return Element(q(name), {q(key): value for key, value in given.items()})


def _packed(parts: dict[str, bytes]) -> bytes:
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


SHAPES: tuple[Shape, ...] = (
    as_word_saves,
    as_word_online_saves,
    as_google_saves,
    as_libreoffice_saves,
    as_python_docx_saves,
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_file_that_was_only_saved_has_no_change(
    shape: Shape, house: Path, word: WordEdit, tmp_path: Path
) -> None:
    returned = Returned(read_house(house), shape(word, tmp_path), "back.docx")
    assert [(change.old, change.new) for change in returned.changes] == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_edits_arrive_whatever_program_saved_them(
    shape: Shape, house: Path, word: WordEdit, tmp_path: Path
) -> None:
    first = word.paragraph("In October 2025")
    word.take(first, len("In October 2025 the "), len("In October 2025 the police"), tracked=True)
    word.put(first, len("In October 2025 the "), "Constabulary", tracked=True)
    word.overtype(word.control(first, "2,249"), "2,300", tracked=True)
    word.new_paragraph(word.paragraph("The second paragraph"), "A third one is new.", tracked=True)
    word.take(word.paragraph("a second point"), 0, len("a second"), tracked=False)
    word.put(word.paragraph(" point about"), 0, "another", tracked=False)
    returned = Returned(read_house(house), shape(word, tmp_path), "back.docx")
    done = returned.accept(returned.changes, NOW)
    assert done.left == []
    words = " ".join((house / SECTION).read_text("utf-8").split())
    assert (
        "the Constabulary solved {{ crimes.solved at 2025-10 }} crimes, and {{ crimes.solved at 2025-09 }}"
        in words
    )
    assert "about it. A third one is new. - a first" in words
    assert "- another point about stations" in words
    asked = [(f.old, f.new) for change in returned.changes for f in change.figures if f.asks]
    assert asked == [("2,249", "2,300")]


def test_the_example_s_paper_returned_with_forty_edits_is_built_again(
    tmp_path: Path, chance: random.Random
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    for name in ("office.yaml", "schedules.yaml"):
        shutil.copy2(ROOT / name, house / name)
    for name in ("data", "templates", "content"):
        shutil.copytree(ROOT / name, house / name)
    settings = house / "templates/panel-paper/publication.yaml"
    settings.write_text(settings.read_text("utf-8").replace("[pdf, html]", "[html, docx]"), "utf-8")
    built = build(house, "panel-paper", "2025-11", progress=lambda _number, _name: None)
    word = WordEdit((built.saved.folder / "panel-paper.docx").read_bytes())
    edits = forty_edits(word, chance)
    returned = Returned(read_house(house), word.saved(), "back.docx")
    assert len(returned.changes) == edits == 40
    done = returned.accept(returned.changes, NOW)
    assert done.left == []
    again = build(house, "panel-paper", "2025-11", progress=lambda _number, _name: None)
    page = (again.saved.folder / "panel-paper.html").read_text("utf-8")
    assert len(re.findall("pressing matter", " ".join(page.split()))) == 40
    before = (built.saved.folder / "figures.csv").read_text("utf-8")
    assert (again.saved.folder / "figures.csv").read_text("utf-8") == before


def forty_edits(word: WordEdit, chance: random.Random) -> int:
    """Forty paragraphs of words, each with two words put in."""
    written = list(word.body.iter(q("p")))
    end = next(n for n, p in enumerate(written) if said(p) == "About this document" and "Head" in _style(p))
    found = [p for p in written[:end] if _style(p) in ("NumberedParagraph", "ListBullet")]
    texts = [p for p in found if re.match(r"[A-Z]?[a-z]+ [a-zA-Z]+ ", said(p))]
    for p in chance.sample(texts, 40):
        word.put(p, len(said(p).split(" ")[0]) + 1, "pressing matter ", tracked=chance.random() < 0.5)
    return 40


def _style(p: Element) -> str:
    looks = p.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if looks is None else looks.get(q("val"), "")
