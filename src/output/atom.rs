//! What a watch has told last, as an Atom feed (RFC 4287).

use std::io::{self, Write};

use jiff::Timestamp;

use super::citation::link_to_words;
use super::phrasing;
use super::sanitize::sanitize_line;
use crate::article::DateSource;
use crate::index::digest64;
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
    element(out, "  ", "id", &uuid(&["watch", name, &since.to_string()]))?;
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
    element(out, "    ", "id", &uuid(&["quote", &quote.id]))?;
    element(out, "    ", "updated", &time(*told))?;
    if let Some(day) = article.date.filter(|_| article.date_source == DateSource::Stated) {
        element(out, "    ", "published", &format!("{day}T00:00:00Z"))?;
    }
    if let Some(link) = link_to_words(article, quote) {
        writeln!(out, "    <link href=\"{}\"/>", escaped(&link))?;
    }
    // Not a summary: an entry without a link must have content.
    element(out, "    ", "content", &format!("{} ({})", quote.context, phrasing::article(&quote.article)))?;
    writeln!(out, "  </entry>")
}

fn element(out: &mut dyn Write, indent: &str, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "{indent}<{name}>{}</{name}>", escaped(&sanitize_line(text)))
}

/// `text` for XML. Characters that XML does not have are gone already.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An address for what has none: a UUID of our own making (RFC 9562, version 8), the same for the same parts.
fn uuid(parts: &[&str]) -> String {
    let high = digest64(&[&["high"], parts].concat());
    let low = digest64(&[&["low"], parts].concat());
    let (high, low) = (high & !0xf000 | 0x8000, low & !(0b11 << 62) | 0b10 << 62);
    let digits = format!("{high:016x}{low:016x}");
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("urn:uuid:{}", groups.join("-"))
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
          <id>urn:uuid:43eac6e6-7b41-8c60-99fc-347bf7cad6b4</id>
          <updated>1970-01-01T00:00:00Z</updated>
          <author><name>quotedex</name></author>
          <entry>
            <title>Ann Smith: “a &lt; b &amp; �c”</title>
            <id>urn:uuid:6bebbc9a-5053-86e1-828f-4fb40a0ae89f</id>
            <updated>1970-01-01T00:00:00Z</updated>
            <published>2024-05-12T00:00:00Z</published>
            <link href="https://paper.example/a?b=1&amp;c=2#:~:text=Zo%C3%AB%E2%80%99s%20city%20will%20be%20fine"/>
            <content>“Zoë’s city will be fine,” Ann Smith said. (Mayor Leaves · 2024-05-12 · The Paper)</content>
          </entry>
        </feed>
        "#);
    }
}
