//! Prints the lines of a PDF with their places: `cargo run --example pdf_lines -- page.pdf`.

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;

use jzclass::read::pdf_pages;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a PDF")?;
    for page in pdf_pages(std::fs::read(path)?) {
        let page = page?;
        println!("page {} {} x {}", page.number, page.width, page.height);
        for line in &page.lines {
            let a = line.area;
            let style = format!("{}{}", if line.bold { "b" } else { "" }, if line.vertical { "v" } else { "" });
            println!(
                "{:6.1} {:6.1} {:6.1} {:6.1} {:5.1}{style} {}",
                a.left, a.top, a.right, a.bottom, line.size, line.text
            );
        }
        for (name, areas) in [("picture", &page.pictures), ("box", &page.boxes)] {
            for a in areas {
                println!("{:6.1} {:6.1} {:6.1} {:6.1} {name}", a.left, a.top, a.right, a.bottom);
            }
        }
    }
    Ok(())
}
