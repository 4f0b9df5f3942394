"""veraPDF is asked with all its rules, and its answer is understood."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from reckoner.reports.checks.pdf import vera
from reckoner.reports.errors import ServiceError
from tests.render.pdf.paper import paper, printed


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], vera.Verdict]:
    folder = tmp_path_factory.mktemp("pdf")
    good = printed(paper()).pdf
    (folder / "good.pdf").write_bytes(good)
    with pikepdf.open(io.BytesIO(good)) as pdf:
        del pdf.Root.Lang
        del pdf.Root.OutputIntents
        pdf.save(folder / "bad.pdf")
    (folder / "none.pdf").write_bytes(b"not a PDF")
    answers = vera.validate(sorted(folder.glob("*.pdf")))
    return {(verdict.file.stem, verdict.flavour): verdict for verdict in answers}


def test_it_knows_every_rule(verdicts: dict[tuple[str, str], vera.Verdict]) -> None:
    assert {(verdict.flavour, verdict.rules) for verdict in verdicts.values()} == {("ua1", 106), ("3a", 155)}


def test_a_paper_with_one_of_everything_conforms(verdicts: dict[tuple[str, str], vera.Verdict]) -> None:
    good = [verdicts["good", flavour] for flavour in ("ua1", "3a")]
    assert list(vera.find(good)) == []
    assert all(verdict.compliant and verdict.checks > 1000 for verdict in good)


def test_what_it_finds_is_a_finding_that_names_the_rule(
    verdicts: dict[tuple[str, str], vera.Verdict],
) -> None:
    found = list(vera.find([verdicts["bad", "ua1"], verdicts["bad", "3a"]]))
    assert {finding.rule for finding in found} == {"pdf-validator"}
    assert any("not PDF/UA-1" in finding.what and "7.2" in finding.what for finding in found)
    assert any("not PDF/A-3a" in finding.what for finding in found)


def test_a_file_that_it_cannot_read_is_a_finding(verdicts: dict[tuple[str, str], vera.Verdict]) -> None:
    assert not verdicts["none", "3a"].compliant
    assert "could not read" in next(vera.find([verdicts["none", "3a"]])).what


def test_no_files_need_no_java() -> None:
    assert vera.validate([]) == []


def test_without_java_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "Java is not installed" in vera.missing()
    with pytest.raises(ServiceError, match="default-jre-headless"):
        vera.validate([Path("a.pdf")])
