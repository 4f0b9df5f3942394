"""Damaged and hostile Word files are refused in a sentence, and odd ones are read."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Mapping

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.word.reading import lines_of, read_word
from reckoner.reports.word.write import WordFile
from tests.word.ooxml import WordEdit

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TAIL = "</w:body></w:document>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_body(inside: str) -> bytes:
    return packed({"word/document.xml": HEAD + inside + TAIL})


def text(data: bytes) -> list[str]:
    return ["".join(atom.text for atom in line.atoms) for line in lines_of(data, "x").lines]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
MACROS = (
    '<Types><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)
RENAMED = '<Types><Default Extension="png" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
FOREIGN = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no Word document"),
        (b"PK\x03\x04 and no more", "no Word document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "older format, such as .doc"),
        (packed({"word/other.xml": "<x/>"}), "no Word document"),
        (packed({"word/document.xml": HEAD + "<w:p>"}), "damaged"),
        (packed({"word/document.xml": BOMB + HEAD + "<w:p>&b;</w:p>" + TAIL}), "no Word document"),
        (packed({"word/document.xml": FOREIGN + HEAD + "<w:p>&x;</w:p>" + TAIL}), "no Word document"),
        (with_body("<w:sdt><w:sdtContent>" * 600), "no Word document"),
        (packed({"word/document.xml": HEAD + TAIL, "word/vbaProject.bin": b"x"}), "macros"),
        (packed({"word/document.xml": HEAD + TAIL, "[Content_Types].xml": MACROS}), "macros"),
        (packed({"word/document.xml": HEAD + TAIL, "[Content_Types].xml": RENAMED}), "macros"),
    ],
)
def test_it_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_word(data, "paper.docx")


def test_a_file_that_unpacks_to_no_end_is_refused() -> None:
    huge = HEAD.encode() + b"<w:p><w:r><w:t>" + b"x" * 110_000_000
    with pytest.raises(InputError, match="larger than 96 MB"):
        read_word(packed({"word/document.xml": huge}), "paper.docx")


def test_a_strict_file_reads_alike(word_file: WordFile) -> None:
    edit = WordEdit(word_file.content)
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in edit.parts.items()
    }
    assert text(packed(strict)) == text(word_file.content)


def test_words_online_calls_the_text_document2(word_file: WordFile) -> None:
    parts = WordEdit(word_file.content).parts
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"word/document2.xml")
    assert text(packed(parts)) == text(word_file.content)


def test_controls_within_controls_and_boxes_lose_no_words() -> None:
    def sdt(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    run = "<w:r><w:t>words</w:t></w:r>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict></w:r>"
    assert text(with_body(sdt(f"<w:p>{sdt(sdt(run))}{run}</w:p>"))) == ["wordswords"]
    assert text(with_body(f"<w:p>{box}{run}</w:p>")) == ["words", "words"]


@pytest.mark.slow
def test_a_thousand_tracked_changes_are_read_and_compared_in_seconds(word_file: WordFile) -> None:
    edit = WordEdit(word_file.content)
    p = edit.paragraph("The last paragraph")
    for number in range(1000):
        p = edit.new_paragraph(p, f"Paragraph {number} is new.", tracked=True)
    began = time.monotonic()
    read = read_word(edit.saved(), "x")
    assert sum(line.mark.what == "ins" for line in read.lines) == 1000
    assert time.monotonic() - began < 20


def test_hidden_text_and_signs_that_are_no_letters_are_said() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    read = lines_of(with_body(f"<w:p>{hidden}{sign}<w:r><w:t>seen</w:t></w:r></w:p>"), "x")
    assert read.notes == ["hidden text: secret", "a sign of the font Wingdings, which is no letter"]


def test_a_huge_picture_is_never_looked_at(word_file: WordFile) -> None:
    parts = {**WordEdit(word_file.content).parts, "word/media/huge.png": b"\0" * 150_000_000}
    assert text(packed(parts)) == text(word_file.content)


def refusal(data: bytes) -> str:
    """What is said of a file that can't be read; nothing where it can."""
    try:
        lines_of(data, "paper.docx")
    except InputError as problem:
        return problem.lines()[0]
    return ""


def test_a_damaged_file_is_refused_in_a_sentence_or_read(word_file: WordFile, chance: random.Random) -> None:
    """Bytes are cut off, lost, doubled and changed: no way of it ends in another error."""
    whole, refused = word_file.content, 0
    for _ in range(60):
        at, size = chance.randrange(len(whole)), chance.randrange(1, 400)
        damaged = chance.choice(
            [
                whole[:at],
                whole[:at] + whole[at + size :],
                whole[:at] + whole[at : at + size] + whole[at:],
                whole[:at] + bytes(chance.randrange(256) for _ in range(size)) + whole[at + size :],
            ]
        )
        refused += bool(refusal(damaged))
    assert refused > 10


def test_damaged_text_is_refused_in_a_sentence_or_read(word_file: WordFile, chance: random.Random) -> None:
    """The same within the text itself, in a zip that is whole."""
    edit = WordEdit(word_file.content)
    main = edit.parts["word/document.xml"]
    for _ in range(60):
        at, size = chance.randrange(len(main)), chance.randrange(1, 60)
        parts = {**edit.parts, "word/document.xml": main[:at] + main[at + size :]}
        said = refusal(packed(parts))
        assert not said or said.startswith("paper.docx: its text is damaged")


def test_a_picture_that_says_it_is_enormous_costs_nothing(word_file: WordFile) -> None:
    """A PNG of a few bytes that would unpack to gigabytes: no picture of a returned file is opened."""
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (2**31 - 1).to_bytes(4, "big") * 2 + b"\x10\6\0\0\0" + bytes(4)
    parts = {**WordEdit(word_file.content).parts, "word/media/picture1.png": png}
    assert text(packed(parts)) == text(word_file.content)


def test_an_empty_document_has_no_lines() -> None:
    assert text(with_body("")) == []
