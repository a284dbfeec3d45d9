#!/usr/bin/env python3
"""Writes two small PDFs whose text cannot be read off their pages: `refused.py OUT`."""

import os
import sys


def save(path, objects):
    out, places = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    with open(path, "wb") as file:
        file.write(out)


def stream(data, more=b""):
    return b"<</Length %d%s>>\nstream\n" % (len(data), more) + data + b"\nendstream"


def fields(path):
    """A form whose only text is the value of a field."""
    value = ("清溪渡口昨日恢复通航，三条新船每天往返十六班。".encode("utf-16-be")).hex().encode()
    save(path, [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 300]/Annots[4 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(text)/Rect[30 30 390 270]/V<feff" + value + b">>>",
    ])


def drawn(path):
    """A Type 3 font without a ToUnicode map, its characters named by numbers."""
    glyph = stream(b"1000 0 0 0 900 900 d1 100 100 700 700 re f")
    text = "".join(chr(97 + n % 20) for n in range(26))
    content = b"".join(b"BT /F1 12 Tf 30 %d Td (%s) Tj ET\n" % (260 - 18 * k, text.encode()) for k in range(8))
    names = b"".join(b"/g%d" % n for n in range(20))
    procs = b"".join(b"/g%d 6 0 R" % n for n in range(20))
    save(path, [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(content),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 116"
        b"/Widths[" + b"1000 " * 20 + b"]/Encoding<</Differences[97" + names + b"]>>/CharProcs<<" + procs + b">>>>",
        glyph,
    ])


if __name__ == "__main__":
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    fields(os.path.join(out, "form-fields.pdf"))
    drawn(os.path.join(out, "type3.pdf"))
