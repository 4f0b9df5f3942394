"""The parts of a report, and what may be wrong with them."""

from __future__ import annotations

from pathlib import Path

from tests.booklets import FRONT, OPENING, composed, faults, report


def test_parts_are_numbered_in_their_order_and_have_their_colours(tmp_path: Path) -> None:
    parts = composed(report(tmp_path)).parts
    assert [(part.number, part.id, part.colour, part.opener) for part in parts] == [
        ("1", "first", "#12436D", False),
        ("2", "second", "#0F655C", True),
    ]


def test_each_section_knows_its_part(tmp_path: Path) -> None:
    sections = composed(report(tmp_path)).sections
    assert [section.item.part for section in sections] == ["first", "second", "second"]


def test_the_last_page_stands_outside_the_parts(tmp_path: Path) -> None:
    sections = composed(report(tmp_path, {"zz": "title: Write to us\nbox: contact"})).sections
    assert sections[-1].box == "contact"


def test_a_part_without_items_is_a_fault(tmp_path: Path) -> None:
    front = FRONT.replace(
        "opener: false}\n", "opener: false}\n  - {id: third, title: T, colour: blue, opener: false}\n"
    )
    assert faults(report(tmp_path, front=front)) == ["edition.md:7: the part 'third' has no items"]


def test_a_part_needs_the_words_that_open_it(tmp_path: Path) -> None:
    words = report(tmp_path, {"20-second": "title: No opening\npart: second"})
    assert faults(words) == ["edition.md:7: the words that open the part 'second' are missing"]


def test_only_one_section_opens_a_part(tmp_path: Path) -> None:
    [fault] = faults(report(tmp_path, {"other": OPENING}))
    assert fault == "edition.md:7: the part 'second' is opened by content/annual-report/2024-25/other.md too"


def test_an_unknown_part_an_unknown_colour_and_a_section_in_no_part_are_told_at_once(tmp_path: Path) -> None:
    words = report(
        tmp_path,
        {"a": "title: A\npart: fist", "b": "title: B"},
        FRONT.replace("colour: green", "colour: grene"),
    )
    assert faults(words) == [
        "edition.md:7: the part 'second' asks for a colour 'grene' that publication.yaml lacks",
        "a.md:3: there is no part 'fist'",
        "b.md:2: the section is in no part",
    ]


def test_what_opens_a_part_has_its_title(tmp_path: Path) -> None:
    [fault] = faults(report(tmp_path, {"20-second": OPENING.replace("The second", "Another")}))
    assert fault == "20-second.md:2: what opens the part 'The second part' is called 'Another part'"


def test_a_section_without_words_is_a_fault(tmp_path: Path) -> None:
    assert faults(report(tmp_path, texts={"10-walks": ""})) == ["10-walks.md:6: the section has no words"]


def test_two_parts_can_t_share_an_id(tmp_path: Path) -> None:
    front = FRONT.replace("id: second", "id: first")
    found = faults(
        report(
            tmp_path,
            {"20-second": "title: S\npart: first\nbox: opening", "30-talks": "title: T\npart: first"},
            front,
        )
    )
    assert "edition.md:7: two parts are called 'first'" in found
