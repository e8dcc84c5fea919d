"""``python -m tests.bench NAME``: run a bench, print its table, and write its numbers as JSON where asked."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench import render, versions, web
from tests.bench.options import FilmOptions, Options, WebOptions
from tests.bench.report import Report

BENCHES: dict[str, Callable[[Any, Callable[[str], None]], Report]] = {
    "render": render.run,
    "versions": versions.run,
    "web": web.run,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    given = _parser().parse_args(arguments)
    options = _options(given)
    began = time.monotonic()
    report = BENCHES[given.bench](options, lambda words: _say(began, words))
    print(report.table())
    if given.json:
        given.json.write_text(json.dumps(report.as_json()) + "\n")
    _say(began, "done")


def _options(given: argparse.Namespace) -> Options | FilmOptions | WebOptions:
    """What a bench of films, of pages, or of histories, is asked to do."""
    options: Options | FilmOptions | WebOptions
    if given.bench == "render":
        options = FilmOptions(grown=given.scenes or FilmOptions.grown, runs=given.runs, slow_runs=given.runs)
    elif given.bench == "web":
        options = WebOptions(scenes=max(given.scenes or (WebOptions.scenes,)), seed=given.seed)
    else:
        scenes = given.scenes or Options.scenes
        options = Options(scenes=scenes, saves=given.saves, seed=given.seed)
    return options.quick() if given.quick else options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure what Aura costs, and others.")
    parser.add_argument("bench", choices=sorted(BENCHES), help="what to measure")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write plain numbers and what is behind them"
    )
    parser.add_argument("--quick", action="store_true", help="fewer samples: done in ten to fifteen minutes")
    parser.add_argument(
        "--scenes",
        type=_sizes,
        metavar="N,N",
        help="sizes of projects, or of the films whose memory is compared",
    )
    parser.add_argument("--runs", type=int, default=FilmOptions.runs, metavar="N", help="films of each side")
    parser.add_argument("--saves", type=int, default=Options.saves, metavar="N", help="saves of each history")
    parser.add_argument("--seed", type=int, default=Options.seed, metavar="N", help="another history")
    return parser


def _sizes(given: str) -> tuple[int, ...]:
    return tuple(int(each) for each in given.split(","))


def _say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:6.0f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
