"""The corpora, their splits, and the words that jieba finds in them."""

import json
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import jieba
from sklearn.model_selection import StratifiedShuffleSplit

TITLE_SETS = ("thucnews_titles", "toutiao_titles", "nlpcc2017_headlines")
FULLTEXT_SET = "fudan_fulltext"


@dataclass(frozen=True)
class Document:
    """One labelled text with its words, and the seconds that finding them took."""

    text: str
    label: str
    words: tuple[str, ...]
    characters: str
    seconds: float


@dataclass(frozen=True)
class Split:
    """What every system trains on and is tested on."""

    train: list[Document]
    test: list[Document]

    def tuning(self, seed: int) -> "Split":
        """The training part alone, a stratified fifth of it held out: settings are chosen here, not on the test part."""
        labels = [document.label for document in self.train]
        shuffle = StratifiedShuffleSplit(n_splits=1, test_size=0.2, random_state=seed)
        kept, held_out = next(shuffle.split(labels, labels))
        return Split([self.train[i] for i in kept], [self.train[i] for i in held_out])


@dataclass(frozen=True)
class Corpus:
    """A set with its own test part, or one of which a part is held out by the seed."""

    name: str
    train: list[Document]
    test: list[Document] | None

    def split(self, seed: int) -> Split:
        """The set's own split, or a stratified fifth held out by `seed`; nobody is asked for a label never shown."""
        if self.test is not None:
            shown = {document.label for document in self.train}
            return Split(self.train, [document for document in self.test if document.label in shown])
        shuffle = StratifiedShuffleSplit(n_splits=1, test_size=0.2, random_state=seed)
        labels = [document.label for document in self.train]
        kept, held_out = next(shuffle.split(labels, labels))
        return Split([self.train[i] for i in kept], [self.train[i] for i in held_out])


def load(folder: Path, name: str) -> Corpus:
    """Reads and segments the files of one set."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()  # the dictionary's loading is not counted in any time
    train = _read(folder / f"{name}.train.jsonl")
    test = None if name == FULLTEXT_SET else _read(folder / f"{name}.dev.jsonl")
    return Corpus(name, train, test)


def write(path: Path, documents: list[Document]) -> None:
    """Writes documents as jzclass reads them."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            row = {"text": document.text, "label": document.label}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _read(path: Path) -> list[Document]:
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [_segmented(row["text"], row["label"]) for row in rows]


def _segmented(text: str, label: str) -> Document:
    started = time.perf_counter()
    normal = unicodedata.normalize("NFKC", text).lower()
    words = tuple(word for word in jieba.lcut(normal) if not word.isspace())
    characters = "".join(normal.split())
    return Document(text, label, words, characters, time.perf_counter() - started)
