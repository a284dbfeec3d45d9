"""A small PDF writer: text in CJK fonts of every kind, rules, tints and pictures.

Fonts are embedded as subsets (OpenType/CFF or TrueType, Identity-H or -V, with or without ToUnicode) or named
only (STSong-Light and STHeiti-Regular with the predefined CMaps).
"""

import io
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont

NOTO_SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-%s.ttc"
NOTO_SANS = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
WQY = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"

CODECS = {
    "GBK-EUC-H": "gbk", "GBK-EUC-V": "gbk", "GBKp-EUC-H": "gbk", "GBK2K-H": "gb18030",
    "UniGB-UCS2-H": "utf-16-be", "UniGB-UCS2-V": "utf-16-be", "UniGB-UTF16-H": "utf-16-be",
}
_cache = {}


def _load(path, family):
    """The face of a collection whose family name is `family`."""
    key = (path, family)
    if key not in _cache:
        number = 0
        if family:
            from fontTools.ttLib import TTCollection
            for n, font in enumerate(TTCollection(path, lazy=True).fonts):
                if font["name"].getDebugName(1) == family or font["name"].getDebugName(16) == family:
                    number = n
                    break
        _cache[key] = (number, TTFont(path, fontNumber=number, lazy=True).getBestCmap(),
                       TTFont(path, fontNumber=number, lazy=True)["hmtx"].metrics)
    return _cache[key]


class Font:
    """One font of a document. `kind` is a predefined CMap's name, or `embedded`, `embedded-v`, `bare` (no ToUnicode)."""

    def __init__(self, kind, base, path=None, family=None):
        self.kind, self.base, self.path, self.family = kind, base, path, family
        self.chars = set()
        if path:
            self.number, self.cmap, self.metrics = _load(path, family)

    @property
    def vertical(self):
        return self.kind.endswith(("-V", "-v"))

    def width(self, c):
        if self.path:
            return self.metrics[self.cmap[ord(c)]][0] / 1000 if ord(c) in self.cmap else 1.0
        return 0.5 if ord(c) < 128 else 1.0

    def use(self, text):
        self.chars.update(text)

    def prepare(self):
        """Subsets the font and gives each character its code."""
        if not self.path:
            return
        font = TTFont(self.path, fontNumber=self.number)
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[],
                                 drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"])
        chooser = subset.Subsetter(options)
        chooser.populate(unicodes=sorted(map(ord, self.chars)))
        chooser.subset(font)
        cmap = font.getBestCmap()
        self.cff = "CFF " in font
        if self.cff:
            self.code = {chr(u): int(name[3:]) if name.startswith("cid") else font.getGlyphID(name)
                         for u, name in cmap.items()}
            self.data = font["CFF "].compile(font)
        else:
            self.code = {chr(u): font.getGlyphID(name) for u, name in cmap.items()}
            out = io.BytesIO()
            font["head"].modified = 0
            font.recalcTimestamp = False
            font.save(out, reorderTables=False)
            self.data = out.getvalue()

    def encode(self, text):
        if self.path:
            return b"".join(self.code[c].to_bytes(2, "big") for c in text)
        return text.encode(CODECS[self.kind])

    def objects(self, doc):
        """Adds the font's objects; gives the number of the font's own."""
        descriptor = {"Type": "/FontDescriptor", "FontName": "/" + self.base, "Flags": "6", "ItalicAngle": "0",
                      "FontBBox": "[-25 -254 1000 880]", "Ascent": "880", "Descent": "-120", "CapHeight": "880",
                      "StemV": "80"}
        if not self.path:
            fd = doc.add(descriptor)
            half = "[1 95 500 814 939 500 7716 [500]]"
            inner = doc.add({"Type": "/Font", "Subtype": "/CIDFontType0", "BaseFont": "/" + self.base,
                             "CIDSystemInfo": "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>", "DW": "1000",
                             "W": half, "FontDescriptor": f"{fd} 0 R"})
            return doc.add({"Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{self.base}-{self.kind}",
                            "Encoding": "/" + self.kind, "DescendantFonts": f"[{inner} 0 R]"})
        key = "FontFile3" if self.cff else "FontFile2"
        file = doc.stream(self.data, {"Subtype": "/CIDFontType0C"} if self.cff else {"Length1": str(len(self.data))})
        descriptor[key] = f"{file} 0 R"
        fd = doc.add(descriptor)
        codes = sorted((code, c) for c, code in self.code.items())
        inner = {"Type": "/Font", "Subtype": "/CIDFontType0" if self.cff else "/CIDFontType2", "BaseFont": "/" + self.base,
                 "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", "DW": "1000",
                 "W": "[" + " ".join(f"{code}[{round(self.width(c) * 1000)}]" for code, c in codes if self.width(c) != 1.0) + "]",
                 "FontDescriptor": f"{fd} 0 R"}
        if not self.cff:
            inner["CIDToGIDMap"] = "/Identity"
        inner = doc.add(inner)
        outer = {"Type": "/Font", "Subtype": "/Type0", "BaseFont": "/" + self.base,
                 "Encoding": "/Identity-V" if self.vertical else "/Identity-H", "DescendantFonts": f"[{inner} 0 R]"}
        if self.kind != "bare":
            lines = [f"<{code:04x}> <{c.encode('utf-16-be').hex()}>" for code, c in codes]
            parts = [lines[i:i + 100] for i in range(0, len(lines), 100)]
            table = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n" \
                    "1 begincodespacerange <0000> <ffff> endcodespacerange\n" \
                    + "".join(f"{len(p)} beginbfchar\n" + "\n".join(p) + "\nendbfchar\n" for p in parts) \
                    + "endcmap end end"
            outer["ToUnicode"] = f"{doc.stream(table.encode())} 0 R"
        return doc.add(outer)


class Page:
    def __init__(self, doc, width, height):
        self.doc, self.width, self.height, self.ops = doc, width, height, []

    def text(self, font, size, x, y, text, spacing=0.0):
        """Sets text with its upper left corner at x, y (for vertical fonts: the line's left edge)."""
        text = "".join(c for c in text)
        font.use(text)
        if font.vertical:
            self.ops.append(("text", font, size, x + size / 2, self.height - y, text, spacing))
        else:
            self.ops.append(("text", font, size, x, self.height - y - 0.86 * size, text, spacing))

    def rule(self, x0, y0, x1, y1, width=0.6):
        self.ops.append(("raw", f"{width} w {x0:.2f} {self.height - y0:.2f} m {x1:.2f} {self.height - y1:.2f} l S"))

    def box(self, x0, y0, x1, y1, tint=None):
        shape = f"{x0:.2f} {self.height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re"
        self.ops.insert(0, ("raw", f"q {tint} g {shape} f Q")) if tint else self.ops.append(("raw", f"0.8 w {shape} S"))

    def picture(self, x0, y0, x1, y1):
        self.ops.append(("raw", f"q {x1 - x0:.2f} 0 0 {y1 - y0:.2f} {x0:.2f} {self.height - y1:.2f} cm /Im1 Do Q"))


class Document:
    def __init__(self):
        self.parts, self.pages = [], []

    def page(self, width, height):
        self.pages.append(Page(self, width, height))
        return self.pages[-1]

    def add(self, entries):
        self.parts.append(entries if isinstance(entries, bytes) else
                          ("<<" + "".join(f"/{k} {v}" for k, v in entries.items()) + ">>").encode())
        return len(self.parts)

    def stream(self, data, extra=None):
        packed = zlib.compress(data, 9)
        head = {"Length": str(len(packed)), "Filter": "/FlateDecode", **(extra or {})}
        text = "<<" + "".join(f"/{k} {v}" for k, v in head.items()) + ">>stream\n"
        return self.add(text.encode() + packed + b"\nendstream")

    def save(self, path):
        fonts = []
        for page in self.pages:
            for op in page.ops:
                if op[0] == "text" and op[1] not in fonts:
                    fonts.append(op[1])
        catalog, tree = self.add({}), self.add({})
        for font in fonts:
            font.prepare()
        names = {font: (f"F{n + 1}", font.objects(self)) for n, font in enumerate(fonts)}
        image = self.stream(bytes(range(0, 256, 4)), {"Type": "/XObject", "Subtype": "/Image", "Width": "8", "Height": "8",
                                                      "ColorSpace": "/DeviceGray", "BitsPerComponent": "8"})
        used = "".join(f"/{name} {number} 0 R" for name, number in names.values())
        resources = self.add(f"<</Font<<{used}>>/XObject<</Im1 {image} 0 R>>>>".encode())
        kids = []
        for page in self.pages:
            content = []
            for op in page.ops:
                if op[0] == "raw":
                    content.append(op[1])
                else:
                    _, font, size, x, y, text, spacing = op
                    hexed = font.encode(text).hex()
                    content.append(f"BT /{names[font][0]} {size:g} Tf {spacing:.3f} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm <{hexed}> Tj ET")
            body = self.stream("\n".join(content).encode())
            kids.append(self.add({"Type": "/Page", "Parent": f"{tree} 0 R", "Contents": f"{body} 0 R",
                                  "MediaBox": f"[0 0 {page.width} {page.height}]", "Resources": f"{resources} 0 R"}))
        self.parts[catalog - 1] = f"<</Type/Catalog/Pages {tree} 0 R>>".encode()
        self.parts[tree - 1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
        out, offsets = bytearray(b"%PDF-1.5\n%\xe4\xbd\xa0\xe5\xa5\xbd\n"), []
        for n, part in enumerate(self.parts):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % (n + 1) + part + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
        out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, catalog, start)
        with open(path, "wb") as file:
            file.write(out)
