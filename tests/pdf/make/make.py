#!/usr/bin/env python3
"""Sets the test pages: `make.py OUT [SEED]`. Needs fonttools and the fonts of the Debian packages
fonts-noto-cjk and fonts-wqy-zenhei. The same seed gives the same bytes with the same fonts and fonttools."""

import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from layouts import LAYOUTS, Source  # noqa: E402
from pdf import Document  # noqa: E402
from pool import articles  # noqa: E402
import web  # noqa: E402


def main():
    out, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    os.makedirs(out, exist_ok=True)
    pool = articles()
    for name, (layout, style) in LAYOUTS.items():
        chance = random.Random(f"{seed}-{name}")
        mine = list(pool)
        chance.shuffle(mine)
        doc, st = Document(), style()
        if seed != 1:
            # Other seeds vary the setting, too.
            st.size += chance.choice([-0.5, 0, 0.5, 1])
            st.leading = chance.choice([1.3, 1.4, 1.5, 1.6])
            st.gutter = chance.choice([12, 16, 20])
            st.headline *= chance.choice([0.85, 1, 1.2])
            st.justify = chance.random() < 0.8
            st.rules = chance.random() < 0.3
        stories, furniture = layout(doc, Source(mine), st)
        doc.save(os.path.join(out, name + ".pdf"))
        truth = {"pages": len(doc.pages), "articles": [story.truth(page) for story, page in stories], "furniture": furniture}
        write(out, name, truth)
    for name, truth in web.make(out, pool, seed):
        write(out, name, truth)
    encrypted(os.path.join(out, "encrypted"))


def encrypted(out):
    """One small page behind passwords of every kind; needs qpdf."""
    from layouts import style
    os.makedirs(out, exist_ok=True)
    doc, st = Document(), style("GBK-EUC-H", size=10)
    page = doc.page(420, 300)
    for text, font, size, y in [("堤防加固工程开工", st.head, 20, 80), ("　　本报讯（记者 林静）3月2日，堤防加固工程开工，", st.body, 10, 120),
                                ("防汛标准提高到百年一遇。", st.body, 10, 135)]:
        page.text(font, size, 40, y, text)
    plain = os.path.join(out, "plain.pdf")
    doc.save(plain)
    for name, user, options in [("empty-rc4", "", ["40", "--"]), ("empty-aes128", "", ["128", "--use-aes=y", "--"]),
                                ("empty-aes256", "", ["256", "--"]), ("password", "secret", ["256", "--"])]:
        subprocess.run(["qpdf", "--static-id", "--static-aes-iv", "--allow-weak-crypto", "--encrypt", user, "owner", *options, plain,
                        os.path.join(out, name + ".pdf")], check=True, stderr=subprocess.DEVNULL)
    os.remove(plain)


def write(out, name, truth):
    with open(os.path.join(out, name + ".truth.json"), "w", encoding="utf-8") as file:
        json.dump(truth, file, ensure_ascii=False, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
