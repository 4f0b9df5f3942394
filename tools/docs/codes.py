"""The page of exit codes: those of the errors, in the errors' own words."""

from __future__ import annotations

from reckoner.reports.cli.interrupted import STOPPED
from reckoner.reports.errors import ReckonerError

_OURS = {
    0: "Done.",
    1: "Done, with something that a person should look at: findings, differences, something poor.",
    STOPPED: "Stopped with Ctrl-C.",
}


def codes_page() -> str:
    """Every exit code, in Markdown."""
    said = {**_OURS, **{error.exit_code: first_sentence(error) for error in ReckonerError.__subclasses__()}}
    rows = [f"| {code} | {said[code]} |" for code in sorted(said)]
    return "\n".join(
        [
            "# Exit codes", "",
            "For whoever runs `reckoner` from a script. They follow `sysexits.h` where it has one. What went",
            "wrong, where, and what to do next is printed on the error stream.", "",
            "| Code | Means |", "| --- | --- |", *rows, "",
            "Whether there is a draft then: [The office's folder](../house.md#exit-codes).", "",
        ]
    )  # fmt: skip


def first_sentence(error: type[ReckonerError]) -> str:
    """What an error's docstring says of it."""
    return " ".join((error.__doc__ or "").split())
