"""A person who never opens a terminal makes the month's newsletter: by mouse, and by keyboard alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import history_of
from reckoner.reports.settings.house import read_house
from tests.web.at_desk import desk_at, run
from tests.worked_example import edit

pytestmark = pytest.mark.slow

NAME = "police_and_crime_plan.objectives"


@pytest.mark.parametrize("keyboard", [False, True], ids=["by mouse", "by keyboard alone"])
def test_the_month_s_newsletter_is_made_without_a_terminal(tmp_path: Path, keyboard: bool) -> None:
    with desk_at(tmp_path) as at:
        settings = at.house / "templates/newsletter/publication.yaml"
        edit(settings, lambda text: text.replace("stories_in_mail: short", "stories_in_mail: whole"))
        job = {
            "url": at.url.replace("127.0.0.1", "localhost"),  # passkeys are made for names
            "people": {"writer": at.sign_in("policy"), "approver": at.sign_in("chief-executive")},
            "picture": str(tmp_path / "picture.jpg"),
            "name": NAME,
            "keyboard": keyboard,
            "shots": os.environ.get("RECKONER_SHOTS"),
        }
        done = run("month.mjs", job)
        seen = done["seen"]
        assert done["faults"] == []
        assert seen["follows"], "the preview isn't where the words are"
        assert "Say in a sentence what the picture shows" in seen["refused"]
        assert seen["kept"].startswith("Two officers walk")
        assert seen["inserted"].endswith(f"Since {{{{ {NAME} }}}}")
        assert "{{" not in seen["preview"]
        assert not any(offer.startswith("Approve") for offer in seen["offers"])
        assert "The story about the river is new." in seen["comments"]
        assert "Sergeant Lee has read this." in seen["beside"]
        assert "Two officers walk" in seen["beside"]
        assert "Sergeant Lee has read this." in seen["comments"]
        assert seen["passphrases"] == 0
        approved, delivered = [
            row for row in history_of(read_house(at.house)).rows() if row.what in ("approved", "delivered")
        ]
        assert (approved.person, approved.details["how"]) == ("chief-executive", "passkey blue stick")
        assert (delivered.draft, delivered.person) == (approved.draft, "chief-executive")
        assert "officer (desk:chief-executive), proved by passkey blue stick" in seen["log"]
        assert "(desk:chief-executive), proved by passkey blue" in seen["log"].partition("delivered by")[2]
        released = list((at.house / "output/released").rglob("email.eml"))
        assert len(released) == 1
        assert b"river" in released[0].read_bytes()
