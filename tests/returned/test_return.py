"""A Word file that came back: what is said of each change, and what becomes of it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from reckoner.reports.errors import UsageError
from reckoner.reports.returned.accept import accept
from reckoner.reports.returned.compare import Comparison
from reckoner.reports.returned.figures import passage
from reckoner.reports.returned.returning import Returned
from reckoner.reports.returned.sent import returned_lines, sent_of
from reckoner.reports.returned.token import Token, gone_words, split
from reckoner.reports.settings.house import read_house
from reckoner.reports.word.reading import lines_of
from tests.cli.calling import Reckoner
from tests.word.ooxml import ANN, WordEdit, q, said
from tests.word.papers import SECTION, paper_house, sent_from

Back = Callable[[], Returned]
NOW = datetime(2026, 2, 4, 12, tzinfo=UTC)
FIRST = "In October 2025 the police solved"


def words(house: Path) -> str:
    return (house / SECTION).read_text("utf-8")


def test_nothing_changed_is_said(back: Back) -> None:
    assert back().changes == []


def test_what_was_sent_is_kept_with_its_hash(house: Path, tmp_path: Path) -> None:
    data = next((tmp_path / "sent").glob("*.docx")).read_bytes()
    assert b"PROOF" not in data[:4]
    returned = Returned(read_house(house), data, "same.docx")
    assert returned.is_as_sent
    assert returned.shelved.draft == "panel-paper/2025-11/draft-001"


def test_a_proof_says_so_and_its_mark_is_no_change(word: WordEdit, back: Back) -> None:
    assert "PROOF, not approved" in "".join(word.root.itertext())
    assert b"PROOF, not approved" in word.parts["word/header1.xml"]
    assert back().changes == []


def test_who_when_where_old_and_new(word: WordEdit, back: Back) -> None:
    p = word.paragraph(FIRST)
    word.take(p, len("In October 2025 the "), len("In October 2025 the police"), tracked=True)
    word.put(p, len("In October 2025 the "), "Constabulary", tracked=True)
    (change,) = back().changes
    assert (change.old, change.new) == ("police", "Constabulary")
    assert (change.stamp.who, change.stamp.when[:10]) == (ANN, "2026-02-03")
    assert change.place.startswith("Crime: In October 2025")
    assert change.file == SECTION


def test_an_overtyped_figure_never_becomes_text(house: Path, word: WordEdit, back: Back) -> None:
    p = word.paragraph(FIRST)
    word.overtype(word.control(p, "2,370"), "2,400", tracked=True)
    returned = back()
    (change,) = returned.changes
    assert [(f.fate, f.old, f.new) for f in change.figures] == [("overtyped", "2,370", "2,400")]
    before = words(house)
    returned.accept(returned.changes, NOW)
    assert words(house) == before


def test_the_source_may_be_wrong_and_its_owner_is_written_to(word: WordEdit, back: Back) -> None:
    p = word.paragraph(FIRST)
    word.overtype(word.control(p, "2,370"), "2,400", tracked=True)
    returned = back()
    (note,) = returned.answer(returned.changes[0], "source", NOW)
    assert note.email
    assert "2,400 over 2,370 (crimes.solved at 2025-10)" in note.text
    assert returned.answers()["1"]["answer"] == "source"


def test_the_wording_may_be_meant_and_then_the_number_has_no_source(
    house: Path, word: WordEdit, back: Back
) -> None:
    word.overtype(word.control(word.paragraph(FIRST), "2,370"), "about two thousand", tracked=False)
    returned = back()
    assert returned.changes[0].figures[0].fate == "made vague"
    returned.answer(returned.changes[0], "wording", NOW)
    assert "the police solved about two thousand crimes, and {{ crimes.solved at 2025-09 }}" in words(house)
    returned.undo()
    assert "the police solved {{ crimes.solved at 2025-10 }} crimes" in words(house)
    assert returned.answers() == {}


def test_a_figure_copied_and_a_figure_moved(word: WordEdit, back: Back) -> None:
    from copy import deepcopy

    second = word.paragraph("The second paragraph")
    second.append(deepcopy(word.control(word.paragraph(FIRST), "2,370")))
    item = word.paragraph("a first point")
    sdt = word.control(item, "1,401")
    item.remove(sdt)
    word.paragraph("The last paragraph").append(sdt)
    fates = sorted(figure.fate for change in back().changes for figure in change.figures)
    assert fates == ["copied", "moved"]


def test_a_new_number_in_new_words_is_offered_for_adopting(word: WordEdit, back: Back) -> None:
    p = word.paragraph("The second paragraph")
    word.put(p, len("The second paragraph "), "of 45 pages ", tracked=True)
    assert back().changes[0].numbers == ("45",)


def test_rows_are_put_in_changed_and_taken_out(house: Path, word: WordEdit, back: Back) -> None:
    from copy import deepcopy

    rows = [row for row in word.body.iter(q("tr")) if "July" in "".join(row.itertext())]
    table = word.parent(rows[0])
    new = deepcopy(rows[0])
    table.append(new)
    cells = list(new.iter(q("p")))
    word.take(cells[0], 0, 4, tracked=False)
    word.put(cells[0], 0, "June", tracked=False)
    word.take(cells[1], 0, 5, tracked=False)
    word.put(cells[1], 0, "none", tracked=False)
    returned = back()
    done = returned.accept(returned.changes, NOW)
    assert done.left == []
    assert "| July | {{ crimes.solved at 2025-07 }} |\n| June | none |\n" in words(house)


def test_comments_come_with_their_words_and_place(word: WordEdit, back: Back) -> None:
    p = word.paragraph("The second paragraph")
    word.comment(p, 4, 10, "Which one?")
    (remark,) = back().keep_remarks()
    assert (remark.who, remark.quote, remark.text) == (ANN, "second", "Which one?")
    assert remark.file == SECTION
    assert "The second paragraph" in remark.place


def test_changes_of_format_are_said_and_left_out(word: WordEdit, back: Back) -> None:
    word.embolden(word.paragraph("The second paragraph"))
    returned = back()
    assert returned.changes == []
    assert [stamp.who for stamp in returned.read.formats] == [ANN]


def test_words_that_nobody_wrote_have_no_place_and_are_listed(word: WordEdit, back: Back) -> None:
    p = word.paragraph("Every statistic in this document")
    word.put(p, 0, "Nearly ", tracked=True)
    returned = back()
    done = returned.try_out(returned.changes)
    assert [(change.new.strip(), "follows from the data" in why) for change, why in done.left] == [
        ("Nearly", True)
    ]


@pytest.mark.parametrize("tracked", [True, False])
def test_a_point_that_was_moved_out_of_its_list_is_a_point_still(
    house: Path, word: WordEdit, back: Back, tracked: bool
) -> None:
    word.move(word.paragraph("a second point"), word.paragraph("The second paragraph"), tracked=tracked)
    returned = back()
    assert [change.kind for change in returned.changes] == ["moved"]
    assert returned.accept(returned.changes, NOW).left == []
    assert "about it.\n\n- a second point about stations\n" in words(house)


def test_a_paragraph_s_end_that_moved_loses_no_figure(tmp_path: Path) -> None:
    """Joined with most of the next one, which was split before its figure, in a file without controls."""
    words = (
        "The first paragraph of {{ crimes.solved at 2025-07 }} crimes ends here.\n\n"
        "The second one tells of how the month began and went on, and how it looked "
        "{{ crimes.solved at 2025-10 }} times.\n"
    )
    house = paper_house(tmp_path / "house", words)
    file = sent_from(house)
    word = WordEdit(file.content)
    first, second = word.paragraph("The first paragraph"), word.paragraph("The second one")
    word.split(second, said(second).index("how it looked"), tracked=False)
    word.put(second, 0, " ", tracked=False)
    word.join(first, second, tracked=False)
    word.without("sdt", "bookmarkStart", "bookmarkEnd")
    sent = sent_of(lines_of(file.content, "sent"), file.map, "sent")
    read = lines_of(word.saved(), "back")
    changes = Comparison(sent, returned_lines(read, sent), gone_words(read)).changes()
    assert [(figure.fate, figure.old) for change in changes for figure in change.figures] == []
    done = accept(sent, changes, lambda name: (house / name).read_text("utf-8"))
    assert done.left == []
    assert "how it looked {{ crimes.solved at 2025-10 }} times." in done.files[SECTION]
    assert "ends here. The second one tells" in done.files[SECTION]


def test_two_points_that_were_moved_are_a_list_still(house: Path, word: WordEdit, back: Back) -> None:
    for point in ("a second point", "a first point"):
        word.move(word.paragraph(point), word.paragraph("and 2,249"), tracked=False)
    returned = back()
    assert returned.accept(returned.changes, NOW).left == []
    points = "- a first point of {{ crimes.solved at 2025-01 }} crimes\n- a second point about stations\n"
    assert f"in September.\n\n{points}\nThe second paragraph" in words(house)


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("and", "**Crime fell,**\n\n**and *much* of it"),
        ("uch", "and *m***\n\n***uch* of it"),
        ("in towns", "*much* of it**\n\n**[in towns](https://example.org/a_b_c) too.** More"),
        ("More", "too.**\n\nMore follows"),
    ],
)
def test_a_paragraph_is_split_within_bold_words(tmp_path: Path, place: str, written: str) -> None:
    """Both halves are bold, and no mark of it is printed."""
    words = "**Crime fell, and *much* of it [in towns](https://example.org/a_b_c) too.** More follows.\n"
    house = paper_house(tmp_path / "house", words)
    file = sent_from(house)
    word = WordEdit(file.content)
    p = word.paragraph("Crime fell")
    word.split(p, said(p).index(place), tracked=False)
    sent = sent_of(lines_of(file.content, "sent"), file.map, "sent")
    read = lines_of(word.saved(), "back")
    changes = Comparison(sent, returned_lines(read, sent), gone_words(read)).changes()
    done = accept(sent, changes, lambda name: (house / name).read_text("utf-8"))
    assert done.left == []
    assert written in done.files[SECTION]


def test_braces_never_become_a_placeholder(house: Path, word: WordEdit, back: Back) -> None:
    word.put(word.paragraph("The second paragraph"), 0, "{{ crimes.solved }} ", tracked=True)
    returned = back()
    before = words(house)
    assert "braces" in returned.accept(returned.changes, NOW).left[0][1]
    assert words(house) == before


def test_words_edited_meanwhile_are_not_overwritten(house: Path, word: WordEdit, back: Back) -> None:
    p = word.paragraph("The second paragraph")
    word.take(p, 0, 3, tracked=True)
    word.put(p, 0, "This", tracked=True)
    word.put(word.paragraph("a second point"), 2, "very ", tracked=True)
    path = house / SECTION
    path.write_text(words(house).replace("The second paragraph says", "That second paragraph says"), "utf-8")
    returned = back()
    done = returned.accept(returned.changes, NOW)
    assert [why for _, why in done.left] == ["these words were edited since they were sent"]
    assert "That second paragraph" in words(house)
    assert "- a very second point" in words(house)


def test_two_returns_of_one_file_are_both_taken(house: Path, word: WordEdit, back: Back) -> None:
    ann, bob = word, WordEdit(word.saved())
    ann.put(ann.paragraph("The second paragraph"), 0, "Now. ", tracked=True)
    p = bob.paragraph("The second paragraph")
    bob.put(p, len("The second paragraph says "), "plainly ", tracked=True)
    for each in (ann, bob, ann):
        returned = Returned(read_house(house), each.saved(), "back.docx")
        assert returned.accept(returned.changes, NOW).left == []
    assert "Now. The second paragraph says plainly what" in words(house)
    assert words(house).count("Now.") == 1


def test_an_older_draft_that_comes_back_is_known_and_taken_into_the_words_of_now(
    house: Path, word: WordEdit, back: Back, reckoner: Reckoner, tmp_path: Path
) -> None:
    path = house / SECTION
    path.write_text(words(house).replace("The last paragraph", "The final paragraph"), "utf-8")
    reckoner("build", "panel-paper", "2025-11")
    assert reckoner("word", "panel-paper/2025-11", "--to", str(tmp_path / "newer")).code == 0
    word.put(word.paragraph("The second paragraph"), 0, "Now. ", tracked=True)
    word.put(word.paragraph("The last paragraph"), len("The last paragraph "), "surely ", tracked=True)
    returned = back()
    assert returned.shelved.draft == "panel-paper/2025-11/draft-001"
    done = returned.accept(returned.changes, NOW)
    assert done.left == []
    assert "Now. The second paragraph" in words(house)
    assert "The final paragraph surely follows the table" in words(house)


def test_a_comment_on_words_that_were_put_in_keeps_them_and_is_kept(
    house: Path, word: WordEdit, back: Back
) -> None:
    p = word.paragraph("The second paragraph")
    word.put(p, len("The second paragraph says "), "plainly ", tracked=True)
    word.comment(p, len("The second paragraph says "), len("The second paragraph says plainly"), "Is it?")
    returned = back()
    (remark,) = returned.remarks()
    assert (remark.quote.strip(), remark.text, remark.file) == ("plainly", "Is it?", SECTION)
    assert returned.accept(returned.changes, NOW).left == []
    assert "The second paragraph says plainly what" in words(house)


def test_a_comment_on_a_paragraph_that_is_new_is_kept(word: WordEdit, back: Back) -> None:
    p = word.new_paragraph(word.paragraph("The second paragraph"), "Altogether new words.", tracked=True)
    word.comment(p, 0, len("Altogether new words."), "Why?")
    (remark,) = back().remarks()
    assert (remark.quote, remark.text) == ("Altogether new words.", "Why?")


def test_a_stranger_s_file_is_refused_unless_somebody_says_what_it_is(house: Path, word: WordEdit) -> None:
    import io

    import docx

    made = docx.Document()
    made.add_paragraph("Something else.")
    data = io.BytesIO()
    made.save(data)
    with pytest.raises(UsageError, match="no copy"):
        Returned(read_house(house), data.getvalue(), "other.docx")
    named = Returned(read_house(house), data.getvalue(), "other.docx", "panel-paper/2025-11")
    assert {change.kind for change in named.changes} >= {"removed", "unplaced"}


def test_a_file_that_only_its_words_tell_is_said_to_be_one(
    house: Path, word: WordEdit, reckoner: Reckoner
) -> None:
    """Another office's file, or another edition's, that shares most of its words must not pass unseen."""
    (house / "own.docx").write_bytes(word.saved())
    assert "its words told" not in reckoner("return", "own.docx").out
    word.without("sdt", "bookmarkStart", "bookmarkEnd")
    word.saved()
    word.parts["docProps/custom.xml"] = re.sub(
        b"(lpwstr>)[0-9a-f]{8}", rb"\1deadbeef", word.parts["docProps/custom.xml"]
    )
    (house / "strange.docx").write_bytes(word.saved())
    assert "another office's: its words told" in reckoner("return", "strange.docx").out
    assert json.loads(reckoner("return", "strange.docx", "--format", "json").out)["by_words"] is True
    assert "its words told" not in reckoner("return", "strange.docx", "--of", "panel-paper/2025-11").out


def test_the_command_shows_takes_in_and_takes_back(house: Path, word: WordEdit, reckoner: Reckoner) -> None:
    word.put(word.paragraph("The second paragraph"), 0, "Now. ", tracked=True)
    word.overtype(word.control(word.paragraph(FIRST), "2,370"), "2,400", tracked=True)
    (house / "back.docx").write_bytes(word.saved())
    before = words(house)
    shown = reckoner("return", "back.docx")
    assert shown.code == 1
    assert "the source: reckoner return back.docx --source 1" in shown.out
    assert "+Now. The second" in reckoner("return", "back.docx", "--all", "--dry-run").out
    assert words(house) == before
    assert reckoner("return", "back.docx", "--accept", "2").code == 0
    assert "Now. The second" in words(house)
    assert reckoner("return", "back.docx", "--editor", "1").code == 0
    assert reckoner("return", "back.docx").code == 0
    reckoner("return", "back.docx", "--undo")
    assert words(house) == before


def test_a_next_step_can_be_copied_whatever_the_file_is_called(
    house: Path, word: WordEdit, reckoner: Reckoner
) -> None:
    """It named the file without its folder and without quotes."""
    word.put(word.paragraph("The second paragraph"), 0, "Now. ", tracked=True)
    word.overtype(word.control(word.paragraph(FIRST), "2,370"), "2,400", tracked=True)
    (house / "sent back").mkdir()
    (house / "sent back/the chief's (2).docx").write_bytes(word.saved())
    shown = reckoner("return", "sent back/the chief's (2).docx")
    steps = re.findall("reckoner (return .* --[a-z]+ [0-9]+)", shown.out)
    assert len(steps) == 4
    for step in (steps[-1], steps[2]):
        assert reckoner(*shlex.split(step)).code <= 1
    assert "edit the words" not in reckoner("return", "sent back/the chief's (2).docx").out
    assert "answered" in reckoner("return", "sent back/the chief's (2).docx").out


def test_a_line_that_is_gone_from_the_words_already_is_not_asked_for_again(
    house: Path, word: WordEdit, back: Back, reckoner: Reckoner
) -> None:
    word.body.remove(word.paragraph("The second paragraph"))
    (house / "back.docx").write_bytes(word.saved())
    assert reckoner("return", "back.docx", "--all").code == 0
    again = reckoner("return", "back.docx")
    assert "(in the words already)" in again.out
    assert "not placed" not in again.out
    assert again.code == 0
    returned = back()
    done = returned.accept(returned.changes, NOW)
    assert (len(done.already), done.left) == (1, [])


@pytest.mark.parametrize("controls", [True, False])
def test_a_figure_that_was_typed_otherwise_with_the_same_value_stays_one(
    house: Path, word: WordEdit, back: Back, controls: bool
) -> None:
    p = word.paragraph(FIRST)
    word.overtype(word.control(p, "2,370"), "2370", tracked=False)
    word.put(word.paragraph("The second paragraph"), 0, "Now. ", tracked=True)
    if not controls:
        word.without("sdt", "bookmarkStart", "bookmarkEnd")
    returned = back()
    assert [change.new.strip() for change in returned.changes] == ["Now."]
    assert returned.accept(returned.changes, NOW).left == []
    assert "solved {{ crimes.solved at 2025-10 }} crimes" in words(house)


@pytest.mark.parametrize(
    ("printed", "typed", "stays"),
    [
        ("26,000", "26000", True),
        ("26,000", "26 000", True),
        ("14%", "14 per cent", True),
        ("14%", "14 percent", True),
        ("\N{MINUS SIGN}5.31", "-5.31", True),
        ("14%", "15 per cent", False),
        ("26,000", "2600", False),
        ("over 16,000", "16,000", False),
        ("14%", "14", False),
    ],
)
def test_a_value_is_told_from_how_it_is_written(printed: str, typed: str, stays: bool) -> None:
    old = [Token("by "), Token(printed, placeholder="a.figure"), Token(" more")]
    new = [Token(part) for part in split(f"by {typed} more")]
    found = passage(old, new, {}, frozenset())
    assert [token.text for token in found.tokens] == ["by", " ", printed, " ", "more"]
    assert [(each.fate, each.new) for each in found.figures] == ([] if stays else [("overtyped", typed)])


def test_words_that_were_made_bold_without_tracking_are_said_and_left_out(
    house: Path, word: WordEdit, reckoner: Reckoner
) -> None:
    p = word.paragraph("The second paragraph")
    word.cut(p, 0, 3)
    first = next(p.iter(q("r")))
    first.insert(0, ET.Element(q("rPr")))
    first[0].append(ET.Element(q("b")))
    (house / "back.docx").write_bytes(word.saved())
    shown = reckoner("return", "back.docx")
    assert "1 line has other words in bold or italic: that is left out" in shown.out
    assert "Nothing was changed." in shown.out


def test_a_first_edition_begins_from_a_word_paper(house: Path, tmp_path: Path, reckoner: Reckoner) -> None:
    schedules = house / "schedules.yaml"
    schedules.write_text(schedules.read_text("utf-8"), "utf-8")
    file = next((tmp_path / "sent").glob("*.docx"))
    said = reckoner("new", "panel-paper", "2026-02", "--from", str(file))
    assert said.code == 0
    made = (house / "content/panel-paper/2026-02/10-crime.md").read_text("utf-8")
    assert "the police solved 2,370 crimes, and 2,249 in September." in made
    assert "- a second point about stations" in made
    assert "| August | 2,118 |" in made
    assert "check:" in made
