"""The tables of a benchmark's runs, in Markdown."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from math import sqrt
from statistics import mean, stdev

from threadpoolctl import threadpool_info

from scores import Run

PACKAGES = ("scikit-learn", "jieba", "fasttext-wheel", "numpy", "scipy")
RIVALS = ("LinearSVC", "fastText")

METHOD = """\
- **Splits:** the title sets train on their `train` file and are tested on their `dev` file, less the few documents
  whose label is not in the `train` file; of `fudan_fulltext` a stratified fifth is held out by the seed. All systems
  see the same documents.
- **jzclass** runs with its defaults, one setting for all sets; they were chosen during development with these same sets
  in view, so the differences are not those of an untouched test. **The settings of every peer are the best of a grid on
  a stratified fifth of the training part**, by the mean of accuracy and macro-F1, anew for each set and seed; with them
  it is trained on the whole training part. The grid: alpha 0.0001 to 3, C 0.1 to 5 with even and with balanced class weights, and fastText's epochs and learning rate.
- **Features:** scikit-learn has TF-IDF (sublinear, L2) of jieba's words and of character bigrams, fastText jieba's
  words with `wordNgrams` 2; the text is NFKC-normalised and lower-cased for both.
- **Seeds** change the order of training (jzclass, LinearSVC, fastText) and what is held out of `fudan_fulltext`. Naive
  Bayes has no seed. Figures are means over the seeds, ± the standard deviation.
- **Macro-F1** is the mean over the labels of the test part. **ECE**: ten bins of equal width of the first prediction's
  probability; for LinearSVC that of a softmax of its decision values as they are, which are no probabilities.
- **Seconds** are wall time on one thread, the fastest over the seeds; jzclass is also given with `-j 2`. jzclass: the
  whole command, which reads and segments the text and for `train` also trains once more with a fifth held out (which
  calibrates it), for `eval` loads the model. Peers: with jieba's segmentation and, in brackets, without it; starting
  Python, loading jieba's dictionary, reading files and searching the grid are not counted.
- **Model:** jzclass its file; scikit-learn the pickled vectorizer and classifier; fastText its `.bin` with the default
  2,000,000 hash buckets, which are most of it. jieba's own dictionary, which the peers also need, is not counted.
"""


@dataclass(frozen=True)
class SetResult:
    """All runs on one set."""

    name: str
    train_documents: int
    test_documents: int
    labels: int
    runs: list[Run]

    def by_system(self) -> dict[str, list[Run]]:
        """The runs of each system, in the order they were made."""
        systems: dict[str, list[Run]] = {}
        for run in self.runs:
            systems.setdefault(run.system, []).append(run)
        return systems


def document(
    results: Sequence[SetResult], seeds: Sequence[int], jzclass: str, load_average: float, complaints: Sequence[str]
) -> str:
    """The whole report."""
    parts = [
        "# Topics: jzclass beside scikit-learn and fastText",
        _circumstances(seeds, jzclass, load_average),
        METHOD.rstrip(),
    ]
    parts += ["## Differences", _differences(results)]
    for result in results:
        sizes = f"{result.train_documents:,} documents for training, {result.test_documents:,} for testing"
        parts += [f"## {result.name}", f"{sizes}, {result.labels} labels.", _table(result)]
    if complaints:
        parts += ["## Complaints", "\n".join(f"- {complaint}" for complaint in complaints)]
    return "\n\n".join(parts) + "\n"


def _circumstances(seeds: Sequence[int], jzclass: str, load_average: float) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    kernels = {str(info["architecture"]) for info in threadpool_info() if "architecture" in info}
    blas = f"; OpenBLAS kernel {', '.join(sorted(kernels))}" if kernels else ""
    return (
        f"{date.today().isoformat()}; {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"load average {load_average:.1f} before the start. "
        f"{jzclass}; Python {platform.python_version()}, {packages}{blas}. "
        f"Seeds: {', '.join(map(str, seeds))}. Made by `benches/peers/topics/run`."
    )


def _differences(results: Sequence[SetResult]) -> str:
    head = ["set", *(f"{measure}, − {rival}" for rival in RIVALS for measure in ("accuracy", "macro-F1")), "one s.e."]
    rows = []
    for result in results:
        systems = result.by_system()
        ours = systems["jzclass"]
        cells = [result.name]
        for rival in RIVALS:
            pairs = list(zip(ours, systems[rival], strict=True))
            cells.append(_points([a.scores.accuracy - b.scores.accuracy for a, b in pairs]))
            cells.append(_points([a.scores.macro_f1 - b.scores.macro_f1 for a, b in pairs]))
        accuracy = mean(run.scores.accuracy for run in ours)
        cells.append(f"{100 * sqrt(accuracy * (1 - accuracy) / result.test_documents):.2f}")
        rows.append(cells)
    note = (
        "jzclass minus the peer in percentage points, paired by seed. The last column is one standard error of an "
        "accuracy measured on so many documents; the differences, being paired, are surer than that."
    )
    return f"{note}\n\n{_markdown(head, rows)}"


def _table(result: SetResult) -> str:
    head = ["system", "accuracy %", "macro-F1 %", "ECE", "train s", "predict s", "model bytes", "settings"]
    rows = []
    for name, runs in result.by_system().items():
        train = _timing([run.train.whole for run in runs], [run.train.bare for run in runs])
        if two := [run.train_two_threads for run in runs if run.train_two_threads is not None]:
            train += f"; `-j 2` {min(two):.2f}"
        rows.append(
            [
                name,
                _percent(runs, lambda run: run.scores.accuracy),
                _percent(runs, lambda run: run.scores.macro_f1),
                f"{mean(run.scores.ece for run in runs):.3f}",
                train,
                _timing([run.predict.whole for run in runs], [run.predict.bare for run in runs]),
                f"{round(mean(run.model_bytes for run in runs)):,}",
                " / ".join(dict.fromkeys(run.setting for run in runs)),
            ]
        )
    return _markdown(head, rows)


def _percent(runs: Sequence[Run], figure: Callable[[Run], float]) -> str:
    return _spread([100 * figure(run) for run in runs], "")


def _points(differences: Sequence[float]) -> str:
    return _spread([100 * difference for difference in differences], "+")


def _spread(values: Sequence[float], sign: str) -> str:
    spread = f" ± {stdev(values):.2f}" if len(values) > 1 else ""
    return f"{mean(values):{sign}.2f}{spread}"


def _timing(whole: Sequence[float], bare: Sequence[float | None]) -> str:
    known = [seconds for seconds in bare if seconds is not None]
    return f"{min(whole):.2f} ({min(known):.2f})" if known else f"{min(whole):.2f}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, rule, *rows])
