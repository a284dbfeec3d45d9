"""The articles that the test pages are set from."""

import glob
import json
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def articles():
    """(headline, paragraphs) of the project's own articles, those of which every character has a GBK code."""
    found = []
    for path in sorted(glob.glob(os.path.join(HERE, "../../../data/corpus/*/*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                text = row["title"] + row["text"]
                paras = [p.strip() for p in row["text"].split("\n") if p.strip()]
                if row.get("genre") in ("notice", "brief", "list") or not paras or len(row["title"]) < 6:
                    continue
                if any(c not in "\n" and not (c.isascii() and c.isprintable()) and len(c.encode("gbk", "ignore")) != 2 for c in text):
                    continue
                found.append((row["title"], paras))
    return found
