"""Sets articles as newspaper pages do, and keeps what was set as the truth."""

import math
from dataclasses import dataclass, field

CLOSING = "，。、；：！？）》」』”’】%％…—"
OPENING = "（《「『“‘【"


@dataclass
class Story:
    headline: str
    body: list  # of str, or ("subhead", str)
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    captions: list = field(default_factory=list)

    def truth(self, page):
        return {"page": page, "kicker": self.kicker, "headline": self.headline, "subtitle": self.subtitle,
                "byline": self.byline, "body": [p if isinstance(p, str) else p[1] for p in self.body],
                "captions": self.captions}


@dataclass
class Style:
    body: object
    head: object
    upright: object = None
    upright_head: object = None
    size: float = 9.5
    leading: float = 1.4
    gutter: float = 16
    indent: float = 2
    justify: bool = True
    headline: float = 24
    rules: bool = False


def measure(font, text):
    return sum(font.width(c) for c in text)


def break_lines(font, text, width, indent):
    """Lines of at most `width` em; closing marks never begin a line, opening ones never end it."""
    lines, line, used = [], "", indent
    i = 0
    while i < len(text):
        c = text[i]
        w = font.width(c)
        # Numbers and words stay whole.
        if c.isascii() and c.isalnum():
            j = i
            while j < len(text) and text[j].isascii() and (text[j].isalnum() or text[j] in ".,%"):
                j += 1
            piece = text[i:j]
        else:
            piece = c
        w = measure(font, piece)
        if used + w > width + 1e-6 and line:
            if piece in CLOSING and used + w <= width + 1.01:
                line += piece
                i += len(piece)
                lines.append(line)
                line, used = "", 0
                continue
            while line and line[-1] in OPENING:
                line, i = line[:-1], i - 1
            lines.append(line)
            line, used = "", 0
            continue
        line += piece
        used += w
        i += len(piece)
    if line:
        lines.append(line)
    return lines


def body_lines(style, story, width):
    """(text, indent in em, kind) of each line; kind is "full", "last" or "subhead"."""
    em = width / style.size
    out = []
    for part in story.body:
        if isinstance(part, tuple):
            out.extend((line, 0, "subhead") for line in break_lines(style.head, part[1], em, 0))
            continue
        lines = break_lines(style.body, part, em, style.indent)
        for n, line in enumerate(lines):
            kind = "last" if n == len(lines) - 1 else "full"
            out.append((line, style.indent if n == 0 else 0, kind))
    return out


def put_line(page, style, line, x, y, width):
    text, indent, kind = line
    font = style.head if kind == "subhead" else style.body
    room = width - indent * style.size - measure(font, text) * style.size
    spacing = 0.0
    if style.justify and kind == "full" and len(text) > 1 and -1.2 * style.size < room < 2 * style.size:
        spacing = room / (len(text) - 1)
    page.text(font, style.size, x + indent * style.size, y, text, spacing)


def put_column(page, style, lines, x, y, width):
    for n, line in enumerate(lines):
        put_line(page, style, line, x, y + n * style.size * style.leading, width)


def head_block(page, style, story, x, y, width, size, centred=True, double=0.0):
    """Kicker, headline and subtitle above each other; gives the y below them."""
    def put(text, size, lead, font):
        nonlocal y
        for line in break_lines(font, text, max(2, width / size), 0):
            w = measure(font, line) * size
            at = x + (width - w) / 2 if centred else x
            page.text(font, size, at, y, line)
            if double:
                page.text(font, size, at + double, y + double * 0.7, line)
            y += size * lead

    if story.kicker:
        put(story.kicker, max(style.size * 1.3, size * 0.55), 1.35, style.body)
    put(story.headline, size, 1.25, style.head)
    if story.subtitle:
        y += 2
        put(story.subtitle, max(style.size * 1.25, size * 0.5), 1.35, style.body)
    y += size * 0.35
    if story.byline:
        w = measure(style.body, story.byline) * style.size
        page.text(style.body, style.size, x + (width - w) / 2 if centred else x, y, story.byline)
        y += style.size * 1.9
    return y


def columns_x(x, width, count, gutter):
    w = (width - gutter * (count - 1)) / count
    return [x + n * (w + gutter) for n in range(count)], w


def fit_column(style, colw):
    """Columns hold a whole number of characters, as the press sets them."""
    return math.floor(colw / style.size) * style.size


def span(page, style, story, x, y, width, count, size=None, photo=None, double=0.0, balance=True, height=None, centred=True):
    """Headline over all columns, the body below; a photo stands at the top of the last columns."""
    size = size or style.headline
    y = head_block(page, style, story, x, y, width, size, centred, double)
    return flow(page, style, story, x, y, width, count, photo=photo, height=height)


def flow(page, style, story, x, y, width, count, photo=None, height=None, tops=None):
    """The body in `count` columns from y down; `tops` are further starts of columns below y."""
    xs, colw = columns_x(x, width, count, style.gutter)
    setw = fit_column(style, colw)
    lines = body_lines(style, story, setw)
    pitch = style.size * style.leading
    tops = list(tops or [0] * count)
    bottom_photo = y
    if photo:
        first, cols, tall = photo
        px, pw = xs[first], xs[first + cols - 1] + colw - xs[first]
        page.picture(px, y, px + pw, y + tall)
        cy = y + tall + 4
        for caption in story.captions:
            for line in break_lines(style.body, caption, pw / (style.size * 0.85), 0):
                page.text(style.body, style.size * 0.85, px, cy, line)
                cy += style.size * 1.2
        cy += 6
        for c in range(first, first + cols):
            tops[c] = cy - y
        bottom_photo = cy
    starts = [math.ceil(t / pitch) for t in tops]
    need = len(lines) + sum(starts)
    rows = math.ceil(need / count) if height is None else int(height / pitch)
    rows = max(rows, max(starts) + (1 if photo else 0))
    while sum(max(0, rows - s) for s in starts) < len(lines):
        rows += 1
    at = 0
    for c in range(count):
        room = max(0, rows - starts[c])
        put_column(page, style, lines[at:at + room], xs[c], y + starts[c] * pitch, setw)
        at += room
    if style.rules:
        for c in range(count - 1):
            rx = xs[c] + colw + style.gutter / 2
            page.rule(rx, y, rx, y + rows * pitch, 0.3)
    return max(y + rows * pitch, bottom_photo)


def between(page, style, story, x, y, width, count, left=1, right=0, size=None):
    """The headline stands over the middle columns; columns left (and right) of it rise beside it."""
    xs, colw = columns_x(x, width, count, style.gutter)
    hx = xs[left]
    hw = xs[count - 1 - right] + colw - hx
    below = head_block(page, style, story, hx, y, hw, size or style.headline)
    tops = [0 if c < left or c >= count - right else below - y for c in range(count)]
    return flow(page, style, story, x, y, width, count, tops=tops)


def beside(page, style, story, x, y, width, count, size=None):
    """The headline is set from top to bottom, character by character, left of the body."""
    size = size or style.headline
    xs, colw = columns_x(x, width, count, style.gutter)
    # No taller than its body.
    rows = math.ceil(len(body_lines(style, story, fit_column(style, colw))) / count)
    size = min(size, max(style.size * 1.3, rows * style.size * style.leading / len(story.headline) / 1.12))
    step = size * 1.15
    for n, c in enumerate(story.headline):
        page.text(style.head, size, x, y + n * step, c)
    used = size + style.gutter
    bottom = flow(page, style, Story(story.headline, story.body), x + used, y, width - used, count)
    return max(bottom, y + len(story.headline) * step)


def upright(page, style, story, x, y, width, height):
    """Headline and body from top to bottom, lines from right to left."""
    size = min(style.headline, height / len(story.headline))
    at = x + width - size
    page.text(style.upright_head, size, at, y, story.headline)
    at -= style.size * 1.2
    pitch = style.size * 1.6
    for part in story.body:
        for n, line in enumerate(break_lines(style.upright, part, int(height / style.size), 2)):
            page.text(style.upright, style.size, at - style.size, y + (2 * style.size if n == 0 else 0), line)
            at -= pitch
    return y + height


def boxed(page, style, story, x, y, width, count, tint=None, size=None, pad=8):
    bottom = span(page, style, story, x + pad, y + pad, width - 2 * pad, count, size=size)
    page.box(x, y, x + width, bottom + pad)
    if tint:
        page.box(x, y, x + width, bottom + pad, tint)
    return bottom + pad


def briefs(page, style, stories, x, y, width, size=None):
    """Short items below each other in one column, each with a small headline."""
    size = size or style.size * 1.25
    setw = fit_column(style, width)
    for story in stories:
        for line in break_lines(style.head, story.headline, setw / size, 0):
            page.text(style.head, size, x, y, line)
            y += size * 1.3
        y += 2
        lines = body_lines(style, story, setw)
        put_column(page, style, lines, x, y, setw)
        y += len(lines) * style.size * style.leading + style.size * 0.9
    return y


def table(page, style, rows, x, y, width, size=None):
    """Cells in columns of even width; gives the y below and the cells."""
    size = size or style.size * 0.9
    cells = []
    for row in rows:
        for n, cell in enumerate(row):
            page.text(style.body, size, x + n * width / len(row), y, cell)
            cells.append(cell)
        y += size * 1.5
    return y, cells


def masthead(page, style, number, name, section, date, x, width):
    """Folio at the top of an inner page; gives what was set."""
    parts = [(f"{number:02d}", 20, x), (section, 18, x + 40), (date, 9, x + width * 0.45), (name, 16, x + width - 16 * len(name))]
    for text, size, at in parts:
        page.text(style.head if size > 10 else style.body, size, at, 24, text)
    page.rule(x, 50, x + width, 50, 1.2)
    return [p[0] for p in parts]


def imprint(page, style, text, x, y):
    page.text(style.body, style.size * 0.85, x, y, text)
    return [text]
