"""The layouts: each sets a document and gives its truth."""

from pdf import NOTO_SANS, NOTO_SERIF, WQY, Document, Font
from setting import (Story, Style, between, beside, body_lines, boxed, briefs, fit_column, flow, head_block, imprint,
                     masthead, put_column, span, table, upright)

NAME = "清江晨报"
EDITOR = "责编 何安 版式 罗平 校对 方圆"


def fonts(kind, head=None):
    """Body and headline font; upright ones where the kind has them."""
    head = head or kind
    def make(kind, bold):
        if kind in ("noto", "noto-v"):
            serif = not bold
            path = NOTO_SERIF % "Regular" if serif else NOTO_SANS % "Bold"
            family = "Noto Serif CJK SC" if serif else "Noto Sans CJK SC"
            base = "ABCDEF+NotoSerifCJKsc-Regular" if serif else "ABCDEF+NotoSansCJKsc-Bold"
            return Font("embedded-v" if kind.endswith("v") else "embedded", base, path, family)
        if kind == "sans":
            return Font("embedded", "ABCDEF+NotoSansCJKsc-" + ("Bold" if bold else "Regular"),
                        NOTO_SANS % ("Bold" if bold else "Regular"), "Noto Sans CJK SC")
        if kind == "bare":
            return Font("bare", "ABCDEF+WenQuanYiZenHei", WQY, None)
        return Font(kind, "STHeiti-Regular" if bold else "STSong-Light")
    return make(kind, False), make(head, True)


def style(kind, head=None, **more):
    body, heads = fonts(kind, head)
    return Style(body, heads, **more)


def finish(page, st, furniture, width=None):
    furniture += imprint(page, st, EDITOR, 40, page.height - 30)


def opening(doc, st, number, section, width=720, height=1050):
    page = doc.page(width, height)
    furniture = masthead(page, st, number, NAME, section, "2026年3月3日 星期二", 40, width - 80)
    return page, furniture


def stack(doc, st, stories, number=2, section="要闻", columns=3, width=720, height=1050, setter=span, **more):
    """Articles below each other, each over all columns."""
    page, furniture = opening(doc, st, number, section, width, height)
    y = 66
    for n, story in enumerate(stories):
        if n:
            page.rule(40, y - 8, width - 40, y - 8)
        y = setter(page, st, story, 40, y, width - 80, columns, **more) + 22
    finish(page, st, furniture)
    return page, furniture


def side_by_side(page, st, left, right, x, y, width, counts, **more):
    total = sum(counts)
    colw = (width - st.gutter * (total - 1)) / total
    w0 = counts[0] * (colw + st.gutter) - st.gutter
    a = span(page, st, left, x, y, w0, counts[0], **more)
    b = span(page, st, right, x + w0 + st.gutter, y, width - w0 - st.gutter, counts[1], **more)
    return max(a, b)


class Source:
    """Hands out articles in the order of the seed."""

    def __init__(self, articles):
        self.articles = articles
        self.at = 0

    def take(self, least=0, most=10**9, title=99):
        for n in range(self.at, len(self.articles)):
            title_, paras = self.articles[n]
            if least <= sum(map(len, paras)) <= most and len(title_) <= title:
                self.articles[self.at], self.articles[n] = self.articles[n], self.articles[self.at]
                self.at += 1
                return Story(title_, list(paras))
        raise SystemExit("no article of this length is left")


def one_column(doc, s, st):
    stories = [s.take(150, 420) for _ in range(5)]
    page, furniture = stack(doc, st, stories, columns=1, width=420, height=1300, centred=False)
    return [(x, 1) for x in stories], furniture


def two_columns(doc, s, st):
    stories = [s.take(200) for _ in range(4)]
    stories[0].kicker = "我市春耕备耕有序推进"
    page, furniture = stack(doc, st, stories, columns=2, width=600, height=1200)
    return [(x, 1) for x in stories], furniture


def three_columns(doc, s, st):
    stories = [s.take(180) for _ in range(5)]
    stories[1].subtitle = "多部门联合部署 月底前全面完成"
    stories[2].kicker, stories[2].subtitle = "一线见闻", "走进三个村庄看变化"
    page, furniture = stack(doc, st, stories, columns=3)
    return [(x, 1) for x in stories], furniture


def four_columns(doc, s, st):
    """Two articles side by side below a wide one."""
    page, furniture = opening(doc, st, 3, "民生", 860, 1150)
    a, b, c, d, e = [s.take(200) for _ in range(5)]
    a.kicker = "关注民生实事"
    y = span(page, st, a, 40, 66, 780, 4, size=30) + 20
    y = side_by_side(page, st, b, c, 40, y, 780, (2, 2)) + 20
    y = side_by_side(page, st, d, e, 40, y, 780, (1, 3)) + 20
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b, c, d, e)], furniture


def five_columns(doc, s, st):
    """Columns of uneven articles: a column of briefs at the left, wide ones at the right."""
    page, furniture = opening(doc, st, 4, "县区", 980, 1750)
    items = [s.take(90, 230) for _ in range(6)]
    a, b, c, d = [s.take(220) for _ in range(4)]
    colw = (900 - 4 * st.gutter) / 5
    briefs(page, st, items, 40, 70, colw, size=st.size * 1.4)
    x, w = 40 + colw + st.gutter, 900 - colw - st.gutter
    y = span(page, st, a, x, 66, w, 4, size=28) + 20
    y = side_by_side(page, st, b, c, x, y, w, (2, 2)) + 20
    y = span(page, st, d, x, y, w, 4) + 20
    finish(page, st, furniture)
    return [(x, 1) for x in (*items, a, b, c, d)], furniture


def six_columns(doc, s, st):
    page, furniture = opening(doc, st, 5, "综合", 1080, 1400)
    a, b, c, d, e, f, g = [s.take(200) for _ in range(7)]
    y = side_by_side(page, st, a, b, 40, 66, 1000, (4, 2)) + 20
    page.rule(40, y - 10, 1040, y - 10)
    y = side_by_side(page, st, c, d, 40, y, 1000, (3, 3)) + 20
    y = between(page, st, e, 40, y, 1000, 6, left=1, right=1) + 20
    y = side_by_side(page, st, f, g, 40, y, 1000, (2, 4)) + 20
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b, c, d, e, f, g)], furniture


def boxes(doc, s, st):
    """Boxed articles, one of them tinted, among others."""
    page, furniture = opening(doc, st, 6, "聚焦", 860, 1250)
    a, b, c, d = [s.take(200) for _ in range(4)]
    colw = (780 - 3 * st.gutter) / 4
    y1 = span(page, st, a, 40, 66, 2 * colw + st.gutter, 2)
    y2 = boxed(page, st, b, 40 + 2 * (colw + st.gutter), 66, 2 * colw + st.gutter, 2)
    y = max(y1, y2) + 20
    y = boxed(page, st, c, 40, y, 780, 4, tint=0.92) + 20
    y = span(page, st, d, 40, y, 780, 4) + 20
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b, c, d)], furniture


def heads_between(doc, s, st):
    """Headlines between columns."""
    page, furniture = opening(doc, st, 7, "视点", 860, 1250)
    stories = [s.take(260) for _ in range(4)]
    y = 66
    for n, story in enumerate(stories):
        y = between(page, st, story, 40, y, 780, 4, left=1, right=n % 2, size=20) + 26
        page.rule(40, y - 12, 820, y - 12)
    finish(page, st, furniture)
    return [(x, 1) for x in stories], furniture


def vertical_heads(doc, s, st):
    """Headlines from top to bottom beside the body, set character by character."""
    page, furniture = opening(doc, st, 8, "文化", 860, 1250)
    stories = [s.take(240, title=12) for _ in range(4)]
    y = 66
    for story in stories:
        y = beside(page, st, story, 40, y, 780, 3, size=20) + 24
    finish(page, st, furniture)
    return [(x, 1) for x in stories], furniture


def upright_text(doc, s, st):
    """Vertical text: lines from right to left."""
    page, furniture = opening(doc, st, 8, "副刊", 720, 1050)
    a, b, c = s.take(200, 420), s.take(200, 420), s.take(220)
    y = upright(page, st, a, 40, 70, 640, 260) + 30
    page.rule(40, y - 15, 680, y - 15)
    y = upright(page, st, b, 40, y, 640, 260) + 30
    page.rule(40, y - 15, 680, y - 15)
    span(page, st, c, 40, y, 640, 3)
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b, c)], furniture


def photos(doc, s, st):
    """Pictures with captions within articles."""
    page, furniture = opening(doc, st, 9, "现场", 860, 1250)
    a, b, c = s.take(280), s.take(260), s.take(260)
    a.captions = ["▲志愿者在江滩清理漂浮物。本报记者 林静 摄"]
    b.captions = ["图为施工人员在加固堤段作业。（周小川 摄）"]
    y = span(page, st, a, 40, 66, 780, 4, photo=(1, 2, 130)) + 22
    y = span(page, st, b, 40, y, 780, 3, photo=(2, 1, 110)) + 22
    y = span(page, st, c, 40, y, 780, 4) + 22
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b, c)], furniture


def mixed_fonts(doc, s, st):
    """Kicker, headline and subtitle of each article, subheads, bylines on lines of their own."""
    stories = [s.take(260) for _ in range(4)]
    for n, story in enumerate(stories):
        story.kicker = ["聚焦高质量发展", "", "基层新事", "身边的变化"][n]
        story.subtitle = ["全年目标任务逐项落实", "服务窗口延时到晚上八点", "", "老街巷里的新生活"][n]
        story.byline = ["□ 记者 林静 通讯员 何平", "本报记者 周小川", "", "□ 见习记者 方圆"][n]
        if len(story.body) > 2:
            story.body.insert(len(story.body) // 2 + 1, ("subhead", ["抓项目 强支撑", "一窗受理", "共建共享", "邻里"][n]))
    page, furniture = stack(doc, st, stories, columns=4, width=860, height=1250)
    return [(x, 1) for x in stories], furniture


def tables(doc, s, st):
    """A table of figures within an article, another article below."""
    page, furniture = opening(doc, st, 10, "数据", 720, 1100)
    a, b = s.take(220), s.take(260)
    y = span(page, st, a, 40, 66, 640, 3) + 8
    rows = [["品种", "面积（万亩）", "单产（公斤）", "增幅"], ["早稻", "42.6", "418", "1.2%"], ["中稻", "118.3", "603", "0.8%"],
            ["晚稻", "37.9", "455", "2.1%"], ["油菜", "65.0", "152", "3.4%"]]
    y, cells = table(page, st, rows, 40, y, 640)
    a.body += cells
    page.rule(40, y + 4, 680, y + 4)
    y = span(page, st, b, 40, y + 18, 640, 3)
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b)], furniture


def notices(doc, s, st):
    """Lost papers and an advertisement at the foot of the page."""
    page, furniture = opening(doc, st, 11, "服务", 860, 1250)
    a, b = s.take(300), s.take(240)
    y = span(page, st, a, 40, 66, 780, 4) + 20
    y = side_by_side(page, st, b, s_take := s.take(240), 40, y, 780, (2, 2)) + 24
    page.box(40, y, 420, y + 150)
    lines = ["遗失声明", "▲何安遗失身份证，声明作废。", "▲清江县平安运输队遗失公章一枚，声明作废。", "▲罗平遗失驾驶证，声明作废。"]
    for n, line in enumerate(lines):
        page.text(st.head if n == 0 else st.body, 14 if n == 0 else 9, 50, y + 10 + n * 26, line)
    furniture += lines
    page.box(440, y, 820, y + 150, 0.9)
    ad = [("清江新城 品质家园", 26), ("春季特惠 盛大开盘", 18), ("地址：滨江大道88号", 10), ("热线电话：0710-8888888", 14)]
    at = y + 12
    for text, size in ad:
        page.text(st.head, size, 455, at, text)
        at += size * 1.45
        furniture.append(text)
    finish(page, st, furniture)
    return [(x, 1) for x in (a, b, s_take)], furniture


def overprints(doc, s, st):
    """Headlines printed twice over themselves, a slogan too."""
    stories = [s.take(220) for _ in range(4)]
    page, furniture = stack(doc, st, stories, columns=3, double=1.1)
    return [(x, 1) for x in stories], furniture


def two_pages(doc, s, st):
    """An article that goes on over leaf."""
    first, other, third = s.take(420), s.take(200), s.take(240)
    page, furniture = opening(doc, st, 1, "头版", 720, 1050)
    xs_width = 640
    whole = body_lines(st, first, fit_column(st, (xs_width - 2 * st.gutter) / 3))
    y = head_block(page, st, first, 40, 66, xs_width, 28)
    half = len(whole) * 3 // 5
    colw = (xs_width - 2 * st.gutter) / 3
    setw = fit_column(st, colw)
    rows = -(-half // 3)
    pitch = st.size * st.leading
    for c in range(3):
        put_column(page, st, whole[c * rows:min(half, (c + 1) * rows)], 40 + c * (colw + st.gutter), y, setw)
    y += rows * pitch + 4
    page.text(st.body, st.size, 40 + 640 - 8 * st.size, y, "（下转第2版）")
    furniture.append("（下转第2版）")
    y += 30
    span(page, st, other, 40, y, 640, 3)
    finish(page, st, furniture)
    page, more = opening(doc, st, 2, "要闻", 720, 1050)
    furniture += more
    page.text(st.body, st.size, 40, 66, "（上接第1版）")
    furniture.append("（上接第1版）")
    rest = whole[half:]
    rows = -(-len(rest) // 3)
    for c in range(3):
        put_column(page, st, rest[c * rows:(c + 1) * rows], 40 + c * (colw + st.gutter), 84, setw)
    y = 84 + rows * pitch + 20
    page.rule(40, y - 8, 680, y - 8)
    span(page, st, third, 40, y, 640, 3)
    finish(page, st, furniture)
    return [(first, 1), (other, 1), (third, 2)], furniture


def l_shape(doc, s, st):
    """The last column of an article reaches further down than the others, beside the next article."""
    page, furniture = opening(doc, st, 12, "深读", 860, 1250)
    a, b, c = s.take(330), s.take(200), s.take(240)
    colw = (780 - 3 * st.gutter) / 4
    setw = fit_column(st, colw)
    pitch = st.size * st.leading
    lines = body_lines(st, a, setw)
    y = head_block(page, st, a, 40, 66, 780, 28)
    rows = max(4, int(len(lines) * 0.16))
    for n in range(3):
        put_column(page, st, lines[n * rows:(n + 1) * rows], 40 + n * (colw + st.gutter), y, setw)
    put_column(page, st, lines[3 * rows:], 40 + 3 * (colw + st.gutter), y, setw)
    deep = y + (len(lines) - 3 * rows) * pitch
    below = span(page, st, b, 40, y + rows * pitch + 24, 3 * colw + 2 * st.gutter, 3, size=22)
    y = max(deep, below) + 24
    span(page, st, c, 40, y, 780, 4)
    finish(page, st, furniture)
    return [(a, 1), (b, 1), (c, 1)], furniture


def headless(doc, s, st):
    """A column of briefs of body size with bold leads, beside a long article."""
    page, furniture = opening(doc, st, 13, "快讯", 860, 1500)
    items = [s.take(80, 220) for _ in range(5)]
    a, b = s.take(300), s.take(260)
    colw = (780 - 3 * st.gutter) / 4
    page.box(40, 66, 40 + colw + 4, briefs(page, st, items, 46, 76, colw - 8, size=st.size * 1.2))
    x, w = 40 + colw + st.gutter, 780 - colw - st.gutter
    y = span(page, st, a, x, 66, w, 3) + 24
    span(page, st, b, x, y, w, 3)
    finish(page, st, furniture)
    return [(x, 1) for x in (*items, a, b)], furniture


def upright_style(kind, **more):
    st = style(kind, **more)
    if kind == "noto":
        st.upright, st.upright_head = fonts("noto-v")[0], fonts("noto-v")[1]
    else:
        st.upright, st.upright_head = fonts(kind[:-1] + "V")
    return st


LAYOUTS = {
    "one-column": (one_column, lambda: style("UniGB-UCS2-H", size=10, headline=17)),
    "two-columns": (two_columns, lambda: style("noto", size=10)),
    "three-columns": (three_columns, lambda: style("GBK-EUC-H", size=9.5)),
    "four-columns": (four_columns, lambda: style("UniGB-UTF16-H", size=9.5, rules=True)),
    "five-columns": (five_columns, lambda: style("GBKp-EUC-H", size=9, headline=20)),
    "six-columns": (six_columns, lambda: style("GBK2K-H", size=9, gutter=18)),
    "boxes": (boxes, lambda: style("sans", size=9.5)),
    "heads-between": (heads_between, lambda: style("bare", size=9.5)),
    "vertical-heads": (vertical_heads, lambda: style("UniGB-UCS2-H", size=9.5)),
    "upright": (upright_text, lambda: upright_style("GBK-EUC-H", size=10, headline=20)),
    "upright-embedded": (upright_text, lambda: upright_style("noto", size=10, headline=20)),
    "photos": (photos, lambda: style("GBK-EUC-H", size=9.5)),
    "mixed-fonts": (mixed_fonts, lambda: style("noto", size=9.5)),
    "tables": (tables, lambda: style("bare", size=9.5)),
    "notices": (notices, lambda: style("UniGB-UCS2-H", size=9.5)),
    "overprints": (overprints, lambda: style("sans", size=9.5)),
    "two-pages": (two_pages, lambda: style("GBK-EUC-H", size=9.5)),
    "l-shape": (l_shape, lambda: style("UniGB-UCS2-H", size=9.5)),
    "headless": (headless, lambda: style("GBK-EUC-H", size=9.5)),
}
