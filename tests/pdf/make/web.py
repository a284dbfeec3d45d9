"""Pages set by other programs: Chromium, Typst, WeasyPrint and ReportLab."""


def make(out, pool, seed):
    return []
