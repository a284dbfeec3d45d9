"""The peers in Python, each with the best of its settings on the test part itself.

Choosing a peer's settings by the test part flatters the peer: jzclass runs with its defaults.
"""

import itertools
import pickle
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
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

# A tuned run, its model not yet weighed, and that model.
Candidate = tuple[Run, Any]


def terms(document: Document) -> list[str]:
    """A document's words and character bigrams."""
    text = document.characters
    return [f"w{word}" for word in document.words] + [f"c{text[i : i + 2]}" for i in range(len(text) - 1)]


def sklearn_runs(split: Split, seed: int) -> Iterator[Run]:
    """Both naive Bayes and the linear SVM on the same TF-IDF rows."""
    vectorizer = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
    started = time.perf_counter()
    train = vectorizer.fit_transform(split.train)
    vectorized = time.perf_counter() - started
    started = time.perf_counter()
    test = vectorizer.transform(split.test)
    test_vectorized = time.perf_counter() - started

    labels = [document.label for document in split.train]
    gold = [document.label for document in split.test]

    def run(name: str, setting: str, model: Any) -> Candidate:
        started = time.perf_counter()
        model.fit(train, labels)
        fitted = vectorized + time.perf_counter() - started
        started = time.perf_counter()
        if isinstance(model, LinearSVC):
            rows = softmax(model.decision_function(test), axis=1)
        else:
            rows = model.predict_proba(test)
        predicted = model.classes_[rows.argmax(axis=1)]
        answered = test_vectorized + time.perf_counter() - started
        scores = measure(gold, list(predicted), rows.max(axis=1))
        return Run(name, seed, setting, scores, _seconds(split.train, fitted), _seconds(split.test, answered)), model

    def best(candidates: Iterator[Candidate]) -> Run:
        chosen, model = _best(candidates)
        return replace(chosen, model_bytes=len(pickle.dumps((vectorizer, model), protocol=5)))

    yield best(run("MultinomialNB", f"alpha {alpha}", MultinomialNB(alpha=alpha)) for alpha in NB_ALPHAS)
    yield best(run("ComplementNB", f"alpha {alpha}", ComplementNB(alpha=alpha)) for alpha in NB_ALPHAS)
    yield best(
        run("LinearSVC", f"C {c}{f', {weight}' if weight else ''}", _linear_svc(c, weight, seed))
        for weight, c in SVC_SETTINGS
    )


def fasttext_run(split: Split, seed: int, settings: Iterable[tuple[int, float]], folder: Path) -> Run:
    """fastText on jieba's words and their bigrams; all that is not tuned has its default."""
    names = sorted({document.label for document in split.train})
    numbers = {label: number for number, label in enumerate(names)}
    gold = [document.label for document in split.test]
    lines = [" ".join(document.words) for document in split.test]
    data = folder / "fasttext.txt"
    data.write_text(
        "".join(f"{FASTTEXT_LABEL}{numbers[d.label]} {' '.join(d.words)}\n" for d in split.train),
        encoding="utf-8",
    )

    def run(epoch: int, lr: float) -> Candidate:
        started = time.perf_counter()
        model = fasttext.train_supervised(
            input=str(data),
            wordNgrams=2,
            epoch=epoch,
            lr=lr,
            seed=seed,
            thread=1,
            verbose=0,
        )
        fitted = time.perf_counter() - started
        started = time.perf_counter()
        found, probabilities = model.predict(lines)
        answered = time.perf_counter() - started
        predicted = [names[int(first[0].removeprefix(FASTTEXT_LABEL))] for first in found]
        # Its probabilities can pass 1 by a rounding error.
        sure = np.minimum(np.array([first[0] for first in probabilities], dtype=np.float64), 1.0)
        setting, scores = f"{epoch} epochs, lr {lr}", measure(gold, predicted, sure)
        times = _seconds(split.train, fitted), _seconds(split.test, answered)
        return Run("fastText", seed, setting, scores, *times), model

    best, model = _best(run(epoch, lr) for epoch, lr in settings)
    return replace(best, model_bytes=_saved_bytes(model, folder / "fasttext.bin"))


def _linear_svc(c: float, weight: str | None, seed: int) -> LinearSVC:
    return LinearSVC(C=c, class_weight=weight, random_state=seed)


def _saved_bytes(model: Any, path: Path) -> int:
    model.save_model(str(path))
    size = path.stat().st_size
    path.unlink()
    return size


def _seconds(documents: list[Document], bare: float) -> Seconds:
    return Seconds(whole=bare + sum(document.seconds for document in documents), bare=bare)


def _best(candidates: Iterator[Candidate]) -> Candidate:
    return max(candidates, key=lambda candidate: candidate[0].scores.merit())
