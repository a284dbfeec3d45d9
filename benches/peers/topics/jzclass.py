"""The jzclass command, run as a user runs it, with its default settings."""

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpora import Split, write
from scores import Run, Scores, Seconds, macro_f1_of

SAME = 1e-9


@dataclass(frozen=True)
class Jzclass:
    """A built binary, and what it was seen to do wrong."""

    binary: Path
    complaints: list[str]

    def version(self) -> str:
        """What `--version` says."""
        return subprocess.run([self.binary, "--version"], check=True, capture_output=True, text=True).stdout.strip()

    def run(self, split: Split, seed: int, folder: Path) -> Run:
        """Trains on one thread and on two, and evaluates the model."""
        train, test = folder / "train.jsonl", folder / "test.jsonl"
        write(train, split.train)
        write(test, split.test)
        models = {threads: folder / f"model-{threads}.jzm" for threads in (1, 2)}
        seconds = {
            threads: self._call("train", "--data", train, "--out", model, "--seed", seed, "-j", threads)[0]
            for threads, model in models.items()
        }
        if models[1].read_bytes() != models[2].read_bytes():
            self.complaints.append(f"seed {seed}: the models of one thread and of two differ")
        answered, report = self._call("eval", "--data", test, "--model", models[1], "--json")
        return Run(
            system="jzclass",
            seed=seed,
            setting="defaults",
            scores=self._scores(json.loads(report), len(split.test)),
            train=Seconds(seconds[1]),
            predict=Seconds(answered),
            model_bytes=models[1].stat().st_size,
            train_two_threads=seconds[2],
        )

    def _scores(self, report: dict[str, object], documents: int) -> Scores:
        """The command's own figures, checked against its table of confusions."""
        confusion = report["confusion"]
        assert isinstance(confusion, dict)
        counts = np.array(confusion["counts"], dtype=np.int64)
        scores = Scores(float(np.trace(counts) / documents), macro_f1_of(counts), float(str(report["ece"])))
        for name, counted in (("accuracy", scores.accuracy), ("macro_f1", scores.macro_f1)):
            told = float(str(report[name]))
            if abs(told - counted) > SAME:
                self.complaints.append(f"eval says {name} {told}, its table of confusions {counted}")
        if report["documents"] != documents:
            self.complaints.append(f"eval counted {report['documents']} documents of {documents}")
        return scores

    def _call(self, *arguments: object) -> tuple[float, str]:
        command = [str(self.binary), *map(str, arguments)]
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
        return seconds, done.stdout
