"""Compares summaries with those of a newscast's editors, every summary cut to the editor's length.

The editor's summary of n characters gives the budget: n characters, white space not counted. A peer's
sentences are taken in its own order while there is room, the last one cut where the room ends, and put
into the article's order. The leading sentences are cut the same way. jzclass is called with
--summary-chars n and ends where it ends by itself; what is longer is cut as well.
"""

import argparse
import json
import re
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from peers import PEERS, sentences
from rouge import characters, rouge

OPENING = re.compile(r"^央视网消息\s*[（(]新闻联播[）)]\s*[：:]?\s*")
MARKS = ("。", "！", "？", "：", "；", "，")


class Item:
    def __init__(self, row):
        self.title, self.text, self.reference = row["title"], row["text"], row["summary"]
        self.room = len(characters(self.reference))
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        lines[0] = OPENING.sub("", lines[0])
        self.paragraphs = [line for line in lines if line]
        self.whole = characters("".join(self.paragraphs))
        self.round_up = sum(len(p) <= 40 and not p.endswith(MARKS) for p in self.paragraphs) >= 2


def held_out(path):
    """Every third day, as in tests/summaries.rs: nothing was learned from them."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    days = sorted({row["date"] for row in rows})
    kept = set(days[2::3])
    return [Item(row) for row in rows if row["date"] in kept]


def fill(item, ranked):
    """The best sentences while there is room, in the article's order."""
    room, taken = item.room, []
    for sentence in map(characters, ranked):
        if room <= 0:
            break
        taken.append((item.whole.find(sentence), sentence[:room]))
        room -= len(sentence)
    return "".join(text for _, text in sorted(taken, key=lambda t: t[0]))


def oracle(item):
    """Sentence after sentence that adds most ROUGE-1 and ROUGE-2, three at most."""
    found, taken, best, text = sentences(item.paragraphs), [], 0.0, ""
    for _ in range(3):
        added = None
        for i in set(range(len(found))) - set(taken):
            some = characters("".join(found[j] for j in sorted([*taken, i])))[: item.room]
            score = sum(rouge(some, item.reference)[:2])
            if score > best + 1e-9:
                best, text, added = score, some, i
        if added is None:
            break
        taken.append(added)
    return text


def jzclass(binary, items, style, room=None):
    """The program's summaries: one call for each length of the editors', or one of the given length."""
    groups = defaultdict(list)
    for n, item in enumerate(items):
        groups[room or item.room].append(n)
    summaries = [""] * len(items)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "items.jsonl")
        for length, numbers in groups.items():
            rows = ({"id": n, "title": items[n].title, "text": items[n].text} for n in numbers)
            path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
            call = [binary, "tag", "-j", "1", "-f", "jsonl", "--summary", style, "--summary-chars", str(length), path]
            out = subprocess.run(call, check=True, capture_output=True, text=True, encoding="utf-8").stdout
            for record in map(json.loads, out.splitlines()):
                summaries[record["id"]] = record["summary"]
    return summaries


class Marked:
    """An article whose sentences an annotator marked: the kept ones are the reference, their length the budget."""

    def __init__(self, row):
        cut = row.get("lead_cut") or {}
        bare = [s[len(cut.get(str(n), "")) :] for n, s in enumerate(row["sentences"])]
        self.title, self.text, self.reference = row.get("title") or "", "".join(bare), "".join(bare[n] for n in row["gold"])
        self.room, self.paragraphs, self.whole = len(characters(self.reference)), [self.text], characters(self.text)
        self.round_up = False


def marked(path, binary):
    """Lines of a table: jzclass and the leading sentences on marked articles, at the editor's length."""
    items = [Marked(json.loads(line)) for line in path.open(encoding="utf-8")]
    made = {
        "**jzclass**": jzclass(binary, items, "best"),
        "jzclass --summary lead": jzclass(binary, items, "lead"),
        "text from the beginning": [i.text for i in items],
        **{f"lead-{n}": [fill(i, sentences(i.paragraphs)[:n]) for i in items] for n in (1, 2, 3)},
    }
    lines = ["", f"{len(items)} articles of other kinds with an annotator's marks; the sentences an editor would keep are the reference:", ""]
    lines += ["| | ROUGE-1 | ROUGE-2 | ROUGE-L |", "|---|---|---|---|"]
    for name, summaries in made.items():
        lines.append(f"| {name} | {' | '.join(f'{x:.1f}' for x in mean(items, summaries)[0])} |")
    return lines


def check_rouge(pairs):
    """The own ROUGE is rouge-chinese's."""
    from rouge_chinese import Rouge

    theirs = Rouge(exclusive=False)  # repeated n-grams count, as in the original ROUGE
    for summary, reference in pairs:
        tokens = (" ".join(characters(t)) for t in (summary, reference))
        scores = theirs.get_scores(*tokens)[0]
        for own, name in zip(rouge(summary, reference), ("rouge-1", "rouge-2", "rouge-l")):
            if abs(own - scores[name]["f"]) > 1e-6:
                raise SystemExit(f"{name}: {own} is not rouge-chinese's {scores[name]['f']}: {summary} | {reference}")


def mean(items, summaries):
    scores = [rouge(characters(s)[: i.room], i.reference) for i, s in zip(items, summaries)]
    plain = [s for s, i in zip(scores, items) if not i.round_up]
    return [[100 * sum(s[k] for s in some) / max(1, len(some)) for k in range(3)] for some in (scores, plain)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jzclass", required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--marked", type=Path, help="articles with marks (summaries.dev.jsonl)")
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--every", type=int, default=4, help="measure every so manyth item: peers are slow [4]")
    args = parser.parse_args()
    items = held_out(args.corpus)[:: args.every]
    rows = []

    def add(name, make, seconds=None):
        began = time.perf_counter()
        summaries = make()
        took = time.perf_counter() - began if seconds is None else seconds
        (all_items, plain) = mean(items, summaries)
        rows.append((name, all_items, plain, took))
        print(f"{name:22} {' '.join(f'{x:5.1f}' for x in all_items + plain)} {took:8.1f} s", flush=True)
        return summaries

    began = time.perf_counter()
    jzclass(args.jzclass, items, "best", 80)
    once = time.perf_counter() - began
    own = add("**jzclass**", lambda: jzclass(args.jzclass, items, "best"), once)
    check_rouge([(s, i.reference) for s, i in zip(own, items)][:: max(1, len(items) // 300)])
    add("jzclass --summary lead", lambda: jzclass(args.jzclass, items, "lead"), once)
    for n in (1, 2, 3):
        add(f"lead-{n}", lambda: [fill(i, sentences(i.paragraphs)[:n]) for i in items])
    for name, peer in PEERS.items():
        add(name, lambda: [fill(i, peer(i.paragraphs)) for i in items])
    add("text from the beginning", lambda: ["".join(i.paragraphs) for i in items])
    add("oracle", lambda: [oracle(i) for i in items])
    more = marked(args.marked, args.jzclass) if args.marked and args.marked.exists() else []
    write(args.report, items, rows, args.every, more)


def write(path, items, rows, every, more):
    round_ups = sum(i.round_up for i in items)
    lines = [
        "# Summaries against peers",
        "",
        "Made by `benches/peers/summaries/run`. " + " ".join(__doc__.split("\n\n", 1)[1].split()),
        "",
        f"{len(items)} items of a newscast (of every third day, from which nothing was learned, one in {every}), {round_ups} of them",
        "round-ups, whose editors list the headings. Character ROUGE F1 in per cent: every character that is not",
        "white space is a token, punctuation included; the same numbers as rouge-chinese (checked in the run).",
        "jzclass is also given the headline, as in a catalogue. Its seconds are those of one call that also",
        "classifies; the oracle chooses at most three sentences by the editor's own summary.",
        "",
        "| | ROUGE-1 | ROUGE-2 | ROUGE-L | without round-ups: 1 | 2 | L | seconds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, all_items, plain, took in rows:
        lines.append(f"| {name} | {' | '.join(f'{x:.1f}' for x in all_items + plain)} | {took:.1f} |")
    path.write_text("\n".join(lines + more) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
