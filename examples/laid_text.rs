//! Prints how a PDF's pages part into articles: `cargo run --example laid_text -- page.pdf`.

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;

use jzclass::read::pdf_pages;
use jzclass::split::lay_out;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a PDF")?;
    let laid = lay_out(pdf_pages(std::fs::read(path)?))?;
    for (article, place) in laid.edition.articles.iter().zip(&laid.places) {
        println!("== sheet {} page {} column {}", place.sheet, place.label, place.column);
        for (name, lines) in [
            ("kicker", &article.kicker),
            ("headline", &article.headline),
            ("subtitle", &article.subtitle),
            ("byline", &article.byline_lines),
            ("caption", &article.captions),
        ] {
            for &line in lines {
                println!("{name}: {}", laid.source.text.line(line));
            }
        }
        for part in &article.paragraphs {
            println!("{}", if part.subhead { "-- subhead" } else { "-- paragraph" });
            for &line in &part.lines {
                println!("{}", laid.source.text.line(line));
            }
        }
    }
    println!("== furniture");
    for &line in &laid.edition.furniture {
        println!("{}", laid.source.text.line(line));
    }
    Ok(())
}
