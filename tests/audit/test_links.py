"""The checker's links, made again at small scale from forms and the repository's own sets."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.links.find import SURE
from reckoner.reports.audit.links.formula import FORMULAS
from reckoner.reports.audit.links.model import Model, model, read, write
from reckoner.reports.audit.reading.plain import read_text
from tools import fit_links
from tools.links import errors, made, texts, trial
from tools.links.texts import Source, Wrong

pytestmark = pytest.mark.slow

SHARES = Source(
    "shares",
    ["Charges were brought in 164 of the 1,312 cases, a charge rate of 12.5%."],
    [Wrong("Charges were brought in 164 of the 1,312 cases, a charge rate of 10.3%.", "10.3%")],
)


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A model of few passages and few steps, fitted from the command's options on."""
    folder = tmp_path_factory.mktemp("prose")
    (folder / "one.md").write_text("Of 40 calls, 30 (75%) were answered.\n", encoding="utf-8")
    out = folder / "weights.npz"
    own = ["seen", "held", "open", "cases", "passages", *(f"slips {name}" for name in "abcdefghijkm")]
    words = [str(folder), "--rounds", "1", "--steps", "5", "--out", str(out), "--without", *own]
    whole = texts.of_made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "of_made", lambda rounds: whole(rounds).part(0, 5))
        fit_links.main(fit_links.asked(words))
    return read(out)


def test_links_fitted_anew_tell_a_slip_from_what_is_right(fitted: Model) -> None:
    found = trial.tried(SHARES, fitted)
    assert [one.true for one in found.found] == [True]
    assert "| 0.5 | 1 | 0 | 100.0% |" in trial.table([found])


def test_a_model_that_knows_nothing_finds_nothing() -> None:
    nothing = Model({}, np.zeros((1, 2), np.float32), np.zeros(1), np.zeros(1))
    assert trial.tried(SHARES, nothing, 0.6).found == []


def test_the_weights_that_are_shipped_are_as_the_tool_writes_them(tmp_path: Path) -> None:
    known = model()
    assert known.rows.keys() == FORMULAS.keys()
    assert {"likely", "held", "rivals"} <= known.errors.keys()
    write(tmp_path / "again.npz", known, "the same")
    again = read(tmp_path / "again.npz")
    assert again.rows == known.rows
    assert again.errors == known.errors
    assert np.array_equal(again.vectors, known.vectors)


def test_made_passages_are_the_same_each_time_and_agree_but_for_few() -> None:
    passages = made.passages(1)
    assert passages == made.passages(1)
    wrong = [text for text in passages if any(
        one.severity == "error" for one in audit(read_text(text + "\n", "made")).findings)]  # fmt: skip
    assert len(passages) > 1000
    assert len(wrong) < len(passages) / 25


def test_the_closed_half_is_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    read = Path.read_text

    def noting(path: Path, *args: Any, **options: Any) -> str:
        opened.append(path.name)
        return read(path, *args, **options)

    monkeypatch.setattr(Path, "read_text", noting)
    assert sum(len(source.right) + len(source.wrong) for source in texts.own()) > 1000
    assert "unseen_open.jsonl" in opened
    assert not [name for name in opened if "closed" in name]


def test_a_slip_is_another_number() -> None:
    chance = Random(1)
    made_up = {errors.slip("£1,204.50", chance) for _ in range(200)} - {None}
    assert len(made_up) > 50
    assert "£1,204.50" not in made_up
    assert all(text is not None and text.startswith("£") for text in made_up)


def test_a_link_that_holds_is_shown_with_its_sum() -> None:
    done = audit(read_text(SHARES.right[0] + "\n", "case"))
    assert [(one.kind, one.formula) for one in done.workings] == [("link", "164 / 1,312: 12.5%")]


def test_only_the_surest_link_is_an_error() -> None:
    [passage] = texts.passages(SHARES.wrong[0].text)
    assert [sure >= SURE for _, sure in trial.links_of(passage, model(), SURE, ())] == [True]
    assert trial.links_of(passage, model(), 0.999, ()) == []
    assert [finding.rule for finding in audit(read_text(passage.text + "\n", "case")).findings] == ["share"]


@pytest.mark.parametrize(
    "text",
    [
        "Of 12 calls, 0 were late (0%), down 100% from 5.",
        "It fell by 5 (80%) to 0, from 5.",
        "0, 0 and 0, 5% up.",
    ],
)
def test_nothing_at_all_is_no_trouble(text: str) -> None:
    audit(read_text(text + "\n", "zero"))
