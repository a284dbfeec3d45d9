"""The peers: each takes an article's paragraphs and gives sentences, the best first."""

import logging
import re

import jieba
from snownlp import SnowNLP
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from textrank4zh import TextRank4Sentence

jieba.setLogLevel(logging.WARNING)

SENTENCE = re.compile(r"[^。！？!?…]*[。！？!?…]+[”’」』）》]*|[^。！？!?…]+$")


def sentences(paragraphs):
    return [s.strip() for p in paragraphs for s in SENTENCE.findall(p) if s.strip()]


def textrank4zh(paragraphs):
    ranker = TextRank4Sentence()
    ranker.analyze(text="\n".join(paragraphs), lower=True, source="all_filters")
    return [s.sentence for s in ranker.get_key_sentences(num=1000, sentence_min_len=1)]


def snownlp(paragraphs):
    return SnowNLP("\n".join(paragraphs)).summary(1000)


class Words:
    """sumy's tokenizer with jieba's words and the sentences of this benchmark."""

    def to_sentences(self, text):
        return sentences([text])

    def to_words(self, text):
        return [w for w in jieba.cut(text) if w.strip() and w[0].isalnum()]


def sumy(kind):
    class Ranking(kind):
        """Gives the sentences by their rating and not in the article's order."""

        def _get_best_sentences(self, found, count, rating, *args, **kwargs):
            rate = (lambda s: rating[s]) if isinstance(rating, dict) else (lambda s: rating(s, *args, **kwargs))
            rated = [(rate(s), -i, s) for i, s in enumerate(found)]
            return [str(s) for _, _, s in sorted(rated, key=lambda r: r[:2], reverse=True)]

    def rank(paragraphs):
        document = PlaintextParser.from_string("\n\n".join(paragraphs), Words()).document
        return list(Ranking()(document, 1000))

    return rank


PEERS = {
    "TextRank4ZH": textrank4zh,
    "sumy LexRank": sumy(LexRankSummarizer),
    "sumy LSA": sumy(LsaSummarizer),
    "sumy TextRank": sumy(TextRankSummarizer),
    "snownlp": snownlp,
}
