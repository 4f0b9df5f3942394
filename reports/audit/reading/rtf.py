"""An RTF file into a document: its paragraphs, tables and notes (Rich Text Format 1.9.1)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from reckoner.reports.audit.document import Document, Section
from reckoner.reports.audit.reading.writing import Writing
from reckoner.reports.errors import InputError, Place

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_PASSED = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata datastore listtable listoverridetable rsidtbl "
    b"generator xmlnstbl header headerl headerr headerf footer footerl footerr footerf filetbl revtbl "
    b"fldinst latentstyles mmathPr bkmkstart bkmkend annotation atnid atnauthor ftnsep ftnsepc".split()
)
_LETTERS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"tab": " ", b"line": " ", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_DEEPEST = 500


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    passing: bool = False
    raised: bool = False
    hidden: bool = False
    after: int = 1  # letters that stand in for one of Unicode, to be passed over
    note: bool = False
    table: bool = False


def read_rtf(data: bytes, name: str) -> Document:
    """A Rich Text file. Raises InputError where it is none, or nested without end."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("it is no Rich Text file", Place(name), "Open it in Word and save it as .docx.")
    reader = _Reader(name)
    end = at = 0
    while found := _TOKEN.match(data, at):
        at = found.end() + reader.take(found)
        end = at
    if end < len(data.rstrip(b"\\ \r\n\0")):
        raise InputError("its text is damaged", Place(name), "Open it in Word and save it again.")
    said = f"{reader.objects} embedded object{'s were' if reader.objects > 1 else ' was'} not read"
    unread = (said,) if reader.objects else ()
    return Document(name, reader.writing.finish(), unread, (Section(1, "", "paragraph"),))


class _Reader:
    """Follows the words and groups of a file."""

    def __init__(self, name: str) -> None:
        self.writing = Writing()
        self.objects = 0
        self._name = name
        self._states: list[_State] = []
        self._state = _State()
        self._page = "cp1252"
        self._pass = 0
        self._table_open = self._row_open = self._begins = False

    def take(self, found: re.Match[bytes]) -> int:
        """Follow one token; how many bytes of pictures are to be passed over behind it."""
        word, number, coded, sign, brace, plain = found.groups()
        if brace:
            self._group(brace)
        elif word:
            return self._word(word, int(number) if number else None)
        elif coded:
            self._say(bytes([int(coded, 16)]).decode(self._page, "replace"))
        elif sign:
            self._sign(sign)
        elif plain:
            self._say(plain.decode(self._page, "replace"))
        return 0

    def _group(self, brace: bytes) -> None:
        if brace == b"{":
            if len(self._states) >= _DEEPEST:
                raise InputError("it is nested too deeply", Place(self._name), "Save it again in Word.")
            self._states.append(self._state)
            self._state = replace(self._state, note=False)
            self._begins = True
        elif self._states:
            if self._state.note:
                self.writing.close_box()
            self._state = self._states.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*" and self._begins:
            self._state = replace(self._state, passing=True)
        elif sign in (b"\\", b"{", b"}", b"~", b"_"):
            self._say({b"~": " ", b"_": "-"}.get(sign) or sign.decode())
        elif sign in (b"\r", b"\n"):
            self._word(b"par", None)

    def _say(self, text: str) -> None:
        self._begins = False
        if self._pass and not self._state.passing:
            passed = min(self._pass, len(text))
            self._pass, text = self._pass - passed, text[passed:]
        if not text or self._state.passing or self._state.hidden:
            return
        if self._state.table:
            self._enter_cell()
        else:
            self._leave_table()
        self.writing.say(text, self._state.raised)

    def _word(self, word: bytes, number: int | None) -> int:
        begins, self._begins = self._begins, False
        if word == b"bin":
            return max(0, number or 0)
        if begins and word in _PASSED:
            self.objects += word == b"object"
            self._state = replace(self._state, passing=True)
        if word == b"u" and number is not None:
            self._say(chr(number % 0x10000) if not 0xD800 <= number % 0x10000 < 0xE000 else " ")
            self._pass = self._state.after
        elif word in _LETTERS:
            self._say(_LETTERS[word])
        elif not self._state.passing:
            self._form(word, number)
            self._structure(word)
        return 0

    def _form(self, word: bytes, number: int | None) -> None:
        match word:
            case b"super":
                self._state = replace(self._state, raised=number != 0)
            case b"up":
                self._state = replace(self._state, raised=bool(number is None or number > 0))
            case b"nosupersub" | b"sub" | b"plain":
                self._state = replace(self._state, raised=False, hidden=False)
            case b"v" | b"deleted":
                self._state = replace(self._state, hidden=number != 0)
            case b"uc":
                self._state = replace(self._state, after=max(0, min(number or 0, 9)))
            case b"ansicpg" if number:
                self._page = _known(f"cp{number}")

    def _structure(self, word: bytes) -> None:
        match word:
            case b"par" | b"sect" | b"page":
                if self._state.table and self._row_open:
                    self.writing.say(" ")
                else:
                    self._leave_table()
                    self.writing.end_paragraph()
            case b"intbl":
                self._state = replace(self._state, table=True)
            case b"pard":
                self._state = replace(self._state, table=False)
            case b"footnote":
                self.writing.open_box()
                self._state = replace(self._state, note=True, table=False)
            case b"cell" | b"nestcell":
                self._enter_cell()
                self.writing.close_cell()
                self.writing.open_cell()
            case b"row" | b"nestrow":
                self.writing.drop_cell()
                self.writing.close_row()
                self._row_open = False

    def _enter_cell(self) -> None:
        if not self._table_open:
            self.writing.open_table()
            self._table_open = True
        if not self._row_open:
            self.writing.open_cell()
            self._row_open = True

    def _leave_table(self) -> None:
        if self._table_open and not self._row_open:
            self.writing.close_table()
            self._table_open = False


def _known(page: str) -> str:
    """The code page, or that of Western Europe where Python has none of that name."""
    try:
        return codecs.lookup(page).name
    except LookupError:
        return "cp1252"
