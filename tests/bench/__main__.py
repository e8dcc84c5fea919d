"""``python -m tests.bench NAME``: run a bench, print its table, and write its numbers as JSON where asked."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import versions
from tests.bench.options import Options, quick

BENCHES = {"versions": versions.run}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    given = _parser().parse_args(arguments)
    options = Options(scenes=given.scenes, saves=given.saves, seed=given.seed)
    if given.quick:
        options = quick(options)
    began = time.monotonic()
    report = BENCHES[given.bench](options, lambda words: _say(began, words))
    print(report.table())
    if given.json:
        given.json.write_text(json.dumps(report.as_json()) + "\n")
    _say(began, "done")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure what Aura costs, and others.")
    parser.add_argument("bench", choices=sorted(BENCHES), help="what to measure")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write plain numbers and what is behind them"
    )
    parser.add_argument(
        "--quick", action="store_true", help="fewer samples of all but saves: done in ten minutes"
    )
    parser.add_argument(
        "--scenes", type=_sizes, default=Options.scenes, metavar="N,N", help="sizes of projects"
    )
    parser.add_argument("--saves", type=int, default=Options.saves, metavar="N", help="saves of each history")
    parser.add_argument("--seed", type=int, default=Options.seed, metavar="N", help="another history")
    return parser


def _sizes(given: str) -> tuple[int, ...]:
    return tuple(int(each) for each in given.split(","))


def _say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:6.0f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
