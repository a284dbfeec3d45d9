#!/usr/bin/env python3
"""Sets pages whose text runs from the foot of a column (or the end of a tier) to the head of the next, and reader's
PDFs of an article a page: `flows.py OUT [SEED]`. Needs reportlab. The same seed gives the same bytes.

Each page has its truth beside it: articles in reading order with the lines as they were set."""

import json
import os
import random
import sys

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from pool import articles

FONT = "STSong-Light"
CLOSING = "，。、；：！？）》」』”’…"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Sheet:
    """A page that is being set, with the articles on it."""

    def __init__(self, path, width, height):
        self.c = canvas.Canvas(path, pagesize=(width, height), invariant=1)
        self.width, self.height = width, height
        self.articles, self.furniture, self.page = [], [], 1

    def article(self, headline, byline="", **known):
        self.articles.append({"page": self.page, "kicker": "", "headline": headline, "subtitle": "", "byline": byline,
                              "body": [], "captions": [], "lines": [], **known})

    def text(self, x, y, text, size):
        """`y` is the top of the line from the top of the page."""
        self.c.setFont(FONT, size)
        self.c.drawString(x, self.height - y - 0.86 * size, text)

    def upright(self, x, y, text, size):
        self.c.setFont(FONT, size)
        for n, c in enumerate(text):
            self.c.drawString(x, self.height - y - n * size - 0.86 * size, c)

    def line(self, text):
        self.articles[-1]["lines"].append(text.strip("　"))

    def note(self, x, y, text, size):
        self.furniture.append(text)
        self.text(x, y, text, size)

    def next(self):
        self.c.showPage()
        self.page += 1

    def save(self, truth):
        self.c.save()
        with open(truth, "w", encoding="utf-8") as file:
            json.dump({"pages": self.page, "articles": self.articles, "furniture": self.furniture}, file,
                      ensure_ascii=False, indent=1)
            file.write("\n")


def wrap(text, per):
    """Lines of `per` characters, closing marks hanging."""
    lines = []
    while text:
        n = per
        while n < len(text) and text[n] in CLOSING:
            n += 1
        lines.append(text[:n])
        text = text[n:]
    return lines


def short_head(title, most):
    """The part of a title that fits a column."""
    for part in title.replace("　", " ").replace("，", " ").split(" "):
        if 4 <= len(part) <= most:
            return part
    return title[:most]


def flow(sheet, pool, columns, top, foot, per, size, lead, *, head=16, at_paragraph=False, breaks=None, chance=None,
         fill=None):
    """Articles one after the other down the columns (left edges). A headline is one column wide."""
    col, y = 0, top
    for title, paras in pool:
        lines = sum(len(wrap("　　" + p, per)) for p in paras)
        if fill and lines > fill:
            continue
        name = short_head(title, int(per * size / head))
        if y > top and y + 6 + head * 1.5 + 2 * lead > foot:
            col, y = col + 1, top
        if col >= len(columns) or col == len(columns) - 1 and y + lines * lead + head * 2 > foot:
            break
        remaining = (len(columns) - col - 1) * (foot - top) + foot - y
        if lines * lead + head * 2 > 0.95 * remaining:
            continue
        sheet.article(name)
        y += 6
        sheet.text(columns[col], y, name, head)
        y += head * 1.5
        for p in paras:
            rows = wrap("　　" + p, per)
            if at_paragraph and y + lead * len(rows) > foot and col + 1 < len(columns) and y > top:
                col, y = col + 1, top
            for row in rows:
                if y + size > foot:
                    col, y = col + 1, top
                    if col >= len(columns):
                        return
                sheet.text(columns[col], y, row, size)
                sheet.line(row)
                y += lead
            sheet.articles[-1]["body"].append(p)
        y += 0.4 * lead


def columns_page(out, name, chance, pool, *, n, at_paragraph, masthead=False, rules=False, banner=False, box=False):
    size, per = chance.choice([(9, 13), (10, 11), (9, 16), (10, 14)])
    lead = size * chance.choice([1.35, 1.5, 1.6])
    gutter = chance.choice([12, 16, 22])
    measure = size * (per + 1)
    width = 60 + n * (measure + gutter) - gutter
    height = chance.choice([360, 480, 620])
    sheet = Sheet(os.path.join(out, name + ".pdf"), width, height)
    columns = [30 + i * (measure + gutter) for i in range(n)]
    top, foot = 36, height - 36
    pool = list(pool)
    if masthead:
        sheet.note(30, 12, "第3版 综合", 9)
        sheet.note(width - 150, 12, "2025年10月20日 星期一", 9)
        sheet.c.line(30, height - 26, width - 30, height - 26)
    if banner:
        # One article over all columns, its headline too; the flow is under it.
        title, paras = pool.pop(0)
        sheet.article(title[:int((width - 60) / 24)])
        title = sheet.articles[-1]["headline"]
        sheet.text((width - len(title) * 24) / 2, top, title, 24)
        rows = []
        for p in paras:
            rows += wrap("　　" + p, per)
            sheet.articles[-1]["body"].append(p)
        deep = -(-len(rows) // n)
        for i in range(n):
            for k, row in enumerate(rows[i * deep:(i + 1) * deep]):
                sheet.text(columns[i], top + 36 + k * lead, row, size)
                sheet.line(row)
        top += 36 + deep * lead + 10
        if rules:
            sheet.c.line(30, height - top + 5, width - 30, height - top + 5)
    if box and n > 2:
        # A ruled box over the lower part of the last column.
        title, paras = min(pool[:12], key=lambda a: sum(map(len, a[1])))
        pool.remove((title, paras))
        deep = sum(len(wrap("　　" + p, per - 1)) for p in paras) * lead + 40
        if deep < 0.6 * (foot - top):
            columns_left, x = columns[:-1], columns[-1]
            upper = foot - deep
            sheet.c.rect(x - 5, height - foot - 3, measure + 6, deep)
            inner = short_head(title, int((per - 1) * size / 14))
            boxed = {"page": 1, "kicker": "", "headline": inner, "subtitle": "", "byline": "", "body": [], "captions": [],
                     "lines": []}
            y = upper + 6
            sheet.text(x, y, inner, 14)
            y += 22
            for p in paras:
                boxed["body"].append(p)
                for row in wrap("　　" + p, per - 1):
                    sheet.text(x, y, row, size)
                    boxed["lines"].append(row.strip("　"))
                    y += lead
            columns = columns_left
            flow(sheet, pool, columns, top, foot, per, size, lead, at_paragraph=at_paragraph, fill=60)
            sheet.articles.append(boxed)
            sheet.save(os.path.join(out, name + ".truth.json"))
            return
    flow(sheet, pool, columns, top, foot, per, size, lead, at_paragraph=at_paragraph, fill=60)
    sheet.save(os.path.join(out, name + ".truth.json"))


def wide_head_page(out, name, chance, pool, *, at_paragraph):
    """Two columns under a headline of their width, two or more with a flow of their own beside them; the flow goes on under
    the wide article."""
    n, size, per, lead, gutter = chance.choice([4, 5]), 9, 14, 14, 16
    measure = size * (per + 1)
    width, height = 60 + n * (measure + gutter) - gutter, chance.choice([480, 620])
    sheet = Sheet(os.path.join(out, name + ".pdf"), width, height)
    columns = [30 + i * (measure + gutter) for i in range(n)]
    top, foot = 36, height - 36
    pool = list(pool)
    title, paras = pool.pop(0)
    title = title[:int((2 * measure + gutter) / 22)]
    rows = sum((wrap("　　" + p, per) for p in paras), [])
    sheet.article(title)
    sheet.articles[-1]["body"] = list(paras)
    both = 2 * measure + gutter
    sheet.text(columns[0] + (both - size - 22 * len(title)) / 2, top, title, 22)
    deep = -(-len(rows) // 2)
    for k, row in enumerate(rows):
        sheet.text(columns[k // deep], top + 34 + k % deep * lead, row, size)
        sheet.line(row)
    under = top + 34 + deep * lead + 8
    if foot - under > 120:
        flow(sheet, pool[:len(pool) // 2], columns[:2], under, foot, per, size, lead, at_paragraph=at_paragraph, fill=30)
    flow(sheet, pool[len(pool) // 2:], columns[2:], top, foot, per, size, lead, at_paragraph=at_paragraph, fill=60)
    sheet.save(os.path.join(out, name + ".truth.json"))


def tiers(sheet, pool, box, count, per, size, pitch, *, headed=True, blank=0, head=None, most=99, tail=None, gap=14):
    """Upright text right to left over `count` tiers of `per` characters; gives nothing."""
    x0, y0, x1 = box
    head = head or 2 * size
    tier, x, done = 0, x1, 0
    y = lambda: y0 + tier * (per * size + gap)
    for title, paras in pool:
        if done >= most:
            return
        room = (count - tier - 1) * (x1 - x0) + x - x0
        columns = []
        if tail is not None:
            # The last column holds `tail` characters.
            text = "　　" + "".join(paras)
            text = text[:per * 9 + tail - 1] + "。" if len(text) > per * 9 + tail else text
            need = (tail - len(text)) % per
            text = text[:2] + "據本鎮往來的客商與船夫們近日所說再三提及此事者甚多而且都很明白"[:need] + text[2:]
            paras = [text[2:]]
        for p in paras:
            rest = "　　" + p
            if columns and blank:
                columns.append(None)
            while rest:
                columns.append(rest[:per])
                rest = rest[per:]
        need = len(columns) * pitch + (head * 1.6 if headed else 0)
        if need > room or len(columns) > 70:
            continue
        if headed:
            if x - head < x0:
                tier, x = tier + 1, x1
            if tier >= count:
                return
            name = short_head(title, int(per * size / head))
            sheet.article(name)
            x -= head * 1.2
            sheet.upright(x, y(), name, head)
            x -= 0.3 * head
        else:
            sheet.article("")
        sheet.articles[-1]["body"] = list(paras)
        for column in columns:
            if x - pitch < x0:
                tier, x = tier + 1, x1
                if column is None:
                    continue
            if tier >= count:
                return
            x -= pitch
            if column:
                sheet.upright(x + (pitch - size) / 2, y(), column, size)
                sheet.line(column)
        x -= pitch * (0.8 if headed else 1 + blank)
        done += 1


def upright_page(out, name, chance, pool, *, count, headed=True, blank=0, tail=None, rules=False):
    size = chance.choice([9, 10])
    per = chance.choice([14, 16, 18]) if headed else 16
    pitch = size * (1.45 if headed else 1.8)
    width = chance.choice([420, 560, 700])
    height = 60 + count * (per * size + 14)
    sheet = Sheet(os.path.join(out, name + ".pdf"), width, height)
    if rules:
        for i in range(1, count):
            y = height - (30 + i * (per * size + 14) - 7)
            sheet.c.line(30, y, width - 30, y)
    tiers(sheet, pool, (30, 30, width - 30), count, per, size, pitch, headed=headed, blank=blank,
          most=99 if headed else 1, tail=tail)
    sheet.save(os.path.join(out, name + ".truth.json"))


def mixed_page(out, name, chance, pool, *, framed):
    """Columns above, an upright tier of articles below."""
    size, per, lead, gutter, n = 9, 14, 14, 16, chance.choice([3, 4])
    measure = size * (per + 1)
    width = 60 + n * (measure + gutter) - gutter
    height = 620
    sheet = Sheet(os.path.join(out, name + ".pdf"), width, height)
    columns = [30 + i * (measure + gutter) for i in range(n)]
    flow(sheet, pool[:len(pool) // 2], columns, 36, 380, per, size, lead, at_paragraph=chance.random() < 0.5, fill=40)
    if framed:
        sheet.c.rect(24, 30, width - 48, 620 - 400 - 30)
    tiers(sheet, pool[len(pool) // 2:], (32, 410, width - 32), 1, 16, 10, 14.5)
    sheet.save(os.path.join(out, name + ".truth.json"))


DATES = ["《新河日报》（2025年10月%d日 第 %02d 版）", "来源：新河日报　2025年10月%d日　第%02d版", "新河日报 2025-10-%d 第%02d版",
         "2025年10月%d日　新河日报　%02d版", "《新河日报》 ( 2025年10月%d日   %02d 版)"]


def reader(out, name, chance, pool, *, columns=1, running=False, by=True, form=0, most=4):
    """An article after the other: title, author, a line with paper, day and page, a rule, text; long ones run over pages."""
    width, height = 595, 842
    size = chance.choice([12, 14]) if columns == 1 else 10.5
    lead = size * chance.choice([1.5, 1.75])
    centred = chance.random() < 0.7
    sheet = Sheet(os.path.join(out, name + ".pdf"), width, height)
    gutter = 24
    measure = (width - 68 - gutter * (columns - 1)) / columns
    per = int(measure / size) - 1
    foot, y, col, begun = height - 60, 50, 0, False
    day = chance.randint(10, 28)
    names = chance.sample(["林小满", "周立群", "何小满", "梁阿水", "方大年", "沈秋白"], 2)

    def leave():
        sheet.note(width / 2 - 20, height - 30, f"第 {sheet.page} 页", 9)
        sheet.next()

    for k, (title, paras) in enumerate(pool[:most]):
        page = k + 1
        paras = paras if k % 2 == 0 else sum((a[1] for a in pool[most + 8 * k:most + 8 * k + 8]), paras)
        if begun and (not running or y > height - 260):
            leave()
            y, col = 50, 0
        elif begun:
            y += 40
        top = 50
        known = {"paper": "新河日报", "date": f"2025-10-{day}", "number": str(page)}
        sheet.article(title[:18], "本报记者　" + "　".join(names) if by and k % 2 else "", **known)
        title, byline = title[:18], sheet.articles[-1]["byline"]
        at = lambda text, s: (width - len(text) * s) / 2 if centred else 34
        y += 20
        sheet.text(at(title, 26), y, title, 26)
        y += 44
        lines = [(byline, 10)] if byline else []
        lines.append((DATES[form] % (day, page), 10))
        if k % 3 == 2:
            lines.reverse()
        for text, s in lines:
            sheet.text(at(text, s), y, text, s)
            y += 20
        sheet.c.line(34, height - y, width - 34, height - y)
        y += 18
        begun, start = True, y
        sheet.articles[-1]["body"] = list(paras)
        for p in paras:
            for row in wrap("　　" + p, per):
                if y + size > foot:
                    col, y = col + 1, start
                    if col == columns:
                        leave()
                        col, y, start = 0, top, top
                sheet.text(34 + col * (measure + gutter), y, row, size)
                sheet.line(row)
                y += lead
        if col:
            y = foot
    leave()
    sheet.page -= 1
    sheet.save(os.path.join(out, name + ".truth.json"))


def main():
    out, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    os.makedirs(out, exist_ok=True)
    pool = articles()

    def make(name, kind, **how):
        chance = random.Random(f"{seed}-{name}")
        mine = [a for a in pool if sum(map(len, a[1])) < 700]
        chance.shuffle(mine)
        kind(out, name, chance, mine, **how)

    for n in (2, 3, 4, 5, 6):
        make(f"flow-{n}-paragraph", columns_page, n=n, at_paragraph=True, rules=n % 2 == 0, masthead=n > 3)
        make(f"flow-{n}-sentence", columns_page, n=n, at_paragraph=False, rules=n % 2 == 1, masthead=n > 3)
    for n in (3, 4):
        make(f"banner-{n}-paragraph", columns_page, n=n, at_paragraph=True, banner=True, rules=n == 4)
        make(f"banner-{n}-sentence", columns_page, n=n, at_paragraph=False, banner=True)
        make(f"box-{n}", columns_page, n=n, at_paragraph=n == 3, box=True)
    make("wide-head-paragraph", wide_head_page, at_paragraph=True)
    make("wide-head-sentence", wide_head_page, at_paragraph=False)
    for count in (1, 2, 3):
        make(f"upright-{count}", upright_page, count=count, rules=count == 2)
    make("upright-tail-1", upright_page, count=1, tail=1)
    make("upright-tail-2", upright_page, count=2, tail=2)
    make("upright-bare-1", upright_page, count=1, headed=False, blank=1)
    make("upright-bare-2", upright_page, count=2, headed=False, blank=1)
    make("mixed-framed", mixed_page, framed=True)
    make("mixed-open", mixed_page, framed=False)
    for form in range(len(DATES)):
        make(f"reader-{form}", reader, form=form, by=form != 3)
    make("reader-running", reader, running=True, form=0, most=5)
    make("reader-columns", reader, columns=2, form=2)


if __name__ == "__main__":
    main()
