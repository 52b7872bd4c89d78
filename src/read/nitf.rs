//! NITF, a traditional news agency format with one story per document.
//!
//! The text is `body.content`, by paragraphs and with subheadings, without headline, byline, dateline and captions.

use super::byline::names_in_byline;
use super::context::ReadContext;
use super::error::Problem;
use super::xml::Element;
use crate::article::Article;

/// The article in the `nitf` element.
pub(super) fn article(context: &ReadContext, nitf: &Element) -> Result<Article, Problem> {
    let body = nitf.find("body.content").ok_or_else(|| Problem::NoArticle("it has no <body.content>".to_owned()))?;
    let id = nitf.find("doc-id").and_then(|id| id.attribute("id-string"));
    let id = id.map_or_else(|| context.id.clone(), str::to_owned);
    let mut article = Article::new(id, body.paragraphs());
    article.title = title(nitf);
    context.set_date(&mut article, DATES.iter().filter_map(|(name, attribute)| nitf.find(name)?.attribute(attribute)));
    article.publisher = publisher(nitf);
    article.authors = nitf.all("byline").into_iter().flat_map(authors).collect();
    article.path = context.path.clone();
    Ok(article)
}

/// Elements and attributes with the date, the best first.
const DATES: [(&str, &str); 4] =
    [("date.issue", "norm"), ("pubdata", "date.publication"), ("date.release", "norm"), ("story.date", "norm")];

fn title(nitf: &Element) -> Option<String> {
    let headline = nitf.find("hedline").and_then(|headline| headline.child("hl1")).and_then(Element::line);
    headline.or_else(|| nitf.child("head")?.child("title")?.line())
}

fn publisher(nitf: &Element) -> Option<String> {
    let stated = |name: &str, attribute: &str| nitf.find(name)?.attribute(attribute).map(str::to_owned);
    stated("pubdata", "name")
        .or_else(|| nitf.find("distributor").and_then(Element::line))
        .or_else(|| stated("doc.copyright", "holder"))
        .or_else(|| stated("doc-id", "regsrc"))
}

/// The persons in a byline, without their titles (`byttl`).
fn authors(byline: &Element) -> Vec<String> {
    let persons: Vec<String> = byline.all("person").into_iter().filter_map(Element::line).collect();
    if !persons.is_empty() {
        return persons;
    }
    let line = byline.line().unwrap_or_default();
    let title = byline.find("byttl").and_then(Element::line).unwrap_or_default();
    names_in_byline(line.strip_suffix(title.as_str()).unwrap_or(&line).trim_end_matches([' ', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xml::parse;

    #[test]
    fn a_story_is_read() {
        let story = "<nitf><head><docdata><doc-id regsrc='AP' id-string='D8XYZ'/><date.issue norm='20240512T233000Z'/>\
            </docdata></head><body><body.head><hedline><hl1>Mayor <i>leaves</i></hl1><hl2>She says why</hl2></hedline>\
            <byline>By Ann Smith and Bo Li <byttl>City Desk</byttl></byline><distributor>The Agency</distributor></body.head>\
            <body.content><media media-type='image'><media-caption>The mayor.</media-caption></media>\
            <p>“Fine,” <person>Ann Smith</person> said.</p><hl2>Later</hl2><block><p>She left.</p></block>\
            </body.content><body.end><tagline>END</tagline></body.end></body></nitf>";
        let article = article(&ReadContext::default(), &parse("f", story).unwrap()).unwrap();
        assert_eq!((article.id.as_str(), article.text()), ("D8XYZ", "“Fine,” Ann Smith said.\n\nLater\n\nShe left."));
        assert_eq!(
            (article.title.as_deref(), article.publisher.as_deref()),
            (Some("Mayor leaves"), Some("The Agency"))
        );
        assert_eq!(
            (article.date.unwrap().to_string().as_str(), article.authors),
            ("2024-05-12", vec!["Ann Smith".to_owned(), "Bo Li".to_owned()])
        );
    }
}
