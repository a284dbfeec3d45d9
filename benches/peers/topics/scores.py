"""What one system reached on one split, and the measures that every system is held to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

BINS = 10


@dataclass(frozen=True)
class Scores:
    """Shares of 1."""

    accuracy: float
    macro_f1: float
    ece: float

    def merit(self) -> float:
        """What a peer's settings are chosen by."""
        return (self.accuracy + self.macro_f1) / 2


@dataclass(frozen=True)
class Seconds:
    """Wall time: with all that the text needs, and (for a peer in Python) without the segmentation."""

    whole: float
    bare: float | None = None


@dataclass(frozen=True)
class Run:
    """One system trained with one seed and tested."""

    system: str
    seed: int
    setting: str
    scores: Scores
    train: Seconds
    predict: Seconds
    model_bytes: int = 0
    train_two_threads: float | None = None


def measure(gold: Sequence[str], predicted: Sequence[str], sure: NDArray[np.float64]) -> Scores:
    """Scores predictions whose own probabilities are `sure`."""
    right = np.asarray(gold) == np.asarray(predicted)
    macro_f1 = f1_score(gold, predicted, labels=sorted(set(gold)), average="macro", zero_division=0)
    return Scores(float(right.mean()), float(macro_f1), calibration_error(right, sure))


def calibration_error(right: NDArray[np.bool_], sure: NDArray[np.float64]) -> float:
    """Expected calibration error of the first prediction over ten bins of equal width."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=sure - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(sure))


def macro_f1_of(confusion: NDArray[np.int64]) -> float:
    """Macro-F1 of a table whose rows are the gold labels, over the labels that the test part has."""
    hits = np.diag(confusion)
    gold, predicted = confusion.sum(axis=1), confusion.sum(axis=0)
    present = gold > 0
    return float(np.mean(2 * hits[present] / (gold + predicted)[present]))
