"""Small PDFs of one text in Chinese fonts of every kind: `fonts.py OUT`.

Needs Chromium, Typst, WeasyPrint, ReportLab and pikepdf (as far as installed) and the Debian packages fonts-noto-cjk,
fonts-wqy-zenhei and fonts-arphic-uming. Pages named `-bare` have their ToUnicode maps taken out.
"""

import os
import subprocess
import sys

LINES = ["江堤加固工程开工 防汛标准提高", "本报讯（记者 林静 周小川）3月2日，江堤加固工程正式开工，",
         "总投资1.2亿元，工期18个月。“今年汛前完成主体”，负责人说。", "龙见马车长门风食鱼鸟人一金龟——《水乡》【图】①②ABC 2026%"]
FAMILIES = {"noto-sans": "Noto Sans CJK SC", "noto-serif": "Noto Serif CJK SC", "wqy": "WenQuanYi Zen Hei", "uming": "AR PL UMing CN"}
CMAPS = [("GBK-EUC-H", "gbk"), ("GB-EUC-H", "gb2312"), ("GBKp-EUC-H", "gbk"), ("GBK2K-H", "gb18030"), ("GBpc-EUC-H", "gb2312"),
         ("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UTF16-H", "utf-16-be"), ("GBK-EUC-V", "gbk"), ("UniGB-UCS2-V", "utf-16-be")]


def named(path, cmap, codec):
    """A font that is named and not embedded, with a predefined CMap."""
    content = b""
    for n, line in enumerate(LINES):
        x, y = (500 - 30 * n, 750) if cmap.endswith("V") else (50, 750 - 20 * n)
        # GB 2312 as Python has it writes the dash otherwise.
        text = line.replace("—", "―") if codec == "gb2312" else line
        content += b"BT /F1 11 Tf 1 0 0 1 %d %d Tm <%s> Tj ET\n" % (x, y, text.encode(codec, "ignore").hex().encode())
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n" % len(content) + content + b"endstream",
               b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-%s/Encoding/%s/DescendantFonts[6 0 R]>>" % ((cmap.encode(),) * 2),
               b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
               b"/DW 1000/W[1 95 500 814 939 500 7716[500]]/FontDescriptor 7 0 R>>",
               b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
               b"/Descent -120/CapHeight 880/StemV 93>>"]
    out, offsets = b"%PDF-1.4\n", []
    for n, item in enumerate(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % (n + 1) + item + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    with open(path, "wb") as file:
        file.write(out)


def bare(path):
    import pikepdf
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        pdf.save(path.replace(".pdf", "-bare.pdf"))


def reportlab(path, font):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas
    name = "font" if font else "STSong-Light"
    pdfmetrics.registerFont(TTFont(name, font, subfontIndex=0) if font else UnicodeCIDFont(name))
    c = canvas.Canvas(path, invariant=1)
    for n, line in enumerate(LINES):
        c.setFont(name, 11)
        c.drawString(50, 750 - 20 * n, line)
    c.save()


def main():
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    at = lambda name: os.path.join(out, name + ".pdf")  # noqa: E731
    for cmap, codec in CMAPS:
        named(at("named-" + cmap.lower()), cmap, codec)
    reportlab(at("reportlab-unigb-ucs2"), None)
    reportlab(at("reportlab-wqy-subsets"), "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
    for short, family in FAMILIES.items():
        page = f"<html><meta charset=utf-8><body style=\"font:11pt '{family}'\">" + "".join(f"<p>{t}</p>" for t in LINES) + "</body></html>"
        source = os.path.join(out, "page.html")
        with open(source, "w", encoding="utf-8") as file:
            file.write(page)
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                        f"--print-to-pdf={at('chromium-' + short)}", source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.remove(source)
        import weasyprint
        weasyprint.HTML(string=page).write_pdf(at("weasyprint-" + short))
        import typst
        source = os.path.join(out, "page.typ")
        with open(source, "w", encoding="utf-8") as file:
            file.write(f"#set page(width: 500pt, height: 300pt)\n#set text(font: \"{family}\", size: 11pt)\n" + "\n\n".join(LINES))
        typst.compile(source, output=at("typst-" + short))
        os.remove(source)
    for name in ["chromium-noto-sans", "chromium-wqy", "typst-noto-serif", "typst-wqy", "weasyprint-wqy", "weasyprint-noto-sans"]:
        bare(at(name))


if __name__ == "__main__":
    main()
