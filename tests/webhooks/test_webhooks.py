"""Webhooks against a real server: signed so that another library agrees, in order, until they arrive."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from typer.testing import CliRunner, Result

from reckoner.reports.cli.main import app
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.posting import may_call, post
from reckoner.reports.desk.desk import now_utc
from reckoner.reports.drafts.approval import Identity, approve, reject
from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.drafts.makers import note_built
from reckoner.reports.errors import SettingsError
from reckoner.reports.schedule.notices import Notice, Outbox
from reckoner.reports.schedule.run import Policy
from reckoner.reports.settings.house import read_house
from reckoner.reports.webhooks.outbox import WAITS
from tests.conftest import SOAK
from tests.desk.at_desk import Clock, house_with_paper
from tests.steps import cut_short
from tests.webhooks.receiving import (
    SECRET,
    Log,
    Receiver,
    keeper_of,
    look_alone,
    receiver,
    tell,
    verified,
)
from tests.worked_example import edit

NAME = "panel-paper/2025-11/draft-001"
REASON = "The figures of October are missing."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return house_with_paper(tmp_path_factory.mktemp("webhooks") / "house")


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "house")
    return tmp_path / "house"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def heard() -> Iterator[Receiver]:
    with receiver() as known:
        yield known


def built_by(house: Path, clock: Clock) -> None:
    settings = read_house(house)
    note_built(settings, find_draft(settings.output, NAME), "somebody", clock(), is_new=True)


def judge(house: Path, clock: Clock, *, good: bool) -> None:
    settings = read_house(house)
    person = settings.office.person("chief-executive")
    assert person is not None
    kept, who = read_draft(find_draft(settings.output, NAME)), Identity(person, "ce")
    if good:
        approve(history_of(settings), kept, who, settings.office, clock())
    else:
        reject(history_of(settings), kept, who, settings.office, clock(), REASON)


def act(house: Path, clock: Clock, what: str, **details: object) -> None:
    kept = read_draft(find_draft(house / "output", NAME))
    told = {"channel": "shelf", "purpose": "release", **details}
    history_of(read_house(house)).append(Act(what, NAME, kept.digest, "", "reckoner", clock(), told))


def test_each_act_is_told_once_in_order_and_signed_so_that_another_library_agrees(
    house: Path, clock: Clock, heard: Receiver
) -> None:
    clock.now = now_utc()
    tell(house, heard.port)
    keeper = keeper_of(house, clock)
    assert keeper.look().sent == []
    built_by(house, clock)
    judge(house, clock, good=False)
    judge(house, clock, good=True)
    act(house, clock, "failed", reason="the disk is full", permanent=False)
    act(house, clock, "delivered")
    act(house, clock, "withdrawn", reason=REASON)
    keeper.look()
    assert heard.events == [
        "draft.made", "draft.rejected", "draft.approved", "delivery.failed", "draft.delivered",
        "draft.withdrawn",
    ]  # fmt: skip
    told = [verified(*each) for each in heard.got]
    assert told[1]["data"]["reason"] == REASON
    assert {each["data"]["draft"] for each in told} == {NAME}
    assert told[2]["data"]["person"] == "chief-executive"
    keeper_of(house, clock).look()  # after a restart
    assert len(heard.got) == 6
    headers, body = heard.got[0]
    for altered in ({**headers, "webhook-id": "msg_other"}, {**headers, "webhook-timestamp": "1"}):
        with pytest.raises(WebhookVerificationError):
            verified(altered, body)
    with pytest.raises(WebhookVerificationError):
        verified(headers, body.replace(b"panel", b"Panel"))


def test_a_build_that_fails_is_told_as_people_are(house: Path, clock: Clock, heard: Receiver) -> None:
    clock.now = now_utc()
    tell(house, heard.port, ", events: [build.failed]")
    keeper = keeper_of(house, clock)
    keeper.look()
    built_by(house, clock)
    clock.pass_by(timedelta(minutes=1))
    notice = Notice("failed", "panel-paper", "2026-02", "paper", "data/x.csv:3: no number", "draft first")
    Outbox(keeper.outbox.engine, Policy()).post([notice], clock())
    keeper.look()
    keeper.look()
    [each] = heard.got
    assert verified(*each)["data"]["reason"] == "data/x.csv:3: no number"


def test_a_new_webhook_hears_of_nothing_from_before_it_and_only_of_what_it_asked_for(
    house: Path, clock: Clock, heard: Receiver
) -> None:
    clock.now = now_utc()
    built_by(house, clock)
    tell(house, heard.port, ", events: [draft.approved], publications: [newsletter]")
    keeper = keeper_of(house, clock)
    keeper.look()
    judge(house, clock, good=True)
    keeper.look()
    assert heard.got == []
    edit(house / "office.yaml", lambda text: text.replace("[newsletter]}", "[panel-paper]}"))
    act(house, clock, "delivered")
    judge_again = keeper.look()
    assert (judge_again.sent, heard.got) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("status", [301, 307, 400, 404, 500, 503])
def test_what_does_not_arrive_is_tried_again_later_and_ever_later_and_then_given_up(
    status: int, house: Path, clock: Clock, heard: Receiver
) -> None:
    clock.now = now_utc()
    tell(house, heard.port)
    log = Log()
    keeper = keeper_of(house, clock, log)
    keeper.look()
    built_by(house, clock)
    heard.answers = [status] * 50
    for wait in WAITS:
        tries = len(heard.got)
        keeper_of(house, clock, log).look()
        assert len(heard.got) == tries + 1
        clock.pass_by(wait - timedelta(seconds=1))
        keeper.look()
        assert len(heard.got) == tries + 1, "too soon"
        clock.pass_by(timedelta(seconds=2))
    keeper.look()
    assert [each.state for each in keeper.outbox.all()] == ["given up"]
    clock.pass_by(timedelta(days=30))
    keeper.look()
    assert len(heard.got) == len(WAITS) + 1
    assert len(set(heard.ids)) == 1
    assert f"it answered {status}" in log.lines[0]
    assert '"final": true' in log.lines[-1]


def test_a_receiver_that_is_gone_is_told_no_more_and_one_that_is_busy_later(
    house: Path, clock: Clock, heard: Receiver
) -> None:
    clock.now = now_utc()
    tell(house, heard.port)
    keeper = keeper_of(house, clock)
    keeper.look()
    built_by(house, clock)
    judge(house, clock, good=True)
    heard.answers, heard.retry_after = [410, 503], "7200"
    keeper.look()
    assert [each.state for each in keeper.outbox.all()].count("given up") == 1
    keeper.look()
    assert len(heard.got) == 2
    clock.pass_by(timedelta(hours=1, minutes=59))
    keeper.look()
    assert len(heard.got) == 2
    clock.pass_by(timedelta(minutes=2))
    assert keeper.look().sent
    assert heard.events == ["draft.made", "draft.approved", "draft.approved"]


def test_a_receiver_that_hangs_is_cut_off_and_holds_up_no_other(
    house: Path, clock: Clock, heard: Receiver
) -> None:
    from threading import Event

    clock.now = now_utc()
    ended = Event()
    heard.hold = lambda: ended.wait(20)
    tell(house, heard.port, ", seconds: 1")
    with receiver() as other:
        more = f"  other: {{address: 'http://127.0.0.1:{other.port}/', secret: secrets/hook, inside: true}}\n"
        edit(house / "office.yaml", lambda text: text + more)
        keeper = keeper_of(house, clock)
        keeper.look()
        built_by(house, clock)
        judge(house, clock, good=True)
        looked = keeper.look()
        ended.set()
        assert other.events == ["draft.made", "draft.approved"]
    assert len(heard.got) == 1
    assert "did not answer in time" in looked.failed[0][1]


@pytest.mark.slow
def test_killed_at_any_step_each_message_arrives_and_keeps_its_id(
    house: Path, clock: Clock, chance: random.Random
) -> None:
    clock.now = now_utc()
    killed, apart = 0, 1 if SOAK else 4
    for step in range(chance.randint(1, apart), 200, apart):
        copy = house.parent / f"house-{step}"
        shutil.copytree(house, copy)
        with receiver() as heard:
            tell(copy, heard.port)
            keeper_of(copy, clock).look()
            built_by(copy, clock)
            judge(copy, clock, good=True)
            was_killed = cut_short(look_alone, copy, clock.now, step)
            killed += was_killed
            later = Clock(clock.now + timedelta(minutes=2))
            keeper_of(copy, later).look()
            assert set(heard.events) == {"draft.made", "draft.approved"}, step
            assert len(set(heard.ids)) == 2, step
            assert len(heard.got) <= 3, step
            for each in heard.got:
                Webhook(SECRET).verify(each[1], dict(each[0]))
        shutil.rmtree(copy)
        if not was_killed:
            break
    assert killed > 15 // apart


@pytest.mark.parametrize(
    ("address", "outside", "inside"),
    [
        ("93.184.215.14", True, True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, True),
        ("127.0.0.1", False, True),
        ("10.1.2.3", False, True),
        ("192.168.1.1", False, True),
        ("::1", False, True),
        ("fd00::1", False, True),
        ("::ffff:10.1.2.3", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1%eth0", False, False),
        ("0.0.0.0", False, False),
        ("224.0.0.1", False, False),
        ("255.255.255.255", False, False),
        ("fd00:ec2::254", False, False),
        ("fd20:ce::254", False, False),
        ("192.0.0.192", False, False),
        ("::ffff:192.0.0.192", False, False),
        ("168.63.129.16", False, False),
        ("2001:0:a9fe:a9fe::", False, False),
        ("2002:a9fe:a9fe::", False, False),
        ("2002:0a01:0203::", False, True),
        ("64:ff9b::a9fe:a9fe", False, False),
        ("fec0::1", False, True),
    ],
)
def test_addresses_inside_are_called_only_where_the_settings_say_so(
    address: str, outside: bool, inside: bool
) -> None:
    assert (may_call(address, inside=False), may_call(address, inside=True)) == (outside, inside)


def test_nothing_connects_to_this_machine_unless_it_may(heard: Receiver) -> None:
    for name in ("127.0.0.1", "localhost"):
        with pytest.raises(Undelivered, match="which is not called"):
            post(f"http://{name}:{heard.port}/", "", {}, b"{}", 5, inside=False)
    assert heard.got == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("address: 'ftp://example.org/', secret: s", "begins with https"),
        ("address: 'https://user:word@example.org/', secret: s", "holds no name or password"),
        ("address: 'http://10.0.0.1/', secret: s, inside: true", "begins with https"),
        ("address: 'http://127.0.0.1/', secret: s", "on this machine"),
        ("address: 'https://example.org:99999/', secret: s", "port"),
        ("address: 'https://example.org/', secret: s, events: [draft.lost]", "draft.lost"),
        ("address: 'https://example.org/'", "secret"),
    ],
)
def test_settings_that_can_t_be_meant_are_refused_with_their_line(line: str, said: str, house: Path) -> None:
    edit(house / "office.yaml", lambda text: f"{text}\nwebhooks:\n  website: {{{line}}}\n")
    with pytest.raises(SettingsError) as refused:
        read_house(house)
    assert said in str(refused.value)
    assert "office.yaml:" in str(refused.value)


def code(house: Path, *words: str) -> int:
    """What the command exits with."""
    return int(app(["webhooks", *words, "--house", str(house)], standalone_mode=False) or 0)


def run(house: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["webhooks", *words, "--house", str(house)])


def test_commands_list_test_and_retry(house: Path, heard: Receiver) -> None:
    clock = Clock(now_utc())
    assert "No other system hears" in run(house, "list").stdout
    tell(house, heard.port)
    assert code(house, "test", "website") == 0
    assert verified(*heard.got[0])["type"] == "test"
    heard.answers = [500, 503, 204]
    assert code(house, "test", "website") == 1
    assert "no webhook 'other'" in str(run(house, "test", "other").exception)
    keeper_of(house, clock).look()
    built_by(house, clock)
    keeper_of(house, clock).look()
    assert "draft.made waiting" in run(house, "list").stdout
    assert code(house, "retry", "website") == 0
    assert "1 sent" in run(house, "list").stdout
    assert "nothing of 'website' waits" in str(run(house, "retry", "website").exception)


def test_no_secret_is_in_a_log_a_list_or_the_store(house: Path, clock: Clock, heard: Receiver) -> None:
    clock.now = now_utc()
    tell(house, heard.port)
    log = Log()
    keeper = keeper_of(house, clock, log)
    keeper.look()
    built_by(house, clock)
    keeper.look()
    (house / "secrets/hook").write_text("whsec_tooshort\n")
    judge(house, clock, good=True)
    keeper.look()
    assert "24 to 64 bytes" in log.lines[-1]
    (house / "secrets/hook").write_text(f"{SECRET}\n")
    (house / "secrets/hook").chmod(0o644)
    keeper.look()
    assert "others may read the secret" in log.lines[-1]
    said = run(house, "list").stdout + run(house, "list", "--format", "json").stdout + "".join(log.lines)
    kept = b"".join(path.read_bytes() for path in (house / "state").glob("schedule.sqlite*"))
    for part in (SECRET, SECRET.removeprefix("whsec_"), "tooshort"):
        assert part not in said
        assert part.encode() not in kept
    assert json.loads(run(house, "list", "--format", "json").stdout)["webhooks"]["website"]["secret"]
    (house / "secrets/hook").chmod(0o600)
    assert len(keeper.look().sent) == 1


def test_two_secrets_sign_while_a_receiver_changes_over(house: Path, clock: Clock, heard: Receiver) -> None:
    clock.now = now_utc()
    tell(house, heard.port, ", former_secret: secrets/old")
    old = house / "secrets/old"
    old.write_text("whsec_" + "b2xk" * 10 + "\n")
    old.chmod(0o600)
    keeper = keeper_of(house, clock)
    keeper.test("website")
    headers, body = heard.got[0]
    assert verified(headers, body)
    assert Webhook("whsec_" + "b2xk" * 10).verify(body, dict(headers))
