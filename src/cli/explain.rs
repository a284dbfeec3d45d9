//! `jzclass explain`: which terms spoke for and against a topic.

use std::io::{self, Read, Write};
use std::path::Path;

use jzclass::archive::{Content, Source, read};
use jzclass::classify::{Contribution, Explanation};
use jzclass::edition;
use jzclass::pipeline::{ArticleText, article_text};
use jzclass::reader::EditionText;
use jzclass::{Error, Model, Topic};
use unicode_width::UnicodeWidthStr;

use super::args::ExplainArgs;
use super::output::Output;
use super::report::pad;
use super::{Failure, Outcome, at, model};

pub(crate) fn run(args: &ExplainArgs) -> Outcome {
    let model = model(args.model.as_deref())?;
    let article = article(args)?;
    let row = model.classifier.row(&article.headline, &article.body);
    let prediction = model.classifier.predict(&row);
    let number = match &args.topic {
        None => prediction.ranking()[0],
        Some(id) => model.taxonomy.position(id).ok_or_else(|| {
            let known = model.taxonomy.topics.iter().map(|t| t.id.as_str()).collect::<Vec<_>>().join(", ");
            at("--topic")(Error::UnknownLabel { label: id.clone(), document: args.article, known })
        })?,
    };
    let explanation = model.classifier.explain(&row, number);
    let topic = &model.taxonomy.topics[number];
    let probability = prediction.probabilities[number];
    let mut output = Output::open(None)?;
    output.write(|out| {
        if args.json {
            json(&explanation, topic, probability, out)
        } else {
            page(&explanation, topic, probability, &article, args.terms, out)
        }
    })?;
    let _: &Model = &model;
    output.finish()
}

/// The article asked for.
fn article(args: &ExplainArgs) -> Result<ArticleText, Failure> {
    let path = args.path.as_path();
    let source = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|e| at(path)(Error::io(path, e)))?;
        Source::Stdin(bytes)
    } else {
        Source::File(path.to_owned())
    };
    let articles: Vec<ArticleText> = match read(&source, args.encoding).map_err(at(path))? {
        Content::Edition(decoded) => {
            let page = EditionText::new(decoded.text).map_err(at(path))?;
            edition::split(&page).articles.iter().map(|a| article_text(a, &page)).collect()
        }
        Content::Rows(rows) => rows
            .into_iter()
            .map(|(_, row)| ArticleText { headline: row.title.unwrap_or_default(), body: row.text })
            .collect(),
    };
    let found = articles.len();
    let missing = || at(path)(Error::NoSuchArticle { asked: args.article, found });
    args.article.checked_sub(1).and_then(|n| articles.into_iter().nth(n)).ok_or_else(missing)
}

fn json(explanation: &Explanation, topic: &Topic, probability: f64, out: &mut dyn Write) -> io::Result<()> {
    let terms: Vec<_> = explanation
        .contributions
        .iter()
        .map(|c| serde_json::json!({"term": c.term, "kind": c.kind, "log_odds": c.log_odds}))
        .collect();
    let object = serde_json::json!({
        "topic": topic.id,
        "probability": probability,
        "prior": explanation.prior,
        "score": explanation.score,
        "terms": terms,
    });
    serde_json::to_writer(&mut *out, &object)?;
    writeln!(out)
}

fn page(
    explanation: &Explanation,
    topic: &Topic,
    probability: f64,
    article: &ArticleText,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", article.headline.replace('\n', " / "))?;
    writeln!(out, "{} ({}): {:.1} %\n", topic.name, topic.id, probability * 100.0)?;
    let (speaking, against): (Vec<&Contribution>, Vec<&Contribution>) =
        explanation.contributions.iter().partition(|c| c.log_odds >= 0.0);
    for (title, terms) in [("spoke for it", &speaking), ("spoke against it", &against)] {
        writeln!(out, "{title}")?;
        let width = terms.iter().take(most).map(|c| c.term.width()).max().unwrap_or(0);
        for c in terms.iter().take(most) {
            writeln!(out, "  {}  {:<9}  {:+.3}", pad(&c.term, width), c.kind.name(), c.log_odds)?;
        }
        let rest: f64 = terms.iter().skip(most).map(|c| c.log_odds).sum();
        if terms.len() > most {
            writeln!(out, "  and {} more  {rest:+.3}", terms.len() - most)?;
        }
        writeln!(out)?;
    }
    let sum = |terms: &[&Contribution]| terms.iter().map(|c| c.log_odds).sum::<f64>();
    writeln!(
        out,
        "before reading {:+.3}, for {:+.3}, against {:+.3} = score {:+.3} (log-odds against the mean topic)",
        explanation.prior,
        sum(&speaking),
        sum(&against),
        explanation.score
    )
}
