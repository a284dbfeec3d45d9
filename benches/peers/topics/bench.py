"""Trains and tests jzclass and its peers on the same splits and prints a table of what each reached.

Started by `run`, which prepares the environment. Nothing of the corpora's text is printed or kept.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

import report
from corpora import FULLTEXT_SET, TITLE_SETS, load
from jzclass import Jzclass
from peers import (
    FASTTEXT_FULLTEXT_SETTINGS,
    FASTTEXT_TITLE_SETTINGS,
    fasttext_run,
    sklearn_runs,
)
from scores import Run

HERE = Path(__file__).resolve().parent


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--jzclass", type=Path, required=True, help="the built binary")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], metavar="N", help="default: 1 2 3")
    parser.add_argument("--sets", nargs="+", choices=[*TITLE_SETS, FULLTEXT_SET], help="default: all")
    parser.add_argument("--quick", action="store_true", help="one seed, the title sets, no file unless --out says so")
    parser.add_argument("--out", type=Path, help="where the report also goes [default: RESULTS.md beside this]")
    return parser.parse_args()


def measure_set(name: str, seeds: list[int], corpora: Path, jzclass: Jzclass, folder: Path) -> report.SetResult:
    """All systems with all seeds on one set."""
    started = time.perf_counter()
    corpus = load(corpora, name)
    settings = FASTTEXT_FULLTEXT_SETTINGS if name == FULLTEXT_SET else FASTTEXT_TITLE_SETTINGS
    splits = {seed: corpus.split(seed) for seed in seeds}
    runs: list[Run] = []

    def add(run: Run) -> None:
        runs.append(run)
        scores = f"accuracy {run.scores.accuracy:.4f}, macro-F1 {run.scores.macro_f1:.4f} ({run.setting})"
        print(f"{time.perf_counter() - started:6.0f} s  {name} {run.seed}: {run.system} {scores}", file=sys.stderr)

    for seed, split in splits.items():
        add(jzclass.run(split, seed, folder))
        for run in sklearn_runs(split, seed):
            add(run)
        add(fasttext_run(split, seed, settings, folder))
    first = splits[seeds[0]]
    labels = len({document.label for document in first.train})
    return report.SetResult(name, len(first.train), len(first.test), labels, runs)


def described(jzclass: Jzclass) -> str:
    """Which jzclass was measured."""
    digest = hashlib.sha256(jzclass.binary.read_bytes()).hexdigest()[:12]
    git = subprocess.run(
        ["git", "-C", str(HERE), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    tree = f", tree {git.stdout.strip()}" if git.returncode == 0 else ""
    return f"{jzclass.version()} (binary {digest}{tree})"


def main() -> None:
    """Runs the benchmark."""
    args = arguments()
    seeds = args.seeds[:1] if args.quick else args.seeds
    sets = args.sets or (TITLE_SETS if args.quick else (*TITLE_SETS, FULLTEXT_SET))
    out = args.out or (None if args.quick else HERE / "RESULTS.md")
    jzclass = Jzclass(args.jzclass, [])
    load_average = os.getloadavg()[0]
    with threadpool_limits(1), tempfile.TemporaryDirectory(prefix="jzclass-peers-") as folder:
        results = [measure_set(name, seeds, args.corpora, jzclass, Path(folder)) for name in sets]
    text = report.document(results, seeds, described(jzclass), load_average, jzclass.complaints)
    print(text, end="")
    if out:
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
