from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from reckoner.reports.errors import Fault, InputError, Place, SettingsError
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.yaml import (
    PeriodField,
    Settings,
    YamlFile,
    parse_yaml,
    read_yaml,
    validate,
    validate_part,
)


def read(text: str, first_line: int = 1) -> YamlFile:
    return parse_yaml(text, Path("house.yaml"), "house.yaml", first_line=first_line)


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(SettingsError) as caught:
        read(text)
    return caught.value.faults


def refused(text: str) -> str:
    """The one fault of a text, as a person sees it."""
    (fault,) = faults(text)
    return "\n".join(fault.lines())


# What plain YAML says

PLAIN = """\
word: Hertfordshire
number: 31
negative: -7
price: 1.50
small: .5
day: 2025-11-28
month: 2025-10
code: 028
answer: yes
truth: true
nothing:
list: [1, two, 3.0]
nest: {inner: {deep: x}}
"""


def test_plain_values_arrive_as_they_are_written() -> None:
    assert read(PLAIN).data == {
        "word": "Hertfordshire",
        "number": 31,
        "negative": -7,
        "price": Decimal("1.50"),
        "small": Decimal("0.5"),
        "day": date(2025, 11, 28),
        "month": "2025-10",
        "code": "028",
        "answer": "yes",
        "truth": True,
        "nothing": None,
        "list": [1, "two", Decimal("3.0")],
        "nest": {"inner": {"deep": "x"}},
    }


def test_decimals_keep_their_last_zeros() -> None:
    assert str(read("price: 1.50").data["price"]) == "1.50"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_every_decimal_arrives_exactly(number: Decimal) -> None:
    assert str(read(f"n: {number:f}").data["n"]) == f"{number:f}"


@given(st.integers(-(10**20), 10**20))
def test_every_whole_number_arrives_exactly(number: int) -> None:
    assert read(f"n: {number}").data == {"n": number}


@given(st.dates(date(1900, 1, 1)))
def test_every_date_arrives_as_a_date(when: date) -> None:
    assert read(f"n: {when}").data == {"n": when}


def test_an_empty_file_says_nothing() -> None:
    assert read("# a comment only\n").data is None


def test_aliases_stand_for_what_they_name() -> None:
    assert read("a: &list [1, 2]\nb: *list\n").data == {"a": [1, 2], "b": [1, 2]}


def test_an_anchor_may_be_named_again_in_silence() -> None:
    assert read("a: &x 1\nb: &x 2\nc: *x\n").data == {"a": 1, "b": 2, "c": 2}


@pytest.mark.parametrize(
    "text",
    ["1e5x", "0x1F", "0o17", "1:30", "2025-1-5", "2025-02-03T10:00:00Z", ".inf", "-.Inf", ".NaN", "NaN"],
)
def test_what_is_no_plain_number_or_date_stays_text(text: str) -> None:
    assert read(f"a: '{text}'\nb: {text}\n").data == {"a": text, "b": text}


# Lines

LINED = """\
meetings:
  - date: 2025-11-28

  - date: 2026-01-30
    place: Hertford
notes: >-
  several
  lines
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("meetings",), 1),
        (("meetings", 0), 2),
        (("meetings", 0, "date"), 2),
        (("meetings", 1), 4),
        (("meetings", 1, "place"), 5),
        (("notes",), 6),
        ((), 1),
    ],
)
def test_each_key_and_item_knows_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert read(LINED).place(*path) == Place("house.yaml", line)


def test_a_key_that_is_not_there_lies_in_the_nearest_one_around_it() -> None:
    assert read(LINED).place("meetings", 1, "time", "zone") == Place("house.yaml", 4)


def test_lines_of_front_matter_count_from_the_start_of_the_file() -> None:
    assert read("a: 1\nb: 2\n", first_line=2).place("b") == Place("house.yaml", 3)


def test_a_file_without_lines_still_has_a_place() -> None:
    assert read("").place("a") == Place("house.yaml")


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_fault_names_its_line_wherever_it_stands(before: int, after: int) -> None:
    text = "".join(f"k{n}: {n}\n" for n in range(before)) + "day: 2025-02-30\n" + "z: 1\n" * bool(after)
    (fault,) = faults(text)
    assert fault.where == Place("house.yaml", before + 1)


# What is refused

BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{here}: &{here} [{', '.join([f'*{there}'] * 8)}]\n" for there, here in pairwise("abcdefghijkl")
)
REFUSED = {
    "a: 1\nb: 2\na: 3\n": "house.yaml:3: 'a' stands twice, first in line 1",
    "x:\n  a: 1\n  'a': 3\n": "house.yaml:3: 'a' stands twice, first in line 2",
    "a:\n\tb: 1\n": "house.yaml:2: it is not YAML: while scanning for the next token, found character '\\t'",
    "a: 'é'\nb: @x\n": "house.yaml:2: it is not YAML: while scanning for the next token, found character '@'",
    "a: b: c\n": "house.yaml:1: it is not YAML",
    "ok: 1\na: [1, 2\n": "house.yaml:3: it is not YAML",
    "a: 'open\n": "house.yaml:2: it is not YAML",
    "a: 1\nb: [": "house.yaml:2: it is not YAML",
    "a: 1\n---\nb: 2\n": "house.yaml:2: it is not YAML: expected a single document",
    "a: *nobody\n": "house.yaml:1: it is not YAML: found undefined alias",
    "%YAML 3.0\n---\na: 1\n": "house.yaml:1: it is not YAML",
    "a: \x00\n": "house.yaml: it is not YAML",
    'a: "\\0"\n': "house.yaml:1: there is a control character (U+0000)",
    'a: "\\x1b[2J"\n': "house.yaml:1: there is a control character (U+001B)",
    'a: "\\ud800"\n': "house.yaml:1: it is not YAML: while parsing a quoted scalar, found invalid Unicode",
    "a: 1\nb: 2\u2028c: 3\n": "house.yaml:2: there is a control character (U+2028)",
    "a: 1\n# \x85b: 2\n": "house.yaml:2: there is a control character (U+0085)",
    "a: 2025-02-30\n": "house.yaml:1: there is no day 2025-02-30",
    "a: 2023-02-29\n": "house.yaml:1: there is no day 2023-02-29",
    "? [a, b]\n: 1\n": "house.yaml:1: a key must be a word",
    "? {a: 1}\n: 1\n": "house.yaml:1: a key must be a word",
    "a: &a {b: 1}\nc:\n  <<: *a\n": "house.yaml:3: merge keys (<<) are not read",
    "a: !!python/name:os.system x\n": "house.yaml:1: a tag (tag:yaml.org,2002:python/name:os",
    "a: !secret x\n": "house.yaml:1: a tag (!secret)",
    "a: 1\nb: !thing {c: 1}\n": "house.yaml:2: a tag (!thing)",
    "a: !!set {b, c}\n": "house.yaml:1: a tag (tag:yaml.org,2002:set)",
    "a: !!binary aGVsbG8=\n": "house.yaml:1: a tag (tag:yaml.org,2002:binary)",
    "!key a: 1\n": "house.yaml:1: a tag (!key)",
    "a: " + "9" * 5000: "house.yaml:1: this number is too long",
    "a: 1e999999999\n": "house.yaml:1: this number is too long",
    "a: 1e-999999999\n": "house.yaml:1: this number is too long",
    BOMB: "house.yaml: it is too large",
    BOMB + "? *l\n: 1\n": "house.yaml: it is too large",
    "a: &a [*a]\n": "house.yaml: it is too deep",
    "a: &a {b: *a}\n": "house.yaml: it is too deep",
    "&a {? *a : 1}\n": "house.yaml:1: a key must be a word",
    "[" * 60 + "]" * 60: "house.yaml: it is too deep",
    "{a: " * 2000: "house.yaml: it is too deep",
    "a: " + "x" * 1_000_001: "house.yaml: it is too large",
}


@pytest.mark.parametrize("text", REFUSED, ids=[key[:20] for key in REFUSED])
def test_what_is_refused_is_named_with_its_line(text: str) -> None:
    assert refused(text).startswith(REFUSED[text])


@pytest.mark.parametrize("text", REFUSED, ids=[key[:20] for key in REFUSED])
def test_every_refusal_is_of_the_class_asked_for_and_says_what_to_do(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, Path("facts.yaml"), "facts.yaml", InputError)
    assert all(fault.todo for fault in caught.value.faults)
    assert 2 <= len(caught.value.lines()) <= 5


def test_all_faults_of_a_file_are_shown_together() -> None:
    assert [str(fault.where) for fault in faults("a: 2025-02-30\nb: !x 1\nc: 1\nc: 2\n")] == [
        "house.yaml:1",
        "house.yaml:2",
        "house.yaml:4",
    ]


@pytest.mark.parametrize("text", ["!!int abc", "!!float x", "!!bool maybe", "!!timestamp x", "!!null x"])
def test_a_plain_tag_on_other_text_leaves_it_text(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text.split()[1]}


def test_yes_is_a_word_even_in_old_yaml() -> None:
    assert read("%YAML 1.1\n---\na: yes\nb: no\nc: 1:30\n").data == {"a": "yes", "b": "no", "c": "1:30"}


SCRAPS = st.sampled_from(
    ["a", "b: ", "- ", "\n", "\n  ", "[", "]", "{", "}", ": ", "? ", "&x ", "*x ", "!t ", "!!int ", "'", '"',
     "|\n ", "> ", "#", "%", "---\n", "...\n", "<<: ", ",", "\t", "1", ".5", "1e9", "2025-02-30", "\\",
     "\x85", "é", "~", "@", "`"]
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=25).map("".join) | st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(SettingsError):
        read(text)


@pytest.mark.parametrize("level", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused_before_the_stack_is(level: str) -> None:
    assert refused(level * 5000).startswith("house.yaml: it is too deep")


# Files


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"office\.yaml: there is no such file"):
        read_yaml(tmp_path / "office.yaml", "office.yaml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="could not be read"):
        read_yaml(tmp_path, "data")


@pytest.mark.parametrize("content", [b"a: 1\nname: caf\xe9\n", b"\n\xff\xfea\x00"])
def test_bytes_that_are_not_utf_8_are_named_with_their_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "office.yaml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"office\.yaml:2: .* is not UTF-8\n  Save it as UTF-8\."):
        read_yaml(tmp_path / "office.yaml", "office.yaml")


def test_a_mark_at_the_start_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "office.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    file = read_yaml(tmp_path / "office.yaml", "office.yaml")
    assert file.data == {"a": 1, "b": 2}
    assert file.place("b") == Place("office.yaml", 2)


def test_a_device_or_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, what in ((Path("/dev/zero"), "a device"), (tmp_path / "pipe", "a pipe")):
        with pytest.raises(SettingsError, match=f"it is {what} and no plain file"):
            read_yaml(path, "office.yaml")


def test_a_file_beyond_measure_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(SettingsError, match="too large"):
        read_yaml(path, "office.yaml")


# Meaning


class Origin(Settings):
    producer: str
    licence: str = ""
    received: date | None = None


class Line(Settings):
    kind: Literal["line"]
    title: str


class Bar(Settings):
    kind: Literal["bar"]
    title: str
    stacked: bool = False


class Module(Settings):
    title: str
    from_: str = Field("", alias="from")
    decimals: int = Field(0, ge=0)
    share: Decimal | None = None
    period: PeriodField | None = None
    origins: dict[str, Origin] = Field(default_factory=dict)
    steps: list[Origin] | None = None
    charts: tuple[Annotated[Line | Bar, Field(discriminator="kind")], ...] = ()


def checked(text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        validate(Module, read(text))
    return ["\n".join(fault.lines()) for fault in caught.value.faults]


def test_a_file_that_fits_becomes_its_model() -> None:
    module = validate(Module, read("title: Calls\nfrom: x\nperiod: 2025-01..2025-10\nshare: 81.50\n"))
    assert (module.title, module.from_, str(module.share)) == ("Calls", "x", "81.50")
    assert module.period == Period.months(2025, 1, 10)


@pytest.mark.parametrize("written", ["2025", "2025-10", "2025-10-31", "2025-Q3", "2023-24", "2011/12"])
def test_a_period_may_be_written_without_quotes(written: str) -> None:
    assert validate(Module, read(f"title: x\nperiod: {written}\n")).period == Period.parse(written)


@pytest.mark.parametrize("written", ["2025-13", "20251", "2025.1", "true", "[2025]", "{a: 1}", "October"])
def test_what_is_no_period_is_refused_with_its_line(written: str) -> None:
    (fault,) = checked(f"title: x\nperiod: {written}\n")
    assert fault.startswith("house.yaml:2: period: ")
    assert "is not a period" in fault


UNKNOWN = {
    "titel: x\ntitle: y\n": "house.yaml:1: unknown key 'titel'\n  Did you mean title?",
    "title: y\nfrm: x\n": "house.yaml:2: unknown key 'frm'\n  Did you mean from?",
    "title: y\norigins:\n  a:\n    producer: z\n    license: OGL\n": (
        "house.yaml:5: unknown key 'license'\n  Did you mean licence?"
    ),
    "title: y\nsteps:\n- producer: z\n- producer: z\n  recieved: 2025-11-20\n": (
        "house.yaml:5: unknown key 'recieved'\n  Did you mean received?"
    ),
    "title: y\ncharts:\n- kind: bar\n  title: t\n  staked: true\n": (
        "house.yaml:5: unknown key 'staked'\n  Did you mean stacked?"
    ),
}


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_key_gets_its_line_and_the_nearest_names(text: str) -> None:
    assert checked(text) == [UNKNOWN[text]]


def test_a_missing_key_lies_where_it_should_have_been() -> None:
    text = "title: y\norigins:\n  a:\n    licence: OGL\n"
    assert checked(text) == ["house.yaml:3: 'producer' is missing\n  Add a line `producer: ...`."]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: y\ndecimals: -1\n", "house.yaml:2: decimals: -1 is too small\n  Write 0 or more."),
        ("title: y\ndecimals: many\n", "house.yaml:2: decimals: must be a whole number, not 'many'"),
        ("title: 2025\n", "house.yaml:1: title: must be text, not the number 2025\n  Put quotes around it"),
        ("title: y\nshare: .nan\n", "house.yaml:2: share: must be a number, not '.nan'"),
        ("title: y\nshare: NaN\n", "house.yaml:2: share: must be a number, not 'NaN'"),
        ("title: y\nshare: Infinity\n", "house.yaml:2: share: must be a number, not 'Infinity'"),
        ("title: y\norigins: [1]\n", "house.yaml:2: origins: must have keys of its own, not a list"),
        ("- title\n", "house.yaml:1: the file must hold keys, not a list\n  Write at least `title: ...`."),
        ("", "house.yaml: the file is empty\n  Write at least `title: ...`."),
    ],
)
def test_a_wrong_value_is_named_with_its_line(text: str, fault: str) -> None:
    (found,) = checked(text)
    assert found.startswith(fault)


def test_all_wrong_values_are_shown_together() -> None:
    assert len(checked("titel: x\ndecimals: -1\norigins:\n  a: {}\n")) == 4


def test_a_part_of_a_file_is_checked_with_the_lines_of_the_file() -> None:
    file = read("entries:\n  one:\n    producer: x\n    colour: red\n")
    with pytest.raises(InputError, match=r"house\.yaml:4: unknown key 'colour'"):
        validate_part(Origin, file, file.data["entries"]["one"], ("entries", "one"), InputError)


KEYS = st.text("abcdefgh", min_size=1, max_size=4)
TREES: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.sampled_from(["x", "a b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def written(tree: Any) -> str:
    """A tree in YAML's flow style."""
    match tree:
        case dict():
            return "{" + ", ".join(f"{key}: {written(value)}" for key, value in tree.items()) + "}"
        case list():
            return "[" + ", ".join(written(value) for value in tree) + "]"
        case None:
            return "~"
        case bool():
            return str(tree).lower()
    return str(tree)


@given(TREES)
def test_whatever_is_written_is_read_back(tree: Any) -> None:
    assert read(f"- {written(tree)}\n").data == [tree]


@given(TREES)
def test_no_tree_of_values_upsets_a_model(tree: Any) -> None:
    with suppress(SettingsError):
        validate(Module, read(f"title: x\norigins: {written(tree)}\nsteps: {written(tree)}\n"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: Crimes: solved\n", "Put quotes around text that holds a colon."),
        ("title: x\n\tcount: 1\n", "Indent with spaces, not tabs"),
        ('title: "Crimes\ncount: 1\nunit: "£"\n', "Look here and above for a missing quote"),
        ("months: [1, 2\ncount: 1\n", "Look here and above for a bracket"),
    ],
)
def test_a_slip_in_the_form_gets_a_hint_of_its_own(text: str, hint: str) -> None:
    [fault] = faults(text)
    assert (fault.todo or "").startswith(hint), fault
