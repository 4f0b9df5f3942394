"""The mail that arrives is the mail that was approved: through every channel, and shown by a browser."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from reckoner.reports.delivery.deliver import deliver
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import DRAFTS, PASSWORD, USER, Dovecot
from tests.delivery.graphd import CLIENT, TENANT, graph_server
from tests.delivery.house import office, write_secret
from tests.delivery.newsletter import as_shown, newsletter, read, texts
from tests.delivery.smtpd import smtp_server
from tests.web.looking import Shown, show

CHANNELS = ("eml", "imap", "graph", "smtp")
WAYS = [(channel, takes) for channel in CHANNELS for takes in ("proof", "release")]
SENDER = "Reckoner worked example for Hertfordshire <newsletter@example.org>"
# What a way adds. Everything else in a mail's head is the draft's own.
TRANSPORT = {"date", "message-id", "to", "x-unsent", "auto-submitted", "x-reckoner-proof"}
Way = tuple[str, str]


@dataclass(frozen=True)
class Arrived:
    """The approved mail, and what arrived by each channel, as a proof and as a release."""

    draft: bytes
    mails: Mapping[Way, bytes]
    shown: Mapping[Way, Shown]
    draft_shown: Shown


@pytest.fixture(scope="module")
def arrived(
    tmp_path_factory: pytest.TempPathFactory, imap: Dovecot, certificates: Certificates
) -> Iterator[Arrived]:
    """One newsletter, approved, carried out on every channel and fetched at the other end."""
    root = tmp_path_factory.mktemp("one-mail")
    write_secret(root / "secret", PASSWORD)
    imap.empty()
    with ExitStack() as stack:
        graph = stack.enter_context(graph_server(certificates, PASSWORD))
        inbox = stack.enter_context(smtp_server(certificates))
        here = f"https://127.0.0.1:{graph.port}"
        secret = {"secret": "secret", "authority": str(certificates.authority)}
        server = {"server": "127.0.0.1", **secret}
        ways: dict[str, dict[str, object]] = {
            "eml": {"kind": "eml", "folder": "desk"},
            "imap": {"kind": "imap-drafts", "port": imap.port, "mailbox": USER, **server},
            "graph": {
                "kind": "microsoft-graph",
                "mailbox": USER,
                "tenant": TENANT,
                "client": CLIENT,
                "login": here,
                "graph": f"{here}/v1.0",
                **secret,
            },
            "smtp": {
                "kind": "smtp",
                "port": inbox.port,
                "sender": "reckoner@example.org",
                **server,
                "secret": "",
            },
        }
        named = {
            f"{channel}-{takes}": {**ways[channel], "takes": takes, "people": ["communications"]}
            for channel, takes in WAYS
        }
        at = office(root, named)
        kept = newsletter(at)
        mails: dict[Way, bytes] = {}
        for channel, takes in WAYS:
            done = deliver(at.order(kept, f"{channel}-{takes}"))
            assert done.is_new
            match channel:
                case "eml":
                    mails[channel, takes] = Path(done.where).read_bytes()
                case "imap":
                    mails[channel, takes] = fetched(imap, certificates)
                case "graph":
                    mails[channel, takes] = graph.drafts[-1]
                case "smtp":
                    mails[channel, takes] = inbox.mails[-1][2]
    draft = (kept.folder / "email.eml").read_bytes()
    pages = {way: root / f"{'-'.join(way)}.html" for way in WAYS}
    for way, page in pages.items():
        page.write_text(as_shown(mails[way]), "utf-8")
    own = root / "draft.html"
    own.write_text(as_shown(draft), "utf-8")
    draft_shown, *shown = show([own, *pages.values()])
    yield Arrived(draft, mails, dict(zip(pages, shown, strict=True)), draft_shown)
    imap.empty()


def fetched(imap: Dovecot, certificates: Certificates) -> bytes:
    """The newest mail of the drafts, over IMAP."""
    context = ssl.create_default_context(cafile=str(certificates.authority))
    with imaplib.IMAP4_SSL("127.0.0.1", imap.port, ssl_context=context) as server:
        server.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
        _, [count] = server.select(f'"{DRAFTS}"', readonly=True)
        assert count is not None
        _, [answer, *_] = server.fetch(count.decode(), "(BODY.PEEK[])")
        assert isinstance(answer, tuple)
        raw: bytes = answer[1]
        return raw


def halves(raw: bytes) -> tuple[list[str], bytes]:
    """The names of its headers, and its body."""
    return [name.lower() for name in read(raw)], raw.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_subject_and_sender_are_those_that_were_approved(arrived: Arrived, way: Way) -> None:
    for name in ("Subject", "From"):
        assert str(read(arrived.mails[way])[name]) == str(read(arrived.draft)[name])
    assert read(arrived.mails[way])["Subject"] == "Hotspot patrols at risk, and other February news"
    assert read(arrived.mails[way])["From"] == SENDER
    assert read(arrived.mails[way])["To"] == "communications@example.org"


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_way_adds_headers_of_transport_alone(arrived: Arrived, way: Way) -> None:
    own, found = set(halves(arrived.draft)[0]), halves(arrived.mails[way])[0]
    assert len(found) == len(set(found))
    assert set(found) - TRANSPORT == own - TRANSPORT
    assert ("x-unsent" in found) is (way[0] == "eml")
    assert ("x-reckoner-proof" in found) is (way[1] == "proof")


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_release_is_the_approved_mail_byte_for_byte(arrived: Arrived, channel: str) -> None:
    assert halves(arrived.mails[channel, "release"])[1].rstrip() == halves(arrived.draft)[1].rstrip()


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_proof_is_marked_in_text_and_html_and_nowhere_else(arrived: Arrived, channel: str) -> None:
    raw, mark = arrived.mails[channel, "proof"], "PROOF, not approved: newsletter/2026-02/draft-001"
    (text, html), (own_text, own_html) = texts(raw), texts(arrived.draft)
    assert text.rstrip() == f"{mark}\n\n{own_text}".rstrip()
    before, _, rest = html.partition('<p class="banner"')
    banner, _, after = rest.partition("</p>")
    assert mark in banner
    assert (before + after).rstrip() == own_html.rstrip()
    pictures, own = (
        [
            (str(p["Content-ID"]), p.get_content_type(), p.get_payload())
            for p in read(each).walk()
            if p["Content-ID"]
        ]
        for each in (raw, arrived.draft)
    )
    assert pictures == own
    assert len(own) == 5


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_every_picture_shows_at_its_own_size(arrived: Arrived, way: Way) -> None:
    sizes = arrived.shown[way].sizes
    assert sizes == arrived.draft_shown.sizes
    assert len(sizes) == 5
    assert all(width > 0 and height > 0 for width, height in sizes)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_reader_sees_what_was_approved_below_the_mark(arrived: Arrived, way: Way) -> None:
    with Image.open(arrived.draft_shown.shot) as own, Image.open(arrived.shown[way].shot) as found:
        band = found.height - own.height
        assert 30 < band < 70 if way[1] == "proof" else band == 0
        below = found.convert("RGB").crop((0, band, found.width, found.height))
        # The band moves lines by parts of a pixel: edges of letters come out a little paler or darker.
        worst = max(ImageChops.difference(below, own.convert("RGB")).tobytes())
        assert worst < 64 if band else worst == 0
        if band:
            assert found.convert("RGB").getpixel((5, 5)) == (128, 22, 80)
