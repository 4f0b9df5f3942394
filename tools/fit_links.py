"""Fits the checker's links to correct text: ``python -m tools.fit_links FOLDER...``.

Each folder holds texts (.md, .txt) that are taken to be right; passages made from forms and the repository's
own sets are added, the closed half never. A number that one sum over its neighbours gives was most likely
meant as that sum: so text labels itself. The links are fitted first, then, on text left out of that, how sure
one that fails is an error. The weights are written beside the code.

``--trial`` says what links find in a source that neither was fitted to, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from pathlib import Path

from reckoner.reports.audit.links.model import WEIGHTS, Model
from tools.links import errors, texts, trial
from tools.links.errors import Example
from tools.links.fit import Data, fit
from tools.links.texts import Source

FOLDS = 8


def sources_of(folders: Sequence[Path], rounds: int, most: int, without: Sequence[str]) -> list[Source]:
    """All that is fitted to."""
    return [
        texts.of_made(rounds),
        *(texts.of_folder(folder, most) for folder in folders),
        *texts.own(without),
    ]


def folds_of(sources: Sequence[Source]) -> list[list[int]]:
    """The sources that are left out together: each folder by itself, the sets of the repository in few."""
    alone = [[at] for at, source in enumerate(sources) if source.counts == 1]
    own = [at for at, source in enumerate(sources) if source.counts != 1]
    many = max(1, min(len(own), FOLDS))
    return alone + [own[start::many] for start in range(many) if own[start::many]]


def left_out(
    sources: Sequence[Source], steps: int
) -> tuple[Data, list[list[int]], list[dict[str, dict[str, float]]]]:
    """For each fold the links fitted without it."""
    data = Data(sources)
    print(f"{len(data.sizes)} numbers, {len(data.holds)} candidates, {len(data.names)} features", flush=True)
    folds = folds_of(sources)
    return data, folds, [_fitted(data, fold, steps, sources) for fold in folds]


def _fitted(
    data: Data, fold: list[int], steps: int, sources: Sequence[Source]
) -> dict[str, dict[str, float]]:
    print("without", ", ".join(sources[at].name for at in fold), flush=True)
    return fit(data, fold, steps)


def main(args: argparse.Namespace) -> None:
    """Fit both stages and write them, or try them on what they weren't fitted to."""
    sources = sources_of(args.folders, args.rounds, args.most, args.without)
    data, folds, links = left_out(sources, args.steps)
    found: list[list[Example]] = [
        [one for at in fold for one in errors.examples(sources[at], Model(known, {}))]
        for fold, known in zip(folds, links, strict=True)
    ]
    print(sum(map(len, found)), "examples", flush=True)
    if args.trial:
        tried = []
        for place, (fold, known) in enumerate(zip(folds, links, strict=True)):
            odds = errors.fit(one for other, some in enumerate(found) if other != place for one in some)
            tried += [trial.tried(sources[at], Model(known, odds)) for at in fold]
        if args.keep:
            args.keep.write_bytes(pickle.dumps(tried))
        print(trial.table(tried))
        print(trial.by_source(tried, (0.7, 0.9, 0.95, 0.98)))
        return
    written = {
        "fitted_on": ", ".join(f"{source.name} ({len(source.right)})" for source in sources),
        "weights": fit(data, (), args.steps),
        "errors": errors.fit(one for some in found for one in some),
    }
    args.out.write_text(json.dumps(written, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def asked(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The options."""
    ask = argparse.ArgumentParser()
    ask.add_argument("folders", nargs="*", type=Path)
    ask.add_argument("--rounds", type=int, default=5, help="how often each form is filled")
    ask.add_argument("--most", type=int, default=600, help="texts taken of a folder")
    ask.add_argument("--steps", type=int, default=80)
    ask.add_argument("--without", nargs="*", default=[], help="sets of the repository to leave out")
    ask.add_argument("--trial", action="store_true")
    ask.add_argument("--keep", type=Path, help="where a trial is kept")
    ask.add_argument("--out", type=Path, default=WEIGHTS)
    return ask.parse_args(words)


if __name__ == "__main__":
    main(asked())
