//! NewsML-G2: a news item, or a message with several items.
//!
//! The text is the first readable content: NITF, XHTML or plain text. Pictures, graphics, audio and packages are
//! skipped, as are items that their agency has canceled or withheld. A text item without words is an error.

use super::byline::names_in_byline;
use super::context::ReadContext;
use super::error::{Problem, ReadError};
use super::warning::Warning;
use super::xml::Element;
use super::{html_fragment, nitf, record};
use crate::article::Article;

/// The articles in the document with this root.
pub(super) fn articles(context: &ReadContext, root: &Element) -> Vec<Result<Article, ReadError>> {
    let items = root.all("newsItem");
    let several = items.len() > 1;
    let parse_item = |(number, item): (u64, &&Element)| {
        let (name, id) = match several {
            true => (format!("{}, item {number}", context.name), context.record_id(number)),
            false => (context.name.clone(), context.id.clone()),
        };
        let context = ReadContext { id, ..context.clone() };
        if let Some(reason) = withdrawal(item) {
            let guid = item.attribute("guid");
            guid.iter().filter(|_| reason == record::CANCELED).for_each(|guid| context.warnings.add_canceled(guid));
            let entry = guid.unwrap_or("item").to_owned();
            context.warnings.add(&name, Warning::LeftOut { entry, reason });
            return None;
        }
        article(&context, item).map_err(|problem| ReadError::new(&name, problem)).transpose()
    };
    let articles: Vec<_> = (1..).zip(&items).filter_map(parse_item).collect();
    if articles.is_empty() && !items.iter().any(|item| withdrawal(item).is_some()) {
        let nothing = Problem::NoArticle("it contains no text item".to_owned());
        return vec![Err(ReadError::new(&context.name, nothing))];
    }
    articles
}

/// The reason why an item must not be published: `<pubStatus qcode="stat:canceled"/>`.
fn withdrawal(item: &Element) -> Option<&'static str> {
    let status = item.find("pubStatus")?;
    let status = status.attribute("qcode").or_else(|| status.attribute("uri"))?;
    record::withdrawal_reason(status.rsplit([':', '/']).next().unwrap_or(status))
}

/// The article in an item; `None` when the item is not a text.
fn article(context: &ReadContext, item: &Element) -> Result<Option<Article>, Problem> {
    let class = item.find("itemClass").and_then(|class| class.attribute("qcode"));
    let Some(mut article) = item.find("contentSet").and_then(|content| content_of(context, content)) else {
        let is_text = class.is_none_or(|class| class.ends_with(":text"));
        let nothing = || Problem::NoArticle("its content is missing or has no words".to_owned());
        return if is_text { Err(nothing()) } else { Ok(None) };
    };
    if let Some(guid) = item.attribute("guid") {
        article.id = guid.to_owned();
    }
    article.title = item.find("headline").and_then(Element::line).or(article.title);
    let dates: Vec<String> = DATES.iter().filter_map(|name| item.find(name)?.line()).collect();
    context.set_date(&mut article, dates.iter().map(String::as_str));
    article.publisher = publisher(item).or(article.publisher);
    if let Some(meta) = item.find("contentMeta") {
        let by: Vec<String> =
            meta.all("by").into_iter().filter_map(Element::line).flat_map(|by| names_in_byline(&by)).collect();
        let creators = || meta.all("creator").into_iter().filter_map(name_of).collect();
        let authors: Vec<String> = if by.is_empty() { creators() } else { by };
        article.authors = if authors.is_empty() { article.authors } else { authors };
    }
    article.path = context.path.clone();
    Ok(Some(article))
}

/// Elements with the date, the best first.
const DATES: [&str; 3] = ["contentCreated", "firstCreated", "versionCreated"];

fn publisher(item: &Element) -> Option<String> {
    let provider = item.find("provider").and_then(name_of);
    provider.or_else(|| item.find("creditline")?.line()).or_else(|| name_of(item.find("infoSource")?))
}

/// The name of a party: a name, a literal, or a code (`nprov:AFP`).
fn name_of(element: &Element) -> Option<String> {
    let name = element.child("name").and_then(Element::line);
    name.or_else(|| element.attribute("literal").map(str::to_owned)).or_else(|| {
        let code = element.attribute("qcode")?;
        Some(code.rsplit(':').next().unwrap_or(code).to_owned())
    })
}

/// The first content that contains words.
fn content_of(context: &ReadContext, set: &Element) -> Option<Article> {
    let with_words = |article: &Article| !article.text().trim().is_empty();
    set.elements().filter_map(|content| one_content(context, content)).find(with_words)
}

fn one_content(context: &ReadContext, content: &Element) -> Option<Article> {
    let of_text = |text: String| Some(Article::new(context.id.clone(), text));
    match content.name.as_str() {
        "inlineXML" => match content.find("nitf") {
            Some(story) => nitf::article(context, story).ok(),
            None => of_text(content.find("body").unwrap_or(content).paragraphs()),
        },
        "inlineData" => {
            let is_html = content.attribute("contenttype").is_some_and(|kind| kind.contains("html"));
            let text = content.paragraphs();
            of_text(if is_html { html_fragment::to_text(&text) } else { text })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xml::parse;

    fn parse_item(xml: &str) -> Vec<Result<Article, String>> {
        let context = ReadContext { name: "f.xml".into(), id: "f".into(), ..ReadContext::default() };
        let articles = articles(&context, &parse("f.xml", xml).unwrap()).into_iter();
        articles.map(|article| article.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn a_message_gives_its_texts() {
        let articles = parse_item(
            "<newsMessage><header/><itemSet><newsItem guid='urn:n:1'><itemMeta><itemClass qcode='ninat:text'/>\
             <provider qcode='nprov:AG'><name>The Agency</name></provider><versionCreated>2024-05-12T23:30:00-05:00\
             </versionCreated></itemMeta><contentMeta><headline>Mayor leaves</headline><by>By Ann Smith</by></contentMeta>\
             <contentSet><inlineXML contenttype='application/xhtml+xml'><html xmlns='x'><head><title>no</title></head><body>\
             <p>“Fine,” she sa<b>i</b>d.</p><p>B</p></body></html></inlineXML></contentSet></newsItem>\
             <newsItem guid='urn:n:2'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentSet>\
             <remoteContent href='x.jpg'/></contentSet></newsItem>\
             <newsItem><contentSet><inlineXML><nitf><body><body.head><hedline><hl1>T</hl1></hedline></body.head>\
             <body.content><p>C</p></body.content></body></nitf></inlineXML></contentSet></newsItem>\
             <newsItem><itemMeta><itemClass qcode='ninat:text'/></itemMeta></newsItem></itemSet></newsMessage>",
        );
        let first = articles[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), first.text()), ("urn:n:1", "“Fine,” she said.\n\nB"));
        assert_eq!((first.title.as_deref(), first.publisher.as_deref()), (Some("Mayor leaves"), Some("The Agency")));
        assert_eq!(
            (first.date.unwrap().to_string().as_str(), &first.authors[..]),
            ("2024-05-12", &["Ann Smith".to_owned()][..])
        );
        let second = articles[1].as_ref().unwrap();
        assert_eq!((second.id.as_str(), second.title.as_deref(), second.text()), ("f:3", Some("T"), "C"));
        assert!(articles[2].as_ref().unwrap_err().starts_with("f.xml, item 4: no article"));
    }

    #[test]
    fn plain_data_keeps_its_lines() {
        let item = |kind: &str, data: &str| {
            let xml = format!(
                "<newsItem><contentSet><inlineData contenttype='{kind}'>{data}</inlineData></contentSet></newsItem>"
            );
            parse_item(&xml)[0].as_ref().unwrap().text().to_owned()
        };
        assert_eq!(item("text/plain", "One\nline\n\nTwo &amp; three"), "One\nline\n\nTwo & three");
        assert_eq!(item("text/html", "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two"), "One\n\nTwo");
        assert!(parse_item("<newsItem><itemMeta><itemClass qcode='n:picture'/></itemMeta></newsItem>")[0].is_err());
    }

    #[test]
    fn what_is_canceled_is_no_article_and_no_fault() {
        let item = |status: &str| {
            let data = "<contentSet><inlineData contenttype='text/plain'>Words</inlineData></contentSet>";
            parse_item(&format!("<newsItem><itemMeta><pubStatus qcode='stat:{status}'/></itemMeta>{data}</newsItem>"))
                .len()
        };
        assert_eq!((item("usable"), item("canceled"), item("withheld")), (1, 0, 0));
    }
}
