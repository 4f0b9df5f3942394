"""What may leave as a proof is what carries the mark; a kind of file that nobody spoke of stays at home."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.kinds import KINDS, UNKNOWN, kind_of, marked, public
from reckoner.reports.delivery.marks import MARK, Marking, with_banner
from reckoner.reports.delivery.payload import proof
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.manifest import Manifest, describe
from reckoner.reports.drafts.store import save
from reckoner.reports.errors import InputError, UsageError
from reckoner.reports.render.pdf.stamp import stamp
from tests.delivery.house import NOW, Office, office
from tests.delivery.newsletter import newsletter, texts
from tests.letters import made
from tests.worked_example import ROOT

TABLE = {"table": {"kind": "folder", "takes": "proof", "folder": "table"}}
INVENTED = [
    "panel-paper.odt",
    "charts/data.xlsx",
    "slides.pptx",
    "email-welsh.eml",
    "page.htm",
    "charts/x.gif",
]


def kept_with(at: Office, files: dict[str, bytes]) -> Kept:
    contents = {"checks.json": b'{"checked": [], "findings": []}', "figures.csv": b"1\n", **files}
    manifest = Manifest("panel-paper", "2025-11", True, describe(contents), {}, {}, "policy")
    return read_draft(save(at.house.output, manifest, contents, "log\n").folder)


@pytest.mark.parametrize("name", INVENTED)
def test_a_new_kind_of_file_without_a_word_about_it_cannot_leave(tmp_path: Path, name: str) -> None:
    at = office(tmp_path, TABLE)
    kept = kept_with(at, {"panel-paper.html": b"<body>1</body>", name: b"8,665"})
    payload = proof(kept, "a@example.org", (), NOW, stamp)
    assert list(payload.files) == ["panel-paper.html"]
    assert payload.left[name] == UNKNOWN
    with pytest.raises(InputError, match="nothing says whether this kind of file may leave"):
        public({name: b"8,665"})


def test_a_draft_of_which_nothing_can_be_marked_is_no_proof(tmp_path: Path) -> None:
    at = office(tmp_path, TABLE)
    with pytest.raises(UsageError, match="nothing of panel-paper/2025-11/draft-001 can be marked"):
        deliver(at.order(kept_with(at, {"panel-paper.odt": b"8,665"}), "table"))
    assert at.said("claimed") == 0


@pytest.mark.slow
@pytest.mark.parametrize("publication", ["newsletter", "news", "panel-paper", "annual-report"])
def test_every_file_that_the_program_makes_is_in_the_table(publication: str) -> None:
    edition = {"panel-paper": "2025-11", "annual-report": "2023-24"}.get(publication, "2026-02")
    contents = made(ROOT, publication, edition=edition).contents
    assert [name for name in contents if kind_of(name) is None] == []
    files, left = public(contents)
    assert files.keys() | left.keys() == contents.keys()
    assert left.keys() == {"figures.csv", "checks.json"}


def test_each_line_of_the_table_is_marked_or_says_why_it_stays() -> None:
    assert [kind.names for kind in KINDS if not (kind.mark or kind.why)] == []


@pytest.mark.parametrize("publication", ["newsletter", "news"])
def test_every_file_of_a_proof_carries_the_mark(tmp_path: Path, publication: str) -> None:
    """Neither packs nor feed leave, and no picture by itself: they stand in the marked pages."""
    at = office(tmp_path, TABLE)
    folder = Path(deliver(at.order(newsletter(at, publication), "table")).where)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".html", ".txt", ".eml"}
    for path in files:
        whole = path.read_bytes()
        for text in texts(whole) if path.suffix == ".eml" else [whole.decode()]:
            assert MARK in text, path
        if path.suffix == ".html":
            page = whole.decode()
            assert page.index(MARK, page.index("<body")) - page.index("<body") < 800
            assert 'src="pictures/' not in page
            assert 'src="../' not in page
            assert 'src="charts/' not in page
    # An index by month, one by subject, 23 stories and four pages that stories had before.
    assert len(files) == (4 if publication == "newsletter" else 33)


def test_a_mail_that_holds_a_document_is_not_taken_for_marked() -> None:
    kind = kind_of("email.eml")
    assert kind is not None
    assert kind.mark is not None
    mail = (
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n--b--\r\n"
    )
    assert kind.mark("email.eml", mail, Marking("PROOF", {})) is None
    assert kind.mark("email.eml", b"Subject: x\r\n\r\nOnly text\r\n", Marking("PROOF", {})) is None


def test_a_pdf_is_marked_on_every_page_and_the_same_each_time() -> None:
    blank = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(3):
            document.add_blank_page()
        document.save(blank)
    files, _ = marked(Marking("PROOF: x", {"paper.pdf": blank.getvalue()}, stamp))
    again, _ = marked(Marking("PROOF: x", {"paper.pdf": blank.getvalue()}, stamp))
    assert files == again
    with pypdfium2.PdfDocument(files["paper.pdf"]) as read:
        assert [page.get_textpage().get_text_range().strip() for page in read] == ["PROOF: x"] * 3


def test_a_banner_stands_where_readers_see_it() -> None:
    assert with_banner("<!-- <body> --><body class=x><p>1</p>", "PROOF").startswith(
        '<!-- <body> --><body class=x><p class="banner"'
    )
    assert marked(Marking("PROOF", {"a.html": b"<body>1"}))[0]["a.html"].count(b"PROOF") == 1
