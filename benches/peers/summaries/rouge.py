"""ROUGE over characters: every character that is not white space is a token, punctuation included."""

from collections import Counter


def characters(text):
    return "".join(text.split())


def f1(common, summary, reference):
    return 2 * common / (summary + reference) if common else 0.0


def grams(text, n):
    return Counter(text[i : i + n] for i in range(len(text) - n + 1))


def longest_common(a, b):
    """Length of the longest common subsequence, by bits (Hyyrö 2004)."""
    places = {}
    for i, c in enumerate(b):
        places[c] = places.get(c, 0) | 1 << i
    mask = (1 << len(b)) - 1
    row = mask
    for c in a:
        met = row & places.get(c, 0)
        row = ((row + met) | (row - met)) & mask
    return len(b) - row.bit_count()


def rouge(summary, reference):
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L."""
    s, r = characters(summary), characters(reference)
    one, two = (
        f1((grams(s, n) & grams(r, n)).total(), max(0, len(s) + 1 - n), max(0, len(r) + 1 - n)) for n in (1, 2)
    )
    return one, two, f1(longest_common(s, r), len(s), len(r))
