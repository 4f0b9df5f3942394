"""A council's template is filled where it has places, and is otherwise, byte by byte, what it was."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from reckoner.reports.build import Made, build, make
from reckoner.reports.delivery.marks import Marking
from reckoner.reports.delivery.wordmark import marked_word
from reckoner.reports.errors import ReckonerError
from reckoner.reports.word.line import WordLines
from reckoner.reports.word.package import zipped
from reckoner.reports.word.reading import lines_of
from tests.small import write
from tests.word import council
from tests.word.papers import paper_house
from tests.word.test_written import to_pdf
from tests.worked_example import edit

WORDS = """\
In October 2025 the police solved {{ crimes.solved at 2025-10 }} crimes. See [a page](https://example.org/?a=1&b=2).

## Within

- one thing
- another thing

1. first
2. second

Table: Crimes solved

| Month | Crimes |
| --- | ---: |
| August | {{ crimes.solved at 2025-08 }} |

{{ chart solved }}
"""
CHARTS = """
solved:
  kind: line
  title: Crimes solved by month
  series: [crimes.solved]
"""
PLACES = """
host:
  file: council.docx
  places:
    Title: title
    Author: office
    Contact: detail Contact officer
    Purpose: introduction
    Recommendations: section recommendations
    Report: sections
    Legal implications: section legal
    background  PAPERS: words None
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house whose paper goes into a council's template."""
    house = paper_house(
        tmp_path_factory.mktemp("host") / "house", WORDS.replace("{{ chart solved }}\n", ""), "[html]"
    )
    settings = house / "templates/panel-paper/publication.yaml"
    edit(settings, lambda text: text + PLACES)
    words = house / "content/panel-paper/2025-11"
    edit(
        words / "edition.md",
        lambda text: text.replace("author: policy", "author: policy\ndetails: {Contact officer: Ann Bee}"),
    )
    write(words / "20-recommendations.md", "---\ntitle: Recommendations\n---\nNote the report & its parts.\n")
    write(words / "30-legal.md", "---\ntitle: Legal\n---\nThere are none.\n")
    (house / "templates/panel-paper/council.docx").write_bytes(council.template())
    return house


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "house")
    return tmp_path / "house"


def made(house: Path) -> Made:
    return make(house, "panel-paper", "2025-11", lambda _step: None)


def filled(house: Path) -> bytes:
    return made(house).contents["panel-paper-host.docx"]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def texts(read: WordLines) -> list[str]:
    return ["".join(atom.text for atom in line.atoms).strip() for line in read.lines]


def refusal(house: Path, content: bytes) -> str:
    (house / "templates/panel-paper/council.docx").write_bytes(content)
    with pytest.raises(ReckonerError) as caught:
        made(house)
    return "\n".join(caught.value.lines())


def test_each_part_of_the_paper_stands_in_its_place(house: Path) -> None:
    said = [line for line in texts(lines_of(filled(house), "host.docx")) if line]
    text = "\n".join(said)
    assert said[0] == "Progress"
    assert said[1] == "Report of: Office of the Police & Crime Commissioner for Hertfordshire."
    assert re.search(r"Contact officer\s+Ann Bee", text)
    order = [
        "Purpose", "This paper tells the Panel how the force has done.",
        "Recommendations", "2.1\u2003Note the report & its parts.",
        "Report", "1 Crime", "1.1\u2003In October 2025 the police solved 2,370 crimes. See a page. [1]",
        "Implications", "Legal implications", "3.1\u2003There are none.", "Background papers", "None",
    ]  # fmt: skip
    assert [line for line in said if line in order] == order
    assert "Click to enter" not in text
    assert "Say here" not in text
    assert "Set the report out" not in text
    assert "Anytown Council: Progress" in re.sub(
        r"<[^>]+>", "", parts(filled(house))["word/header1.xml"].decode()
    )


def test_what_is_not_a_place_is_left_as_it_is(house: Path) -> None:
    before, after = parts(council.template()), parts(filled(house))
    main = after["word/document.xml"].decode()
    assert 'mc:Ignorable="w14 w15"' in main
    for kept in (
        'w14:paraId="1A2B3C4D"',
        'w:rsidR="00AB12CD"',
        "xmlns:w15=",
        '<w:headerReference w:type="default" r:id="rId9"/>',
    ):
        assert main.count(kept) <= before["word/document.xml"].decode().count(kept)
        assert kept in main
    for gone in ("showingPlcHdr", "dataBinding", "<w:text/>"):
        assert gone not in main
    assert main.count("<w:sdt>") == 3
    assert before.keys() <= after.keys()


def test_styles_and_lists_are_the_council_s_where_it_has_them(house: Path) -> None:
    after = parts(filled(house))
    main, styles, lists = (after[f"word/{name}.xml"].decode() for name in ("document", "styles", "numbering"))
    known = set(re.findall(r'w:styleId="([^"]+)"', styles))
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', main))
    assert used <= known
    assert {"Rubrik2", "Punkt"} <= used
    assert "ListBullet" not in used
    assert len(known) == len(re.findall("w:styleId=", styles))
    numbers = set(re.findall(r'<w:num w:numId="([0-9]+)"', lists))
    assert set(re.findall(r'<w:numId w:val="([0-9]+)"', main)) <= numbers
    assert len(re.findall(r'<w:num w:numId="([0-9]+)"', lists)) == len(numbers)
    kinds = re.findall(r'<w:abstractNum w:abstractNumId="([0-9]+)"', lists)
    assert len(kinds) == len(set(kinds)) == 4
    assert set(re.findall(r'<w:abstractNumId w:val="([0-9]+)"', lists)) <= set(kinds)
    assert lists.rindex("<w:abstractNum ") < lists.index("<w:num ")


def test_links_lead_where_they_led(house: Path) -> None:
    after = parts(filled(house))
    related = dict(
        re.findall(
            r'Id="([^"]+)" Type="[^"]+/hyperlink" Target="([^"]+)"',
            after["word/_rels/document.xml.rels"].decode(),
        )
    )
    used = re.findall(r'<w:hyperlink r:id="([^"]+)"', after["word/document.xml"].decode())
    assert [related[each] for each in used] == ["https://example.org/?a=1&amp;b=2"]
    assert "<dc:title>Progress</dc:title>" in after["docProps/core.xml"].decode()


def test_another_program_opens_it_and_reads_the_same(house: Path, tmp_path: Path) -> None:
    (tmp_path / "host.docx").write_bytes(filled(house))
    to_pdf(tmp_path / "host.docx", tmp_path, "txt:Text")
    said = (tmp_path / "host.txt").read_text("utf-8-sig")
    for words in (
        "Progress",
        "Ann Bee",
        "2.1\u2003Note the report & its parts.",
        "another thing",
        "2,118",
        "There are none.",
    ):
        assert words in said


def test_the_same_words_give_the_same_bytes(house: Path) -> None:
    assert filled(house) == filled(house)


def test_a_caption_stays_with_its_table_whatever_the_council_s_style_says(house: Path) -> None:
    document = parts(filled(house))["word/document.xml"].decode()
    captions = re.findall(r'<w:pStyle w:val="[A-Za-z]*Caption[A-Za-z0-9]*"/>(<w:[A-Za-z]+/>)?', document)
    assert captions
    assert set(captions) == {"<w:keepNext/>"}


def test_it_is_a_file_of_the_draft_and_marked_as_its_proof(house: Path) -> None:
    built = build(house, "panel-paper", "2025-11", progress=lambda _number, _name: None)
    assert (built.saved.folder / "panel-paper-host.docx").is_file()
    raw = (built.saved.folder / "panel-paper-host.docx").read_bytes()
    proof = marked_word("panel-paper-host.docx", raw, Marking("PROOF, not approved: x", {}))
    assert next(line for line in texts(lines_of(proof, "proof.docx")) if line) == "PROOF, not approved: x"
    assert 'w:styleId="ProofMark"' in parts(proof)["word/styles.xml"].decode()


def test_a_section_that_the_template_wants_and_nobody_wrote_is_a_finding(house: Path) -> None:
    (house / "content/panel-paper/2025-11/30-legal.md").unlink()
    found = [each for each in made(house).findings if each.rule == "unfilled-template"]
    assert [each.what for each in found] == [
        "the council's template has a place for 'Legal implications', and there is no section 'legal'"
    ]
    assert found[0].severity == "error"


def test_a_section_without_a_place_is_a_finding(house: Path) -> None:
    settings = house / "templates/panel-paper/publication.yaml"
    edit(settings, lambda text: text.replace("    Report: sections\n", ""))
    found = [each.what for each in made(house).findings if each.rule == "unfilled-template"]
    assert found == ["section 'crime' goes into no place of the council's template"]


def test_places_that_the_template_lacks_are_all_named(house: Path) -> None:
    settings = house / "templates/panel-paper/publication.yaml"
    edit(settings, lambda text: text.replace("Purpose:", "Purposes:").replace("Author:", "Autor:"))
    refused = refusal(house, council.template())
    assert "council.docx has no place called 'Autor'" in refused
    assert "council.docx has no place called 'Purposes'" in refused
    assert refused.startswith("templates/panel-paper/publication.yaml:14")


def test_a_section_within_a_line_is_refused(house: Path) -> None:
    settings = house / "templates/panel-paper/publication.yaml"
    edit(settings, lambda text: text.replace("Author: office", "Author: section legal"))
    assert "stands within a line" in refusal(house, council.template())


HOSTILE = {
    "macros": (council.template(more={"word/vbaProject.bin": b"x"}), "carries macros"),
    "macros by their kind": (
        council.template(
            more={
                "[Content_Types].xml": b'<Types><Override PartName="/word/document.xml" '
                b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
            }
        ),
        "carries macros",
    ),
    "macros under another name": (
        council.template(
            more={
                "[Content_Types].xml": b'<Types><Default Extension="png" '
                b'ContentType="application/vnd.ms-office.vbaProject"/></Types>'
            }
        ),
        "carries macros",
    ),
    "objects": (council.template(more={"word/embeddings/oleObject1.bin": b"x"}), "objects are embedded"),
    "fetched": (
        council.template(
            more={
                "word/_rels/settings.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                b'2006/relationships"><Relationship Id="r" Type="http://x/attachedTemplate" '
                b'Target="https://example.org/t.dotm" TargetMode="External"/></Relationships>'
            }
        ),
        "it fetches https://example.org/t.dotm",
    ),
    "entities": (
        council.template(
            more={"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>'}
        ),
        "council.docx",
    ),
    "strict": (
        council.template(
            more={
                "word/document.xml": b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
                b"<w:body/></w:document>"
            }
        ),
        "Strict",
    ),
    "no document": (council.template(without=("word/document.xml",)), "no Word document"),
    "no kinds": (council.template(without=("[Content_Types].xml",)), "no Word document"),
    "no zip": (b"words", "no Word document"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_template_that_nobody_should_open_is_refused(name: str, house: Path) -> None:
    content, expected = HOSTILE[name]
    assert expected in refusal(house, content)


@pytest.mark.parametrize("coding", ["utf-16", "iso-8859-1"])
@pytest.mark.parametrize("part", ["document", "styles", "numbering", "header1"])
def test_a_template_in_another_coding_is_refused(part: str, coding: str, house: Path) -> None:
    name, template = f"word/{part}.xml", council.template()
    said = parts(template)[name].decode().replace("UTF-8", coding)
    made = zipped({**parts(template), name: said.encode(coding)})
    assert f"its {name} is in another coding than UTF-8" in refusal(house, made)


def test_what_a_council_keeps_in_another_coding_is_left_as_it_is(house: Path) -> None:
    own = '<?xml version="1.0" encoding="UTF-16"?><own>é</own>'.encode("utf-16")
    template = zipped({**parts(council.template()), "customXml/item1.xml": own})
    (house / "templates/panel-paper/council.docx").write_bytes(template)
    assert parts(filled(house))["customXml/item1.xml"] == own


def test_a_template_whose_list_of_lists_is_empty_gets_ours(house: Path) -> None:
    empty = f'<w:numbering xmlns:w="{council.W}"/>'.encode()
    template = council.template(more={"word/numbering.xml": empty})
    (house / "templates/panel-paper/council.docx").write_bytes(template)
    after = parts(filled(house))
    main, lists = (after[f"word/{name}.xml"].decode() for name in ("document", "numbering"))
    used = set(re.findall(r'<w:numId w:val="([0-9]+)"', main))
    assert used
    assert used <= set(re.findall(r'<w:num w:numId="([0-9]+)"', lists))


def test_a_file_with_macros_is_no_template(house: Path) -> None:
    edit(
        house / "templates/panel-paper/publication.yaml",
        lambda text: text.replace("council.docx", "council.docm"),
    )
    assert "is not the name of a Word file" in refusal(house, b"")


EMPTY = '<w:sdt><w:sdtPr><w:tag w:val="Recommendations"/></w:sdtPr><w:sdtContent/></w:sdt>'
BARE = council.BODY.replace('w:val="Recommendations"', 'w:val="Other"')


@pytest.mark.parametrize(
    ("body", "without"),
    [
        (BARE, ()),  # the heading of that name takes the section
        (council.BODY, ("word/numbering.xml", "docProps/core.xml")),
        (council.BODY.replace(council.control("Recommendations"), EMPTY), ()),
    ],
)  # fmt: skip
def test_other_shapes_of_template_are_filled_as_well(
    body: str, without: tuple[str, ...], house: Path, tmp_path: Path
) -> None:
    template = council.template(body, without=without)
    (house / "templates/panel-paper/council.docx").write_bytes(template)
    said = texts(lines_of(filled(house), "host.docx"))
    assert "2.1\u2003Note the report & its parts." in said
    assert "2,118" in "".join(said)
