"""The peers in Python, each with the best of its settings on a held-out slice of the training part."""

import itertools
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import fasttext
import numpy as np
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.svm import LinearSVC

from corpora import Document, Split
from scores import Run, Seconds, measure

NB_ALPHAS = (0.0001, 0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
SVC_SETTINGS = tuple(itertools.product((None, "balanced"), (0.1, 0.5, 1.0, 2.0, 5.0)))
# (epochs, learning rate); long articles of few documents need more of both.
FASTTEXT_TITLE_SETTINGS = ((5, 0.5), (10, 0.3), (15, 0.5), (25, 1.0))
FASTTEXT_FULLTEXT_SETTINGS = ((10, 1.0), (25, 1.0), (50, 1.0))
FASTTEXT_LABEL = "__label__"


def terms(document: Document) -> list[str]:
    """A document's words and character bigrams."""
    text = document.characters
    return [f"w{word}" for word in document.words] + [f"c{text[i : i + 2]}" for i in range(len(text) - 1)]


class Rows:
    """TF-IDF rows of a split, and the seconds that making them took."""

    def __init__(self, split: Split) -> None:
        """Fits the vectorizer on the training part alone."""
        self.split = split
        self.vectorizer = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
        started = time.perf_counter()
        self.train = self.vectorizer.fit_transform(split.train)
        self.train_seconds = time.perf_counter() - started
        started = time.perf_counter()
        self.test = self.vectorizer.transform(split.test)
        self.test_seconds = time.perf_counter() - started
        self.labels = [document.label for document in split.train]
        self.gold = [document.label for document in split.test]

    def run(self, name: str, seed: int, setting: str, model: Any) -> Run:
        """Fits and measures a model."""
        started = time.perf_counter()
        model.fit(self.train, self.labels)
        fitted = self.train_seconds + time.perf_counter() - started
        started = time.perf_counter()
        if isinstance(model, LinearSVC):
            rows = softmax(model.decision_function(self.test), axis=1)
        else:
            rows = model.predict_proba(self.test)
        predicted = model.classes_[rows.argmax(axis=1)]
        answered = self.test_seconds + time.perf_counter() - started
        scores = measure(self.gold, list(predicted), rows.max(axis=1))
        times = _seconds(self.split.train, fitted), _seconds(self.split.test, answered)
        return Run(name, seed, setting, scores, *times)


def sklearn_runs(split: Split, seed: int) -> Iterator[Run]:
    """Both naive Bayes and the linear SVM on the same TF-IDF rows."""
    tuning, whole = Rows(split.tuning(seed)), Rows(split)
    svc = {f"C {c}{f', {w}' if w else ''}": partial(_linear_svc, c, w, seed) for w, c in SVC_SETTINGS}
    systems: dict[str, dict[str, Callable[[], Any]]] = {
        "MultinomialNB": {f"alpha {alpha}": partial(MultinomialNB, alpha=alpha) for alpha in NB_ALPHAS},
        "ComplementNB": {f"alpha {alpha}": partial(ComplementNB, alpha=alpha) for alpha in NB_ALPHAS},
        "LinearSVC": svc,
    }
    for name, settings in systems.items():
        tried = {setting: tuning.run(name, seed, setting, make()).scores.merit() for setting, make in settings.items()}
        setting = max(tried, key=lambda key: tried[key])
        model = settings[setting]()
        run = whole.run(name, seed, setting, model)
        yield replace(run, model_bytes=len(pickle.dumps((whole.vectorizer, model), protocol=5)))


def fasttext_run(split: Split, seed: int, settings: Iterable[tuple[int, float]], folder: Path) -> Run:
    """fastText on jieba's words and their bigrams; all that is not tuned has its default."""
    tuning = split.tuning(seed)
    tried = {setting: _fasttext(tuning, seed, setting, folder)[0].scores.merit() for setting in settings}
    run, model = _fasttext(split, seed, max(tried, key=lambda key: tried[key]), folder)
    return replace(run, model_bytes=_saved_bytes(model, folder / "fasttext.bin"))


def _fasttext(split: Split, seed: int, setting: tuple[int, float], folder: Path) -> tuple[Run, Any]:
    epoch, lr = setting
    names = sorted({document.label for document in split.train})
    numbers = {label: number for number, label in enumerate(names)}
    gold = [document.label for document in split.test]
    lines = [" ".join(document.words) for document in split.test]
    data = folder / "fasttext.txt"
    data.write_text(
        "".join(f"{FASTTEXT_LABEL}{numbers[d.label]} {' '.join(d.words)}\n" for d in split.train),
        encoding="utf-8",
    )
    started = time.perf_counter()
    model = fasttext.train_supervised(
        input=str(data), wordNgrams=2, epoch=epoch, lr=lr, seed=seed, thread=1, verbose=0
    )
    fitted = time.perf_counter() - started
    started = time.perf_counter()
    found, probabilities = model.predict(lines)
    answered = time.perf_counter() - started
    predicted = [names[int(first[0].removeprefix(FASTTEXT_LABEL))] for first in found]
    # Its probabilities can pass 1 by a rounding error.
    sure = np.minimum(np.array([first[0] for first in probabilities], dtype=np.float64), 1.0)
    times = _seconds(split.train, fitted), _seconds(split.test, answered)
    return Run("fastText", seed, f"{epoch} epochs, lr {lr}", measure(gold, predicted, sure), *times), model


def _linear_svc(c: float, weight: str | None, seed: int) -> LinearSVC:
    return LinearSVC(C=c, class_weight=weight, random_state=seed)


def _saved_bytes(model: Any, path: Path) -> int:
    model.save_model(str(path))
    size = path.stat().st_size
    path.unlink()
    return size


def _seconds(documents: list[Document], bare: float) -> Seconds:
    return Seconds(whole=bare + sum(document.seconds for document in documents), bare=bare)
