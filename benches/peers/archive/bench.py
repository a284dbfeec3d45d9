"""Labels one archive with jzclass and with Python pipelines, in one run, and prints what each took.

Every figure is that of a whole process: its start, reading, labelling, writing.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import pages

HERE = Path(__file__).resolve().parent


class Run:
    """The least of some runs of a command: seconds, processor seconds, and peak memory in MB."""

    def __init__(self, command, times=1):
        self.wall, self.cpu, self.memory = float("inf"), float("inf"), 0.0
        for _ in range(times):
            begun = time.perf_counter()
            process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE)
            with process.stdout:
                self.out = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.wall = min(self.wall, time.perf_counter() - begun)
            self.cpu = min(self.cpu, usage.ru_utime + usage.ru_stime)
            self.memory = max(self.memory, usage.ru_maxrss / 1024)
            if process.returncode:
                raise SystemExit(f"{command} ended with {process.returncode}")


def main():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--jzclass", type=Path, required=True, help="the built binary")
    parser.add_argument("--floor", type=Path, required=True, help="the built archive_floor bench")
    parser.add_argument("--root", type=Path, required=True, help="this project")
    parser.add_argument("--pages", type=int, default=2400, help="default: 2400")
    parser.add_argument("--times", type=int, default=3, help="runs of each but the pipelines, of which the least counts")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md", help="where the report also goes")
    args = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="jzclass-archive-") as folder:
        text = report(args, Path(folder), load)
    print(text, end="")
    args.out.write_text(text, encoding="utf-8")


def report(args, folder, load):
    size = pages.build(args.root, folder, args.pages)
    archive, articles = folder / "pages", folder / "articles.jsonl"
    one = folder / "one"
    one.mkdir()
    page = sorted(archive.glob("*/*.txt"))[0]
    (one / page.name).write_bytes(page.read_bytes())
    first = folder / "one.jsonl"
    first.write_text(articles.read_text(encoding="utf-8").split("\n", 1)[0] + "\n", encoding="utf-8")
    megabytes = size["bytes"] / 1e6
    rows = []

    def add(name, threads, run, start):
        rows.append((name, threads, run, start))
        print(f"{name}, {threads}: {run.wall:.2f} s, {run.cpu:.2f} s of processor time", file=sys.stderr)

    def jzclass(name, threads, ending, *more):
        out = folder / f"out.{ending}"
        command = [args.jzclass, "tag", archive, "-o", out, "-q", "-j", threads, *more]
        start = Run([args.jzclass, "tag", one, "-o", folder / f"start.{ending}", "-q", "-j", threads, *more], 7)
        add(name, threads, Run(command, args.times), start)

    floor = Run([args.floor, archive], args.times)
    bare = json.loads(floor.out)
    add("bare jieba-rs `cut`", 1, floor, Run([args.floor, one], 7))
    jzclass("jzclass, JSON Lines", 1, "jsonl")
    jzclass("jzclass, JSON Lines", 2, "jsonl")
    jzclass("jzclass, catalogue (SQLite, full text)", 2, "db")
    jzclass("jzclass, Parquet, duplicates marked", 2, "parquet", "--duplicates")
    python = [sys.executable, "-W", "ignore", HERE / "pipeline.py"]
    for name, system in (("jieba, scikit-learn TF-IDF + ComplementNB, lead", "sklearn"), ("jieba, fastText, lead", "fasttext")):
        model = folder / f"{system}.model"
        Run([*python, "train", system, args.root, model])
        label = [*python, "label", system, model]
        add(name, 1, Run([*label, articles, folder / "out"]), Run([*label, first, folder / "out"], 3))

    single, double = rows[1][2], rows[2][2]
    cuts = rows[0][2].cpu - rows[0][3].cpu
    lines = [
        "# Archives: jzclass beside Python pipelines",
        "",
        f"{time.strftime('%Y-%m-%d')}; {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, load average"
        f" {load:.1f} before the start. {subprocess.check_output([args.jzclass, '--version'], text=True).strip()};"
        f" Python {platform.python_version()}, jieba {version('jieba')}, scikit-learn {version('scikit-learn')},"
        f" fasttext-wheel {version('fasttext-wheel')}. Made by `benches/peers/archive/run`.",
        "",
        f"{size['pages']:,} pages, {megabytes:.1f} MB, {size['articles']:,} articles, wrapped into columns from"
        f" {size['pool']:,} articles (data/corpus and, where it is there, ../shared's newscasts). jzclass splits the pages;"
        " the Python pipelines get the articles and are spared that. Each figure is of a whole process, the least of"
        f" {args.times} runs (pipelines: of one); cold start: one page, or one article for the pipelines.",
        "",
        "| system | threads | seconds | processor seconds | MB/s | pages/s | peak memory, MB | cold start, ms (processor) |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, threads, run, start in rows:
        lines.append(
            f"| {name} | {threads} | {run.wall:.2f} | {run.cpu:.2f} | {megabytes / run.wall:.1f} |"
            f" {size['pages'] / run.wall:,.0f} | {run.memory:.0f} | {start.cpu * 1000:.0f} |"
        )
    sklearn, fasttext = rows[-2][2], rows[-1][2]
    lines += [
        "",
        "| ratio | |",
        "|---|---|",
        f"| jzclass on one thread to the bare cuts of {bare['bytes'] / 1e6:.1f} MB ({cuts:.2f} s, the start taken off),"
        f" processor time | {single.cpu / cuts:.2f} |",
        f"| one thread to two, seconds | {single.wall / double.wall:.2f} |",
        f"| scikit-learn pipeline to jzclass on one thread, processor time | {sklearn.cpu / single.cpu:.1f} |",
        f"| fastText pipeline to jzclass on one thread, processor time | {fasttext.cpu / single.cpu:.1f} |",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
