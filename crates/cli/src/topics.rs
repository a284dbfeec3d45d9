//! `jzclass topics`: the taxonomy.

use jzclass::visible;
use unicode_width::UnicodeWidthStr;

use super::args::TopicsArgs;
use super::output::Output;
use super::report::pad;
use super::{Outcome, model};

pub(crate) fn run(args: &TopicsArgs) -> Outcome {
    let taxonomy = model(args.model.as_deref())?.taxonomy;
    let mut output = Output::stdout();
    output.write(|out| {
        if args.json {
            serde_json::to_writer_pretty(&mut *out, &taxonomy)?;
            return writeln!(out);
        }
        let width = |texts: Vec<&str>| texts.iter().map(|t| t.width()).max().unwrap_or(0);
        let ids = width(taxonomy.topics.iter().map(|t| t.id.as_str()).collect());
        let names = width(taxonomy.topics.iter().map(|t| t.name.as_str()).collect());
        let mut provisional = false;
        for topic in &taxonomy.topics {
            let iptc = topic.iptc.as_deref().unwrap_or("");
            let gbt = topic.gbt.as_ref().map_or_else(String::new, |g| {
                provisional |= g.provisional;
                format!("GB/T {}{} {}", g.code, if g.provisional { "*" } else { "" }, g.name)
            });
            let line = format!("{}  {}  {}  {gbt}", pad(&topic.id, ids), pad(&topic.name, names), pad(iptc, 15));
            writeln!(out, "{}", visible::line(line.trim_end()))?;
        }
        if provisional {
            writeln!(out, "\n* provisional number of GB/T 20093")?;
        }
        Ok(())
    })?;
    output.finish()
}
