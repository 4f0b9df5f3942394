"""One request as a page sees it, and what a page answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.received import as_sent
from reckoner.reports.desk.sessions import Session
from reckoner.reports.errors import UsageError


@dataclass(frozen=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A request whose sender is known. ``form`` and ``query`` have each name's values; files come apart.

    ``session`` is None on the pages that anybody may see.
    """

    desk: Desk
    session: Session | None
    address: str
    url: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def who(self) -> Session:
        """Whoever is signed in, on a page that only they see."""
        assert self.session is not None
        return self.session

    @property
    def origin(self) -> str:
        """Scheme, name and port: those of office.yaml, or as the browser asked, which was let in."""
        scheme = "https" if self.desk.secure else "http"
        return self.desk.house.office.desk.origin or f"{scheme}://{self.headers.get('host', '')}"

    def value(self, name: str, most: int = 10_000) -> str:
        """A field of the form, given once. Raises UsageError where it is doubled or too long."""
        values = self.form.get(name, ())
        if len(values) > 1:
            raise UsageError(f"the field {name} was sent more than once", todo="Send the form again.")
        text = (values[0] if values else "").replace("\r\n", "\n").strip()
        if len(text) > most:
            raise UsageError(f"the field {name} is longer than {most} characters", todo="Shorten it.")
        return text

    def asked(self, name: str) -> str:
        """A part of the address's query, or nothing."""
        return self.query.get(name, [""])[0]

    @property
    def back(self) -> str:
        """The page of this desk from which somebody came, or the start page."""
        came = urlsplit(self.headers.get("referer", ""))
        return came.path if came.netloc == self.headers.get("host") and came.path.startswith("/") else "/"

    def plain(self, said: object) -> str:
        """What is said, with files by their place in the house, not on the server."""
        return as_sent(self.desk.root, str(said))

    def token(self) -> Markup:
        """The hidden field that each form carries."""
        return Markup('<input type="hidden" name="token" value="{}">').format(self.who.token)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page from a template."""
        text = self.desk.templates.get_template(template).render(
            call=self, desk=self.desk, session=self.session, token=self.token, **values
        )
        return HTMLResponse(text, status)

    def go(self, address: str, message: str = "") -> Response:
        """Send the browser on, with a message that the next page shows once."""
        answer = RedirectResponse(address, 303)
        if message:
            self.desk.say(answer, self.plain(message))
        return answer


Act = Callable[[Call], Response]


@dataclass(frozen=True)
class Route:
    """One page or act. ``needs`` is a right of office.yaml, "read" for everybody signed in, "" for anybody.

    ``fresh`` asks for a sign-in of the last minutes. ``own_guard`` is for what proves itself otherwise.
    ``keeps`` puts the words of a form aside that came too late, as after a session's end, and gives the
    address where they wait. ``slow`` is for a page that waits for other processes: nobody is to
    wait behind it.
    """

    method: str
    path: str
    needs: str
    act: Act
    fresh: bool = False
    keeps: Callable[[Call], str] | None = None
    slow: bool = False
