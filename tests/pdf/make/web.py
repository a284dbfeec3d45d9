"""Pages set by other programs: Chromium, WeasyPrint, Typst and ReportLab, as far as they are installed.

Chromium and WeasyPrint set HTML with CSS columns; their line breaks, spacing and font handling are their own.
"""

import html
import os
import random
import re
import shutil
import subprocess
import tempfile

from setting import Story

PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="


def take(pool, chance, least, most, count):
    fitting = [a for a in pool if least <= sum(map(len, a[1])) <= most]
    return [Story(title, list(paras)) for title, paras in chance.sample(fitting, count)]


def article(story, columns, extra="", size=None, upright=False):
    parts = []
    if story.kicker:
        parts.append(f"<div class=kicker>{html.escape(story.kicker)}</div>")
    style = f" style='font-size:{size}pt'" if size else ""
    parts.append(f"<h2{style}>{html.escape(story.headline)}</h2>")
    if story.subtitle:
        parts.append(f"<div class=subtitle>{html.escape(story.subtitle)}</div>")
    body = "".join(f"<p>{html.escape(p)}</p>" for p in story.body)
    figure = "".join(f"<figure><img src='{PIXEL}'><figcaption>{html.escape(c)}</figcaption></figure>" for c in story.captions)
    kind = "upright" if upright else ""
    return f"<article class='{kind} {extra}'>{''.join(parts)}<div class=body style='column-count:{columns}'>{figure}{body}</div></article>"


CSS = """
@page { size: %(w)dpt %(h)dpt; margin: 30pt }
* { margin: 0; padding: 0; box-sizing: border-box }
body { font: %(size)spt/%(lead)s '%(serif)s'; text-align: justify }
.masthead { display: flex; justify-content: space-between; border-bottom: 1.5pt solid black; margin-bottom: 10pt; font-family: '%(sans)s' }
.row { display: flex; gap: 18pt; margin-bottom: 14pt }
article { flex: 1 1 0 }
h2 { font: bold %(head)spt/1.25 '%(sans)s'; text-align: %(align)s; margin-bottom: 5pt }
.kicker, .subtitle { font-size: 13pt; text-align: %(align)s }
.subtitle { margin-bottom: 5pt }
.body { column-gap: 16pt }
p { text-indent: 2em }
figure { break-inside: avoid; margin-bottom: 4pt }
img { width: 100%%; height: 80pt; filter: none; background: #ccc }
figcaption { font-size: 7.5pt; line-height: 1.3; text-align: left }
.box { border: 1pt solid black; padding: 7pt }
.tint { background: #e8e8e8; padding: 7pt }
.wide { flex: 2 1 0 }
.upright { writing-mode: vertical-rl; height: 230pt }
.upright .body { column-count: 1 !important }
.upright h2 { margin: 0 0 0 8pt; text-align: left }
.imprint { font-size: 7.5pt; margin-top: 8pt }
"""

MAST = ["A06 社会", "2026年3月3日 星期二", "清江晨报"]
EDITOR = "责编 何安 版式 罗平 校对 方圆"


def page(rows, values):
    css = CSS % values
    mast = "".join(f"<span style='font-size:{s}pt'>{t}</span>" for t, s in zip(MAST, (15, 8, 13)))
    body = "".join(f"<div class=row>{''.join(row)}</div>" for row in rows)
    return f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><style>{css}</style><body><div class=masthead>{mast}</div>{body}<div class=imprint>{EDITOR}</div></body></html>"


def mosaic(pool, chance):
    """Rows of articles of uneven width, one boxed, one tinted, one with a picture."""
    s = take(pool, chance, 180, 420, 7)
    s[0].kicker = "关注民生实事"
    s[2].captions = ["▲志愿者在江滩清理漂浮物。本报记者 林静 摄"]
    s[4].subtitle = "窗口服务延时到晚上八点"
    rows = [[article(s[0], 4, size=26)], [article(s[1], 2), article(s[2], 2, "wide")],
            [article(s[3], 1, "box"), article(s[4], 3, "wide")], [article(s[5], 2, "tint"), article(s[6], 2)]]
    return rows, s


def columns(pool, chance):
    """Single columns side by side, each with its headline."""
    s = take(pool, chance, 150, 300, 8)
    return [[article(x, 1, size=15) for x in s[:4]], [article(x, 1, size=15) for x in s[4:]]], s


def upright(pool, chance):
    """An upright article beside and above others."""
    s = take(pool, chance, 180, 330, 4)
    return [[article(s[0], 1, upright=True, size=17), article(s[1], 2)], [article(s[2], 3), article(s[3], 1)]], s


def chromium(source, out):
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        return False
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        subprocess.run([program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/p",
                        f"--print-to-pdf={out}", path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(out, "rb") as file:
        data = file.read()
    # The day of making is no part of the page.
    data = re.sub(rb"/(CreationDate|ModDate) \(D:\d{14}", lambda m: b"/" + m[1] + b" (D:20260303000000", data)
    with open(out, "wb") as file:
        file.write(data)
    return True


def weasyprint(source, out):
    try:
        import weasyprint as program
    except ImportError:
        return False
    program.HTML(string=source).write_pdf(out, pdf_identifier=b"jzclass")
    return True


def typst(stories, values, out):
    try:
        import typst as program
    except ImportError:
        return False
    def esc(text):
        return re.sub(r"([\\#$*_`<>@\[\]~/=+\-'\"])", r"\\\1", text)
    def one(story, columns, size):
        head = f"#align(center)[#text(font: \"{values['sans']}\", weight: \"bold\", size: {size}pt)[{esc(story.headline)}]]"
        return head + f"\n#columns({columns}, gutter: 15pt)[\n" + "\n\n".join(esc(p) for p in story.body) + "\n]\n"
    text = f"""#set page(width: {values['w']}pt, height: {values['h']}pt, margin: 36pt)
#set text(font: "{values['serif']}", size: {values['size']}pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 0.6em, spacing: 0.6em)
"""
    text += "\n#v(12pt)\n".join(f"#block(height: {h}pt)[{one(s, c, z)}]" for s, c, h, z in stories)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.typ")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        program.compile(path, output=out)
    return True


def reportlab(stories, out):
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen import canvas
    except ImportError:
        return False
    from setting import break_lines
    class Half:
        def width(self, c):
            return 0.5 if ord(c) < 128 else 1.0
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    c = canvas.Canvas(out, pagesize=(600, 1100), invariant=1)
    y = 1050
    for story in stories:
        c.setFont("STSong-Light", 20)
        c.drawCentredString(300, y - 20, story.headline)
        y -= 34
        lines = [("　　" if n == 0 else "") + line for p in story.body for n, line in enumerate(break_lines(Half(), p, 24, 2))]
        rows = -(-len(lines) // 2)
        c.setFont("STSong-Light", 10)
        for n, line in enumerate(lines):
            c.drawString(50 + n // rows * 262, y - 12 - n % rows * 15, line)
        y -= rows * 15 + 26
    c.save()
    return True


def make(out, pool, seed):
    found = []
    def add(name, stories, furniture):
        found.append((name, {"pages": 1, "articles": [s.truth(1) for s in stories], "furniture": furniture}))
    for name, layout, program in [("chromium-mosaic", mosaic, chromium), ("chromium-columns", columns, chromium),
                                  ("chromium-upright", upright, chromium), ("weasyprint-mosaic", mosaic, weasyprint)]:
        if seed == 1 and name == "chromium-columns":
            # Its fonts are large; the other pages of Chromium show the same.
            continue
        chance = random.Random(f"{seed}-{name}")
        rows, stories = layout(pool, chance)
        values = {"w": 800, "h": 1400, "size": 9, "lead": 1.5, "head": 18, "serif": "Noto Serif CJK SC", "sans": "Noto Sans CJK SC",
                  "align": "center"}
        if seed != 1:
            values |= {"size": chance.choice([8.5, 9, 10]), "lead": chance.choice([1.4, 1.6, 1.7]), "head": chance.choice([16, 20, 24]),
                       "align": chance.choice(["center", "left"]), "h": 1800}
        if program(page(rows, values), os.path.join(out, name + ".pdf")):
            add(name, stories, [*MAST, EDITOR])
    chance = random.Random(f"{seed}-typst")
    stories = take(pool, chance, 200, 420, 3)
    values = {"w": 620, "h": 900, "size": 10, "serif": "Noto Serif CJK SC", "sans": "Noto Sans CJK SC"}
    if typst([(s, c, 22 + (sum(map(len, s.body)) / c / (548 / c / 10 - 2) + len(s.body) + 2) * 17, 19) for s, c in zip(stories, (2, 3, 2))],
             values, os.path.join(out, "typst-columns.pdf")):
        add("typst-columns", stories, [])
    chance = random.Random(f"{seed}-reportlab")
    stories = take(pool, chance, 200, 420, 4)
    if reportlab(stories, os.path.join(out, "reportlab-columns.pdf")):
        add("reportlab-columns", stories, [])
    return found
