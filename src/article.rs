//! A news article: its metadata and its text, which never changes after reading.
//!
//! [`Article::text`] is immutable, so every offset into it stays valid. Finding and decoding articles is the job of
//! `read`.

use jiff::civil::Date;

/// Where the date of an article comes from, which says how far to trust it. All but the first two are guesses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateSource {
    /// The article itself states it (metadata, front matter, a field of the record).
    #[default]
    Stated,
    /// The article states the month only; the date is its first day.
    Month,
    /// The file name or the URL contains it.
    Name,
    /// The day on which a web archive fetched the page. The article existed by then.
    Fetched,
    /// The modification time of the file, which may be that of a copy.
    File,
}

impl DateSource {
    /// The name in machine formats.
    pub fn name(self) -> &'static str {
        match self {
            DateSource::Stated => "stated",
            DateSource::Month => "month",
            DateSource::Name => "name",
            DateSource::Fetched => "fetched",
            DateSource::File => "file",
        }
    }

    /// The label shown to people after the date; `None` for a date that the article states.
    pub fn label(self) -> Option<&'static str> {
        match self {
            DateSource::Stated | DateSource::Month => None,
            DateSource::Name => Some("by its name"),
            DateSource::Fetched => Some("fetched"),
            DateSource::File => Some("file"),
        }
    }

    /// `date` as shown to people: the day, or `2024-05` when only the month is stated.
    pub(crate) fn format(self, date: Date) -> String {
        let day = date.to_string();
        if self == DateSource::Month { day[..day.len() - "-00".len()].to_owned() } else { day }
    }
}

/// One news article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Identifies the article in an index: its own id, otherwise one derived from its path or its text.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date.
    pub date: Option<Date>,
    /// The source of [`date`](Self::date).
    pub date_source: DateSource,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Names in the byline.
    pub authors: Vec<String>,
    /// Web address.
    pub url: Option<String>,
    /// File it was read from, as the user named it.
    pub path: Option<String>,
    /// Whether the text was repaired while reading: misread UTF-8, hard-wrapped lines, or HTML in a plain text field.
    pub repaired: bool,
    /// Claims that the page itself marks as reviewed and found false (ClaimReview). The article repeats them to refute
    /// them.
    pub refuted: Vec<String>,
    text: String,
}

impl Article {
    /// An article with a text and no metadata.
    ///
    /// ```
    /// let article = quotedex::Article::new("example", "“I quit,” Ann Smith said.");
    /// assert_eq!(article.text(), "“I quit,” Ann Smith said.");
    /// ```
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The decoded text. All offsets of quotations count bytes of this string.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A copy of the article with another text.
    pub(crate) fn with_text(&self, text: String) -> Self {
        Self { text, ..self.clone() }
    }

    /// A digest of everything the index stores about the article. Two articles with the same digest need not be indexed
    /// again.
    pub fn content_hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let date = self.date.map(|date| date.to_string());
        let fields = [&self.title, &date, &self.publisher, &self.url, &self.path];
        for field in fields.into_iter().map(|field| field.as_deref().unwrap_or("")) {
            hasher.update(&(field.len() as u64).to_le_bytes()).update(field.as_bytes());
        }
        // These words are part of the digest, whatever is printed: another word gives another digest.
        let date_source = match self.date_source {
            DateSource::Stated => "",
            DateSource::Month => "month",
            DateSource::Name => "by its name",
            DateSource::Fetched => "fetched",
            DateSource::File => "file",
        };
        hasher.update(date_source.as_bytes());
        for author in self.authors.iter().chain(&self.refuted) {
            hasher.update(&(author.len() as u64).to_le_bytes()).update(author.as_bytes());
        }
        hasher.update(self.text.as_bytes()).finalize().to_hex()[..32].to_owned()
    }

    /// The part of the article's metadata that a [`Quote`](crate::Quote) stores.
    pub fn reference(&self) -> ArticleRef {
        ArticleRef {
            id: self.id.clone(),
            title: self.title.clone(),
            date: self.date,
            date_source: self.date_source,
            publisher: self.publisher.clone(),
            url: self.url.clone(),
            path: self.path.clone(),
        }
    }
}

/// A reference to an article: its id and metadata without the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRef {
    /// See [`Article::id`].
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Publication date.
    pub date: Option<Date>,
    /// See [`Article::date_source`].
    pub date_source: DateSource,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// File it was read from.
    pub path: Option<String>,
}

/// The key under which publishers are compared, filtered and counted: "The Guardian", "GUARDIAN", "theguardian.com" and
/// a URL on that host share one key.
///
/// Case, spaces, punctuation, a leading "The" and the top-level domain are ignored. Second-level country domains
/// (`.com.au`) are kept, since another country may have a newspaper of the same name.
pub fn publisher_key(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let (is_host, shown) = match host(&name) {
        Some(host) => (true, without_top_level_domain(host)),
        None => (false, name.as_str()),
    };
    let shown =
        shown.strip_prefix("the").filter(|rest| is_host && rest.len() > 3 || rest.starts_with(' ')).unwrap_or(shown);
    let key: String = shown.chars().filter(|c| c.is_alphanumeric()).collect();
    if key.is_empty() { name } else { key }
}

/// The host of a URL, or of a name that looks like a host.
fn host(name: &str) -> Option<&str> {
    let rest = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let ending = host.rsplit_once('.')?.1;
    let is_host = !host.contains(char::is_whitespace) && ending.len() > 1 && ending.chars().all(char::is_alphabetic);
    (is_host && !host.starts_with('.')).then_some(host)
}

fn without_top_level_domain(host: &str) -> &str {
    let host = host.strip_suffix(".co.uk").or_else(|| host.strip_suffix(".org.uk")).unwrap_or(host);
    match host.rsplit_once('.') {
        Some((name, ending)) if !(name.contains('.') && is_second_level_domain(name) && ending.len() == 2) => name,
        _ => host,
    }
}

/// Whether the host ends in a second-level domain such as `com` in `abc.com.au`, given the host without its country.
fn is_second_level_domain(name: &str) -> bool {
    name.rsplit('.').next().is_some_and(|second| matches!(second, "ac" | "co" | "com" | "gov" | "net" | "org"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_sees_every_field_and_no_shift_between_fields() {
        let plain = Article::new("a", "text");
        let titled = Article { title: Some("t".into()), ..plain.clone() };
        let published = Article { publisher: Some("t".into()), ..plain.clone() };
        assert_ne!(plain.content_hash(), titled.content_hash());
        assert_ne!(titled.content_hash(), published.content_hash());
        assert_eq!(plain.content_hash(), Article::new("b", "text").content_hash());
        let dated = |date_source| Article { date: Some(jiff::civil::date(2024, 5, 12)), date_source, ..plain.clone() };
        assert_ne!(dated(DateSource::Stated).content_hash(), dated(DateSource::File).content_hash());
    }

    #[test]
    fn a_publisher_is_one_however_it_is_called() {
        for names in [
            &["The Guardian", "theguardian.com", "https://www.theguardian.com/world/x", "GUARDIAN"][..],
            &["BBC", "bbc.co.uk", "bbc.com", "B.B.C."],
            &["Le Monde", "lemonde.fr"],
            &["St. Louis Post-Dispatch", "St Louis Post Dispatch"],
            &["The", "the"],
        ] {
            assert!(names.iter().all(|name| publisher_key(name) == publisher_key(names[0])), "{names:?}");
        }
        for (one, other) in [("abc.net.au", "abc.com"), ("The Times", "The Times of India"), ("", "a"), ("-", "+")] {
            assert_ne!(publisher_key(one), publisher_key(other));
        }
    }
}
