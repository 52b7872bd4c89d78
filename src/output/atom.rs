//! What a watch has told last, as an Atom feed (RFC 4287).

use std::io::{self, Write};

use jiff::Timestamp;

use super::citation::link_to_words;
use super::phrasing;
use super::sanitize::sanitize_line;
use crate::query::ShownQuote;
use crate::quote::Kind;

/// A statement of a feed.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedEntry {
    /// The quote with its article.
    pub shown: ShownQuote,
    /// When it was told.
    pub told: Timestamp,
}

/// Writes the feed of the watch `name`, which was made at `since`; the entries are the latest first.
pub fn atom(out: &mut dyn Write, name: &str, since: Timestamp, entries: &[FeedEntry]) -> io::Result<()> {
    let updated = entries.iter().map(|entry| entry.told).max().unwrap_or(since);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
    element(out, "  ", "title", &format!("quotedex: {name}"))?;
    element(out, "  ", "id", &format!("urn:quotedex:watch:{}", name.replace(char::is_whitespace, "-")))?;
    element(out, "  ", "updated", &time(updated))?;
    writeln!(out, "  <author><name>quotedex</name></author>")?;
    entries.iter().try_for_each(|entry| write_entry(out, entry))?;
    writeln!(out, "</feed>")
}

fn write_entry(out: &mut dyn Write, FeedEntry { shown, told }: &FeedEntry) -> io::Result<()> {
    let (quote, article) = (&shown.quote, &shown.article);
    let words = if quote.kind == Kind::Direct { format!("“{}”", quote.text) } else { quote.text.clone() };
    let polarity = phrasing::polarity_note(quote.polarity).map_or(String::new(), |note| format!(" ({note})"));
    writeln!(out, "  <entry>")?;
    element(out, "    ", "title", &format!("{}{polarity}: {words}", quote.speaker_name()))?;
    element(out, "    ", "id", &format!("urn:quotedex:{}", quote.id))?;
    element(out, "    ", "updated", &time(*told))?;
    if let Some(day) = article.date.filter(|_| article.date_source.label().is_none()) {
        element(out, "    ", "published", &format!("{day}T00:00:00Z"))?;
    }
    if let Some(link) = link_to_words(article, quote) {
        writeln!(out, "    <link href=\"{}\"/>", escaped(&link))?;
    }
    element(out, "    ", "summary", &quote.context)?;
    element(out, "    ", "rights", &phrasing::article(&quote.article))?;
    writeln!(out, "  </entry>")
}

fn element(out: &mut dyn Write, indent: &str, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "{indent}<{name}>{}</{name}>", escaped(&sanitize_line(text)))
}

/// `text` for XML. Characters that XML does not have are gone already.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{article, quote, written};
    use super::*;

    #[test]
    fn a_feed_holds_what_was_told() {
        let mut article = article();
        article.url = Some("https://paper.example/a?b=1&c=2".into());
        let mut quote = quote();
        quote.text = "a < b & \u{1}c".into();
        let entries = [FeedEntry { shown: ShownQuote { quote, article }, told: Timestamp::UNIX_EPOCH }];
        insta::assert_snapshot!(written(|out| atom(out, "cities", Timestamp::UNIX_EPOCH, &entries)), @r#"
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom">
          <title>quotedex: cities</title>
          <id>urn:quotedex:watch:cities</id>
          <updated>1970-01-01T00:00:00Z</updated>
          <author><name>quotedex</name></author>
          <entry>
            <title>Ann Smith: “a &lt; b &amp; �c”</title>
            <id>urn:quotedex:00000000000000aa</id>
            <updated>1970-01-01T00:00:00Z</updated>
            <published>2024-05-12T00:00:00Z</published>
            <link href="https://paper.example/a?b=1&amp;c=2#:~:text=Zo%C3%AB%E2%80%99s%20city%20will%20be%20fine"/>
            <summary>“Zoë’s city will be fine,” Ann Smith said.</summary>
            <rights>Mayor Leaves · 2024-05-12 · The Paper</rights>
          </entry>
        </feed>
        "#);
    }
}
