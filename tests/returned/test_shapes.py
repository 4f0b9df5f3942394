"""The same edits in files of five programs' shapes; the worked example's paper, edited and built anew."""

from __future__ import annotations

import io
import random
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
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


def test_the_example_s_paper_returned_with_forty_edits_of_every_kind_is_built_again(
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
    before = read_by(word)
    edits = Forty(word, chance)
    wanted = edits.made()
    assert len(edits.ways) == 40
    assert wanted != before
    returned = Returned(read_house(house), word.saved(), "back.docx")
    done = returned.accept(returned.changes, NOW)
    assert [(change.old, change.new, why) for change, why in done.left] == []
    asked = [(f.old, f.new) for change in returned.changes for f in change.figures if f.asks]
    assert sorted(asked) == sorted(edits.asked)
    assert [remark.text for remark in returned.remarks()] == ["Is it so?"] * edits.ways.count("comment")
    again = build(house, "panel-paper", "2025-11", progress=lambda _number, _name: None)
    made = read_by(WordEdit((again.saved.folder / "panel-paper.docx").read_bytes()))
    assert made == wanted


class Forty:
    """Forty edits of the paper's paragraphs and points, of every kind, each in one that has none yet."""

    WAYS = (
        *["insert"] * 6, *["replace"] * 6, *["delete"] * 5, *["overtype"] * 4, *["retype"] * 3, *["drop"] * 2,
        *["split"] * 3, *["add"] * 3, *["remove"] * 2, *["join"] * 2, *["move"] * 2, *["comment"] * 2,
    )  # fmt: skip

    def __init__(self, word: WordEdit, chance: random.Random) -> None:
        self.word, self.chance = word, chance
        self.ways: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.kept: dict[int, str] = {}  # what stays in print where a figure was typed over

    def made(self) -> list[str]:
        """Make them; the paper's lines as they shall be."""
        written = list(self.word.body.iter(q("p")))
        end = next(n for n, p in enumerate(written) if _is_end(p))
        found = [p for p in written[:end] if _style(p) in ("NumberedParagraph", "ListBullet")]
        self.free = [p for p in found if re.match(r"[A-Z]?[a-z]+ [a-zA-Z]+ [a-z]+ ", said(p))]
        self.chance.shuffle(self.free)
        choosy = ("overtype", "retype", "drop", "join", "remove", "move", "split")
        for way in sorted(self.WAYS, key=lambda way: choosy.index(way) if way in choosy else len(choosy)):
            getattr(self, f"_{way}")(self.chance.random() < 0.5)
            self.ways.append(way)
        return read_by(self.word, self.kept)

    def _next(self, fits: Callable[[Element], bool] = lambda _: True) -> Element:
        found = next(p for p in self.free if fits(p))
        self.free.remove(found)
        return found

    def _second(self, p: Element) -> tuple[int, int]:
        """Where the second word stands."""
        first, second = said(p).split(" ")[:2]
        return len(first) + 1, len(first) + 1 + len(second)

    def _insert(self, tracked: bool) -> None:
        p = self._next()
        self.word.put(p, self._second(p)[0], "pressing matter ", tracked=tracked)

    def _replace(self, tracked: bool) -> None:
        p = self._next()
        start, end = self._second(p)
        self.word.take(p, start, end, tracked=tracked)
        self.word.put(p, start, "otherwise", tracked=tracked)

    def _delete(self, tracked: bool) -> None:
        p = self._next()
        start, end = self._second(p)
        self.word.take(p, start, end + 1, tracked=tracked)

    def _figure(self) -> tuple[Element, Element, str]:
        p = self._next(lambda p: any(re.match(r"[£0-9]", said(sdt)) for sdt in p.findall(q("sdt"))))
        sdt = next(sdt for sdt in p.findall(q("sdt")) if re.match(r"[£0-9]", said(sdt)))
        return p, sdt, said(sdt)

    def _overtype(self, tracked: bool) -> None:
        p, sdt, old = self._figure()
        self.kept[id(p)] = said(p)
        self.word.overtype(sdt, "98,765", tracked=tracked)
        self.asked.append((old, "98,765"))

    def _retype(self, tracked: bool) -> None:
        p, sdt, old = self._figure()
        start = self._start(p, sdt)
        self.word.take(p, start, start + len(old), tracked=tracked)
        self.word.put(p, start, old, tracked=tracked)

    def _drop(self, tracked: bool) -> None:
        p, sdt, old = self._figure()
        start = self._start(p, sdt)
        self.word.take(p, start, start + len(old) + 1, tracked=tracked)

    def _start(self, p: Element, sdt: Element) -> int:
        return sum(len(said(each)) for each in list(p)[: list(p).index(sdt)])

    def _split(self, tracked: bool) -> None:
        p = self._next(lambda p: _style(p) == "NumberedParagraph")
        self.word.split(p, self._second(p)[0], tracked=tracked)

    def _add(self, tracked: bool) -> None:
        p = self._next()
        self.word.new_paragraph(p, f"Line {'abc'[len(self.asked) % 3]} is new here.", tracked=tracked)

    def _remove(self, tracked: bool) -> None:
        self.word.remove_paragraph(self._next(lambda p: not list(p.iter(q("sdt")))), tracked=tracked)

    def _join(self, tracked: bool) -> None:
        p = self._next(lambda p: self._below(p) in self.free and _style(p) == "NumberedParagraph")
        following = self._below(p)
        assert following is not None
        self.free.remove(following)
        self.word.put(following, 0, " ", tracked=tracked)
        self.word.join(p, following, tracked=tracked)

    def _below(self, p: Element) -> Element | None:
        home = list(self.word.parent(p))
        found = home[home.index(p) + 1 : home.index(p) + 2]
        return found[0] if found and _style(found[0]) == _style(p) else None

    def _move(self, tracked: bool) -> None:
        p = self._next(lambda p: _style(p) == "NumberedParagraph" and not list(p.iter(q("sdt"))))
        self.word.move(p, self._next(lambda p: _style(p) == "NumberedParagraph"), tracked=tracked)

    def _comment(self, _tracked: bool) -> None:
        self.word.comment(self._next(), 0, 4, "Is it so?")


def read_by(word: WordEdit, kept: Mapping[int, str] = MappingProxyType({})) -> list[str]:
    """The paper's lines with every change accepted, without the numbers of sources; ``kept`` go before."""
    lines, open_ = [], ""
    for p in word.body.iter(q("p")):
        if _is_end(p):
            break
        looks = p.find(f"{q('pPr')}/{q('rPr')}")
        open_ += kept.get(id(p), said(p))
        if looks is None or not any(looks.find(q(name)) is not None for name in ("del", "moveFrom")):
            lines.append(re.sub(r"\s+", " ", re.sub(r" ?\[[0-9]+\]", "", open_)).strip())
            open_ = ""
    return [line for line in lines if line]


def _is_end(p: Element) -> bool:
    """Whether what follows is no paper of an editor's any more."""
    return said(p) == "About this document" and "Head" in _style(p)


def _style(p: Element) -> str:
    looks = p.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if looks is None else looks.get(q("val"), "")
