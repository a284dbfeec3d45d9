"""What a Python pipeline does with an archive: words by jieba, a topic, the leading sentences.

`train` fits and stores a model on data/corpus (not timed); `label` reads articles, one a line, and
writes a record a line. Splitting pages into articles is left out: the articles are given.
"""

import json
import pickle
import re
import sys
from pathlib import Path

import jieba

SENTENCE = re.compile(r"(?<=[。！？])")


def words(text):
    return [word for word in jieba.cut(text) if not word.isspace()]


def corpus(root):
    texts, labels = [], []
    for file in sorted((root / "data" / "corpus").glob("*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            texts.append(row["title"] + "\n" + row["text"])
            labels.append(row["label"])
    return texts, labels


def train(system, root, model):
    texts, labels = corpus(root)
    if system == "sklearn":
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.naive_bayes import ComplementNB

        vectorizer = TfidfVectorizer(analyzer=words, sublinear_tf=True)
        classifier = ComplementNB(alpha=0.3).fit(vectorizer.fit_transform(texts), labels)
        model.write_bytes(pickle.dumps((vectorizer, classifier)))
    else:
        import fasttext

        file = model.with_suffix(".train")
        lines = (f"__label__{label} {' '.join(words(text))}".replace("\n", " ") for text, label in zip(texts, labels))
        file.write_text("\n".join(lines), encoding="utf-8")
        fasttext.train_supervised(str(file), wordNgrams=2, epoch=25, lr=1.0, thread=1, verbose=0).save_model(str(model))


def lead(text):
    """Whole sentences from the start, about 120 characters."""
    summary = ""
    for sentence in SENTENCE.split(text.replace("\n", "")):
        if summary and len(summary) + len(sentence) > 120:
            break
        summary += sentence
    return summary


def label(system, model, source, target):
    if system == "sklearn":
        vectorizer, classifier = pickle.loads(model.read_bytes())
    else:
        import fasttext

        classifier = fasttext.load_model(str(model))
    with open(source, encoding="utf-8") as rows, open(target, "w", encoding="utf-8") as out:
        batch = []

        def flush():
            texts = [row["title"] + "\n" + row["text"] for row in batch]
            if system == "sklearn":
                chances = classifier.predict_proba(vectorizer.transform(texts))
                topics = [(classifier.classes_[n], float(row[n])) for row in chances for n in [row.argmax()]]
            else:
                # A list: a single text fails with numpy 2.
                found, chances = classifier.predict([" ".join(words(text)).replace("\n", " ") for text in texts])
                topics = [(names[0].removeprefix("__label__"), float(p[0])) for names, p in zip(found, chances)]
            for row, (topic, chance) in zip(batch, topics):
                record = {"headline": row["title"], "topic": topic, "probability": chance, "summary": lead(row["text"])}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
            batch.clear()

        for line in rows:
            batch.append(json.loads(line))
            if len(batch) == 512:
                flush()
        if batch:
            flush()


if __name__ == "__main__":
    jieba.setLogLevel(60)
    if sys.argv[1] == "train":
        train(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        label(sys.argv[2], Path(sys.argv[3]), sys.argv[4], sys.argv[5])
