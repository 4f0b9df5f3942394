"""Fits the checker's links to correct text: ``python -m tools.fit_links FOLDER...``.

Each folder holds texts (.md, .txt) that are taken to be right; passages made from forms and the repository's
own sets are added, the closed half never. A number that one sum over its neighbours gives was most likely
meant as that sum: so text labels itself. The links are fitted first, then, on text left out of that, how sure
one that fails is an error. The weights are written beside the code.

``--trial NAME...`` leaves sources out, says what links find in them, and writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reckoner.reports.audit.links.model import WEIGHTS, Model, write
from tools.links import errors, texts, trial
from tools.links.errors import Example
from tools.links.fit import Data, fit
from tools.links.texts import Source

PARTS = 3


def sources_of(folders: Sequence[Path], rounds: int, most: int, without: Sequence[str]) -> list[Source]:
    """All that is fitted to."""
    return [
        texts.of_made(rounds),
        *(texts.of_folder(folder, most) for folder in folders),
        *texts.own(without),
    ]


def fitted(sources: Sequence[Source], held: Sequence[Source], rounds: int) -> Model:
    """The model of the sources but for some. The odds of errors rest on links that each part of the texts
    shows to a model of the others."""
    data = Data([source for source in sources if source not in held])
    print(f"{len(data.sizes)} numbers, {len(data.holds)} candidates, {len(data.names)} features", flush=True)
    found: list[Example] = []
    for part in range(PARTS):
        known = fit(data, data.texts % PARTS != part, rounds)
        for source in sources:
            if source not in held:
                found += errors.examples(source.part(part, PARTS), known)
        print(f"part {part + 1} of {PARTS}: {len(found)} examples", flush=True)
    odds = errors.fit(found)
    for level in (0.9, 0.95, 0.98):
        sure = [one for one in found if one.failing.sure(odds) >= level]
        true = sum(one.wrong for one in sure)
        print(f"as sure as {level}: {true} slips that were made, {len(sure) - true} false", flush=True)
    return replace(fit(data, data.texts >= 0, rounds), errors=odds)


def main(args: argparse.Namespace) -> None:
    """Fit both stages and write them, or try them on sources that they weren't fitted to."""
    sources = sources_of(args.folders, args.rounds, args.most, args.without)
    held = [source for source in sources if source.name in args.trial]
    known = fitted(sources, held, args.steps)
    if held:
        tried = [trial.tried(source, known) for source in held]
        print(trial.table(tried))
        print(trial.by_source(tried, (0.7, 0.9, 0.95, 0.98)))
        return
    write(args.out, known, ", ".join(f"{source.name} ({len(source.right)})" for source in sources))


def asked(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The options."""
    ask = argparse.ArgumentParser()
    ask.add_argument("folders", nargs="*", type=Path)
    ask.add_argument("--rounds", type=int, default=4, help="how often each form is filled")
    ask.add_argument("--most", type=int, default=500, help="texts taken of a folder")
    ask.add_argument("--steps", type=int, default=10, help="how often each number is looked at")
    ask.add_argument("--without", nargs="*", default=[], help="sets of the repository to leave out")
    ask.add_argument("--trial", nargs="*", default=[], help="sources to leave out and to try the model on")
    ask.add_argument("--out", type=Path, default=WEIGHTS)
    return ask.parse_args(words)


if __name__ == "__main__":
    main(asked())
