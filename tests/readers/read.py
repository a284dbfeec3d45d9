"""Opens what jzclass wrote with the programs people have, and checks it against the JSON Lines.

Arguments: a folder with catalogue.jsonl, .parquet, .db, .csv, .ninjs, .annif. Prints which readers ran.
"""

import csv
import datetime
import json
import sqlite3
import sys
from pathlib import Path

folder = Path(sys.argv[1])
records = [json.loads(line) for line in (folder / "catalogue.jsonl").read_text(encoding="utf-8").splitlines()]
assert len(records) > 5, len(records)
articles = [r for r in records if r["article"] > 0]
parquet = str(folder / "catalogue.parquet")
catalogue = str(folder / "catalogue.db")


def check_rows(rows):
    """Rows of plain Python values are the records."""
    assert len(rows) == len(records), (len(rows), len(records))
    for row, record in zip(rows, records):
        for field in ("schema", "source", "article", "headline", "kicker", "subtitle", "needs_review", "summary", "chars"):
            assert row[field] == record[field], (field, row[field], record[field])
        assert list(row["keywords"]) == record["keywords"]
        for role, names in record["byline"].items():
            assert list(row["byline"][role]) == names
        for part in ("headline", "body", "caption", "byline", "furniture"):
            found = [[r["from"], r["to"]] for r in row["lines"][part]]
            assert found == record["lines"].get(part, []), (part, found)
        topics = [dict(t, gbt=dict(t["gbt"]) if t["gbt"] else None) for t in row["topics"]]
        assert topics == record["topics"], (topics, record["topics"])
        for field in ("paper", "page", "duplicate_of", "text", "garbled", "ocr_confidence"):
            assert row[field] == record.get(field), (field, row[field])
        date = record.get("date")
        assert row["date"] == (datetime.date.fromisoformat(date) if date else None), row["date"]


def read_pyarrow():
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(parquet)
    assert str(table.schema.field("date").type) == "date32[day]"
    assert str(table.schema.field("headline").type) == "string"
    check_rows(table.to_pylist())


def read_polars():
    import polars

    check_rows(polars.read_parquet(parquet).to_dicts())
    lazy = polars.scan_parquet(parquet).select(polars.col("topics").list.first().struct.field("id")).collect()
    assert lazy["id"].to_list() == [r["topics"][0]["id"] if r["topics"] else None for r in records]
    frame = polars.read_database("SELECT headline FROM articles ORDER BY id", sqlite3.connect(catalogue))
    assert frame["headline"].to_list() == [r["headline"] for r in records]


def read_pandas():
    import pandas

    frame = pandas.read_parquet(parquet)
    assert frame["headline"].tolist() == [r["headline"] for r in records]
    assert [t[0]["id"] for t in frame["topics"] if len(t)] == [r["topics"][0]["id"] for r in articles]
    from_sqlite = pandas.read_sql("SELECT * FROM articles ORDER BY id", sqlite3.connect(catalogue))
    assert from_sqlite["text"].tolist() == [r["text"] for r in records]
    from_csv = pandas.read_csv(folder / "catalogue.csv", keep_default_na=False)
    assert from_csv["headline"].str.removeprefix("'").tolist() == [r["headline"] for r in records]


def read_duckdb():
    import duckdb

    counts = duckdb.sql(
        f"SELECT topics[1].id AS topic, count(*) FROM '{parquet}' WHERE article > 0 GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    expected = {}
    for record in articles:
        expected[record["topics"][0]["id"]] = expected.get(record["topics"][0]["id"], 0) + 1
    assert counts == sorted(expected.items()), counts
    names = [row[0] for row in duckdb.sql(f"SELECT byline.reporters FROM '{parquet}'").fetchall()]
    assert names == [r["byline"]["reporters"] for r in records]
    months = duckdb.sql(f"SELECT date_trunc('month', date), count(*) FROM '{parquet}' GROUP BY 1 ORDER BY 1").fetchall()
    assert sum(count for _, count in months) == len(records)
    # DuckDB opens SQLite files with an extension that it would have to download.


def read_sqlite3():
    connection = sqlite3.connect(f"file:{catalogue}?mode=ro", uri=True)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = connection.execute("SELECT source, article, headline, date, text FROM articles ORDER BY id").fetchall()
    assert rows == [(r["source"], r["article"], r["headline"], r.get("date"), r["text"]) for r in records]
    for word in ("水库", "记者", "的"):
        found = connection.execute(
            "SELECT a.source, a.article FROM search JOIN articles a ON a.id = search.rowid WHERE search MATCH ? ORDER BY a.id",
            ['"' + " ".join(word) + '"'],
        ).fetchall()
        # Every text that has the word is found; none is that lacks its characters.
        for record in articles:
            place = (record["source"], record["article"])
            text = record["text"] + record["headline"] + record["kicker"] + record["subtitle"]
            assert word not in text or place in found, (word, place)
            assert place not in found or all(c in text + str(record["byline"]) for c in word), (word, place)
        assert found, word
    total = connection.execute("SELECT sum(articles) FROM topics_by_month").fetchone()[0]
    assert total == len(articles), total
    assigned = sum(t["assigned"] for r in articles for t in r["topics"])
    assert connection.execute("SELECT count(*) FROM articles_by_topic").fetchone()[0] == assigned


def read_csv():
    with open(folder / "catalogue.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["headline"].removeprefix("'") for row in rows] == [r["headline"] for r in records]
    assert [row["duplicate_of"] for row in rows] == [r.get("duplicate_of", "") for r in records]


def lines(name):
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def read_ninjs():
    items = lines("catalogue.ninjs")
    assert [i["bodies"][0]["value"] for i in items] == [r["text"] for r in articles]
    assert all(i["subjects"][0]["uri"].startswith("http://cv.iptc.org/newscodes/mediatopic/") for i in items)
    assert len({i["uri"] for i in items}) == len(items)


def read_annif():
    documents = lines("catalogue.annif")
    assert len(documents) == len(articles)
    for document, record in zip(documents, articles):
        assert set(document) == {"document_id", "text", "metadata", "subjects"}
        assert document["text"].endswith(record["text"])
        assert all(isinstance(value, str) for value in document["metadata"].values())
        assert [s["label"] for s in document["subjects"]] == [t["name"] for t in record["topics"] if t["assigned"]]


for read in (read_sqlite3, read_csv, read_ninjs, read_annif, read_pyarrow, read_polars, read_pandas, read_duckdb):
    name = read.__name__.removeprefix("read_")
    try:
        read()
        print("read with", name)
    except ModuleNotFoundError as missing:
        print("skipped", name, "-", missing)
