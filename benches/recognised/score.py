"""B3 of articles over lines, and headlines found, where the text is misread: lines go with the article they are most like."""

import collections
import difflib
import json
import pathlib
import subprocess
import sys


def solid(text):
    return "".join(text.split())


def pairs(text):
    text = solid(text)
    return collections.Counter(text[i : i + 2] for i in range(len(text) - 1))


def likeness(a, b):
    return difflib.SequenceMatcher(None, solid(a), solid(b)).ratio()


def split(program, path):
    call = lambda *args: subprocess.run([program, "split", path, *args], capture_output=True, text=True).stdout
    lines = {}
    for line in call("--text").splitlines():
        number, _, text = line.strip().partition(" ")
        if number.isdigit() and text:
            lines[int(number)] = solid(text)
    return [json.loads(line) for line in call("--format", "jsonl").splitlines()], lines


def score(program, path, truth):
    articles, lines = split(program, path)
    of_line = {}
    for number, article in enumerate(articles):
        for part in ("body", "caption"):
            for first, last in article["lines"][part]:
                of_line.update((line, number) for line in range(first, last + 1))
    wanted = truth["articles"]
    gold = [pairs("".join([a["kicker"], a["headline"], a["subtitle"], a["byline"], *a["body"], *a["captions"]])) for a in wanted]
    elements = []
    for number, text in lines.items():
        own = pairs(text)
        if len(text) < 4:
            continue
        shares = [sum((own & g).values()) / sum(own.values()) for g in gold]
        best = max(range(len(gold)), key=lambda n: shares[n])
        head = any(likeness(text, a["headline"]) > 0.6 or text in solid(a["kicker"] + a["headline"] + a["subtitle"]) for a in wanted)
        if shares[best] >= 0.5 and not head:
            elements.append((best, of_line.get(number, -number)))
    precision = recall = 0.0
    for truth_article, found in elements:
        both = elements.count((truth_article, found))
        precision += both / sum(e[1] == found for e in elements)
        recall += both / sum(e[0] == truth_article for e in elements)
    heads = 0
    for number, article in enumerate(wanted):
        votes = collections.Counter(f for t, f in elements if t == number and f >= 0)
        heads += bool(votes) and likeness(articles[votes.most_common(1)[0][0]]["headline"], article["headline"]) > 0.6
    return len(elements), precision, recall, heads, len(wanted)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    total = [0] * 5
    for path in sorted([*folder.glob("*.xml"), *folder.glob("*.hocr")]):
        truth = json.loads(pathlib.Path("tests/pdf", path.stem + ".truth.json").read_text(encoding="utf-8"))
        found = score(program, str(path), truth)
        total = [a + b for a, b in zip(total, found)]
        print(row(path.name, found))
    print(row("all", total))


def row(name, found):
    lines, precision, recall, heads, wanted = found
    f1 = 2 * precision * recall / (precision + recall) / max(lines, 1) if lines else 0.0
    return f"{name:24} lines {lines:5}  B3 {f1:.4f}  headlines {heads}/{wanted}"


main()
