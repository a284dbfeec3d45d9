//! The tables of a catalogue.

/// `jzcl`: tells a catalogue from other databases.
pub(crate) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"jzcl");

/// Version of the tables.
pub(crate) const VERSION: i32 = 1;

/// Made before the first row.
pub(crate) const TABLES: &str = r#"
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    paper TEXT,
    date TEXT,
    page TEXT,
    sheet INTEGER,
    "column" INTEGER,
    article INTEGER NOT NULL,
    identifier TEXT,
    headline TEXT NOT NULL,
    kicker TEXT NOT NULL,
    subtitle TEXT NOT NULL,
    topic TEXT REFERENCES topics (id),
    probability REAL,
    needs_review INTEGER NOT NULL,
    summary TEXT NOT NULL,
    keywords TEXT NOT NULL,
    places TEXT NOT NULL,
    organisations TEXT NOT NULL,
    chars INTEGER NOT NULL,
    undecodable INTEGER NOT NULL,
    garbled REAL,
    ocr_confidence REAL,
    duplicate_of TEXT,
    headline_lines TEXT NOT NULL,
    body_lines TEXT NOT NULL,
    caption_lines TEXT NOT NULL,
    byline_lines TEXT NOT NULL,
    furniture_lines TEXT NOT NULL,
    text TEXT
);
CREATE TABLE topics (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    iptc TEXT,
    gbt_code TEXT,
    gbt_name TEXT,
    gbt_provisional INTEGER
) WITHOUT ROWID;
CREATE TABLE article_topics (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    rank INTEGER NOT NULL,
    topic_id TEXT NOT NULL REFERENCES topics (id),
    probability REAL NOT NULL,
    assigned INTEGER NOT NULL,
    PRIMARY KEY (article_id, rank)
) WITHOUT ROWID;
CREATE TABLE bylines (
    article_id INTEGER NOT NULL REFERENCES articles (id),
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, role, position)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
    headline, byline, text,
    content = '',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co'"
);
CREATE VIEW articles_by_topic AS
    SELECT t.topic_id AS topic, topics.name AS topic_name, t.probability, a.date, a.paper, a.page, a.source,
        a.article, a.headline, a.summary, a.id AS article_id
    FROM article_topics t JOIN articles a ON a.id = t.article_id JOIN topics ON topics.id = t.topic_id
    WHERE t.assigned ORDER BY t.topic_id, a.date, a.id;
CREATE VIEW topics_by_month AS
    SELECT substr(a.date, 1, 7) AS month, a.topic, topics.name AS topic_name, count(*) AS articles,
        sum(a.chars) AS chars
    FROM articles a JOIN topics ON topics.id = a.topic
    WHERE a.article > 0 GROUP BY month, a.topic ORDER BY month, a.topic;
"#;

/// Made after the last row, when each is sorted once.
pub(crate) const INDEXES: &str = "
CREATE INDEX articles_date ON articles (date);
CREATE INDEX articles_topic ON articles (topic, date);
CREATE INDEX articles_place ON articles (source, article);
CREATE INDEX article_topics_topic ON article_topics (topic_id, article_id);
CREATE INDEX bylines_name ON bylines (name);
";
