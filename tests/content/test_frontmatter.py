"""Front matter is the YAML between two fences at the top of a file of words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.content.frontmatter import WordsFile, read_words
from reckoner.reports.errors import InputError


def read(folder: Path, text: str | bytes) -> WordsFile:
    path = folder / "10-crime.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_words(path, "content/10-crime.md")


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(InputError) as error:
        read(folder, text)
    return str(error.value)


def test_front_matter_and_words_are_told_apart(tmp_path: Path) -> None:
    words = read(tmp_path, "---\ntitle: Crime\n---\nOne.\n\nTwo.\n")
    assert words.front.data == {"title": "Crime"}
    assert words.markdown == "One.\n\nTwo.\n"


def test_lines_are_counted_as_the_editor_sees_them(tmp_path: Path) -> None:
    words = read(tmp_path, "---\ntitle: Crime\nanchor: crime\n---\nOne.")
    assert words.front.place("anchor").line == 3
    assert words.first_line == 5


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_any_machine_are_read(tmp_path: Path, ends: str) -> None:
    words = read(tmp_path, ends.join(["---", "title: Crime", "---", "One.", "Two."]))
    assert (words.front.data, words.markdown) == ({"title": "Crime"}, "One.\nTwo.")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf---\ntitle: Crime\n---\n").front.data == {"title": "Crime"}


def test_a_line_of_dashes_in_the_words_is_not_a_fence(tmp_path: Path) -> None:
    assert read(tmp_path, "---\ntitle: Crime\n---\nOne.\n---\nTwo.").markdown == "One.\n---\nTwo."


@pytest.mark.parametrize("text", ["", "One.", "\n---\ntitle: x\n---\n", "----\n"])
def test_a_file_without_front_matter_is_told_how_to_begin(tmp_path: Path, text: str) -> None:
    said = refusal(tmp_path, text)
    assert said.startswith("content/10-crime.md:1: the file does not start with front matter")
    assert "title: ..." in said


def test_front_matter_without_an_end_is_a_fault(tmp_path: Path) -> None:
    assert "content/10-crime.md:1: the front matter has no end" in refusal(tmp_path, "---\ntitle: Crime\n")


def test_broken_yaml_has_its_line_in_the_file(tmp_path: Path) -> None:
    assert refusal(tmp_path, "---\ntitle: Crime\nanchor: [x\n---\n").startswith("content/10-crime.md:")
    assert "content/10-crime.md:3: 'title' stands twice" in refusal(
        tmp_path, "---\ntitle: a\ntitle: b\n---\n"
    )


def test_bytes_of_an_old_editor_have_their_line(tmp_path: Path) -> None:
    said = refusal(tmp_path, b"---\ntitle: Crime\n---\nOne \x96 two.")
    assert said.startswith("content/10-crime.md:4: byte 0x96 is not UTF-8")


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1b", "\x85", "\u2028", "\u202e", "\u2066"])
def test_a_character_that_nobody_sees_is_a_fault_with_its_line(tmp_path: Path, letter: str) -> None:
    said = refusal(tmp_path, f"---\ntitle: Crime\n---\nOne.\nTw{letter}o.")
    assert said.startswith(f"content/10-crime.md:5: there is a control character (U+{ord(letter):04X})")


def test_every_such_character_is_told_at_once(tmp_path: Path) -> None:
    assert "2 faults in all." in refusal(tmp_path, "---\ntitle: Crime\n---\n\u202eOne.\n\u202eTwo.")


@pytest.mark.parametrize("letters", ["\t", "\u00a0", "\u00ad", "\u200d", "\u200f", "é", "😀"])
def test_other_characters_may_stand(tmp_path: Path, letters: str) -> None:
    assert read(tmp_path, f"---\ntitle: Crime\n---\na{letters}b").markdown == f"a{letters}b"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"content/gone\.md: there is no such file"):
        read_words(tmp_path / "gone.md", "content/gone.md")


def test_a_folder_in_place_of_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "10-crime.md").mkdir()
    with pytest.raises(InputError, match="it could not be read"):
        read_words(tmp_path / "10-crime.md", "content/10-crime.md")
