"""Makes an archive of newspaper pages from articles, the same at every call.

The articles are those of data/corpus and, where ../shared has them, newscast items. A page has a
masthead, six to nine articles in lines of 17 characters, each with headline and byline.
"""

import json
import random
from pathlib import Path

COLUMN = 17
SURNAMES = "林陈何赵周吴郑王孙李"
NAMES = ("静", "一舟", "晓云", "建国", "文博", "小满", "海生")


def articles(root: Path) -> list[tuple[str, str]]:
    """Title and body of every article there is."""
    found = []
    for file in sorted((root / "data" / "corpus").glob("*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append((row["title"], row["text"]))
    newscasts = root.parent / "shared" / "corpora" / "newscasts.unlabelled.jsonl"
    if newscasts.is_file():
        for line in newscasts.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append((row["title"], "\n".join(row["paragraphs"])))
    return [(title, body) for title, body in found if len(body) >= 60]


def wrapped(text: str) -> list[str]:
    """A paragraph in lines of a column's width."""
    text = "　　" + text
    return [text[i : i + COLUMN] for i in range(0, len(text), COLUMN)]


def build(root: Path, folder: Path, pages: int) -> dict[str, int]:
    """Writes the pages, and their articles as rows for the pipelines that do not split."""
    dice = random.Random(20241108)
    pool = articles(root)
    order: list[tuple[str, str]] = []
    count, size = 0, 0
    with open(folder / "articles.jsonl", "w", encoding="utf-8") as rows:
        for page in range(pages):
            year, month, day = 1990 + page % 30, 1 + page // 30 % 12, 1 + page // 360 % 28
            lines = [f"清河日报 {year}年{month}月{day}日 第{1 + page % 8:02}版", ""]
            for _ in range(dice.randint(6, 9)):
                if not order:
                    order = dice.sample(pool, len(pool))
                title, body = order.pop()
                paragraphs = [p.strip() for p in body.splitlines() if p.strip()]
                name = dice.choice(SURNAMES) + dice.choice(NAMES)
                paragraphs[0] = f"本报讯（记者 {name}）{paragraphs[0]}"
                lines += [title, ""]
                for paragraph in paragraphs:
                    lines += wrapped(paragraph)
                lines.append("")
                rows.write(json.dumps({"title": title, "text": "\n".join(paragraphs)}, ensure_ascii=False) + "\n")
                count += 1
            path = folder / "pages" / str(year) / f"{year}-{month:02}-{day:02}-{page:05}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = "\n".join(lines) + "\n"
            path.write_text(text, encoding="utf-8")
            size += len(text.encode())
    return {"pages": pages, "articles": count, "bytes": size, "pool": len(pool)}
