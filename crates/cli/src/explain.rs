//! `jzclass explain`: which terms spoke for and against a topic.

use std::io::{self, Write};

use jzclass::document::Document;
use jzclass::pipeline::{ArticleText, article_text};
use jzclass::read::EditionText;
use jzclass::split;
use jzclass::topics::{Contribution, Explanation, SentencePart};
use jzclass::visible;
use jzclass::{Error, Topic};
use jzclass_io::archive::{Reading, contents};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::args::ExplainArgs;
use super::output::{Output, columns};
use super::report::pad;
use super::{Failure, Outcome, at, model, prepare};

pub(crate) fn run(args: &ExplainArgs) -> Outcome {
    prepare();
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
    let parts = model.classifier.explain_sentences(&article.headline, &article.body, number);
    let topic = &model.taxonomy.topics[number];
    let probability = prediction.probabilities[number];
    let mut output = Output::stdout();
    output.write(|out| {
        if args.json {
            return json(&explanation, &parts, topic, probability, out);
        }
        writeln!(out, "{}", visible::line(&article.headline.replace('\n', " / ")))?;
        writeln!(out, "{} ({}): {:.1} %\n", visible::line(&topic.name), visible::line(&topic.id), probability * 100.0)?;
        sentences(&parts, columns(), out)?;
        page(&explanation, args.terms, out)
    })?;
    output.finish()
}

/// The article asked for.
fn article(args: &ExplainArgs) -> Result<ArticleText, Failure> {
    let path = args.path.as_path();
    let texts = |page: &EditionText| split::split(page).articles.iter().map(|a| article_text(a, page)).collect();
    let mut articles: Vec<ArticleText> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    contents(vec![args.path.clone()], &Reading::default(), args.encoding, |name, content| -> Outcome {
        if names.last().is_none_or(|last| last != name) {
            names.push(name.to_owned());
        }
        let more: Vec<ArticleText> = match content.map_err(at(name))? {
            Document::Text(decoded) => texts(&EditionText::new(decoded.text).map_err(at(name))?),
            Document::Laid(laid) => laid.edition.articles.iter().map(|a| article_text(a, &laid.source.text)).collect(),
            Document::Rows(rows) => rows
                .into_iter()
                .map(|(_, row)| ArticleText { headline: row.title.unwrap_or_default(), body: row.text })
                .collect(),
        };
        articles.extend(more);
        Ok(())
    })?;
    if names.len() > 1 {
        const SHOWN: usize = 3;
        let more = if names.len() > SHOWN { ", …" } else { "" };
        names.truncate(SHOWN);
        return Err(at(path)(Error::SeveralPages { names: names.join(", ") + more }));
    }
    let found = articles.len();
    let missing = || at(path)(Error::NoSuchArticle { asked: args.article, found });
    args.article.checked_sub(1).and_then(|n| articles.into_iter().nth(n)).ok_or_else(missing)
}

fn json(
    explanation: &Explanation,
    parts: &[SentencePart],
    topic: &Topic,
    probability: f64,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sentences: Vec<_> = parts
        .iter()
        .map(|p| serde_json::json!({"text": p.text, "log_odds": p.log_odds, "headline": p.headline}))
        .collect();
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
        "sentences": sentences,
    });
    serde_json::to_writer(&mut *out, &object)?;
    writeln!(out)
}

/// The sentence that carries most of the score, and the headline's share.
fn sentences(parts: &[SentencePart], columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let most = parts.iter().filter(|p| !p.headline).max_by(|a, b| a.log_odds.total_cmp(&b.log_odds));
    for (name, part) in [("headline", parts.iter().find(|p| p.headline)), ("most telling sentence", most)] {
        if let Some(part) = part {
            let before = format!("{name}  {:+.3}", part.log_odds);
            if part.headline {
                writeln!(out, "{before}")?;
            } else {
                let text =
                    trimmed(&visible::line(&part.text.replace('\n', " ")), columns.saturating_sub(before.width() + 2));
                writeln!(out, "{before}  {text}")?;
            }
        }
    }
    if parts.is_empty() { Ok(()) } else { writeln!(out) }
}

/// As much of a text as fits a display width, with … where it was cut.
fn trimmed(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used < width
        })
        .collect();
    kept + "…"
}

fn page(explanation: &Explanation, most: usize, out: &mut dyn Write) -> io::Result<()> {
    let (speaking, against): (Vec<&Contribution>, Vec<&Contribution>) =
        explanation.contributions.iter().partition(|c| c.log_odds >= 0.0);
    for (title, terms) in [("spoke for it", &speaking), ("spoke against it", &against)] {
        writeln!(out, "{title}")?;
        let width = terms.iter().take(most).map(|c| visible::line(&c.term).width()).max().unwrap_or(0);
        for c in terms.iter().take(most) {
            writeln!(out, "  {}  {:<9}  {:+.3}", pad(&visible::line(&c.term), width), c.kind.name(), c.log_odds)?;
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
