//! Whole pages: the extracted articles, and bounds on the time.

use std::time::{Duration, Instant};

use super::article_from_html;
use crate::article::Article;

const TEXT: &str = "<p>The mayor said on Monday that the old bridge would open again, and that nobody need fear it.</p>\
                    <p>“We have <em>all</em> waited long <a href=x>enough</a>,” said <b>Ann Smith</b>, who runs the ferry, “and we are tired.”</p>\
                    <p>The council meets again in May, when it will hear from the engineers, the ferry, and those who live there.</p>";

fn read(html: &str) -> Article {
    article_from_html(html, None).expect("an article")
}

#[test]
fn a_page_of_today() {
    let article = read(&format!(
        r##"<!DOCTYPE html><html><head><title>Bridge to Open | The Paper</title>
        <meta property="og:site_name" content="The Paper"><link rel="canonical" href="https://paper.org/bridge">
        <script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "headline": "Bridge to Open",
        "author": {{"@type": "Person", "name": "By Bo Li"}}, "datePublished": "2024-05-12T08:00:00Z"}}]}}</script></head>
        <body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Bridge to Open</h1><p class="byline">By Bo Li</p>
        <figure><img src="a.jpg"><figcaption>The bridge. (Photo: Cy Young)</figcaption></figure>{TEXT}
        <blockquote class="pullquote">“We have all waited long enough”</blockquote><p>Read more: <a href="/2">Ferry to close</a></p>
        <ul><li>The bridge is ninety years old, and it shows.</li><li>“It has never fallen,” the mayor said.</li></ul>
        <div class="newsletter">Sign up for our newsletter.</div></article>
        <footer>© The Paper. We use cookies.</footer></body></html>"##
    ));
    assert_eq!(article.title.as_deref(), Some("Bridge to Open"));
    assert_eq!(
        (article.publisher.as_deref(), article.authors.as_slice()),
        (Some("The Paper"), &["Bo Li".to_owned()][..])
    );
    assert_eq!(
        (article.date.map(|day| day.to_string()).as_deref(), article.id.as_str()),
        (Some("2024-05-12"), "https://paper.org/bridge")
    );
    assert_eq!(
        article.text(),
        "The mayor said on Monday that the old bridge would open again, and that nobody need fear it.\n\n\
         “We have all waited long enough,” said Ann Smith, who runs the ferry, “and we are tired.”\n\n\
         The council meets again in May, when it will hear from the engineers, the ferry, and those who live there.\n\n\
         The bridge is ninety years old, and it shows.\n\n“It has never fallen,” the mayor said."
    );
}

#[test]
fn a_page_of_long_ago() {
    let text = TEXT.replace("<p>", "<font size=2>").replace("</p>", "<br><br>");
    let article = read(&format!(
        "<HTML><HEAD><TITLE>Bridge to Open</TITLE></HEAD><BODY BGCOLOR=white><TABLE><TR><TD WIDTH=100><A HREF=/>Home</A><BR>\
         <A HREF=/news>News</A><BR><A HREF=/sport>Sport</A><TD><TABLE><TR><TD><CENTER><H1>Bridge to Open</H1></CENTER><TR><TD>{text}\
         <TR><TD><FONT SIZE=1>Copyright 1997 The Paper. All rights reserved.</TABLE></TABLE>"
    ));
    let paragraphs: Vec<&str> = article.text().split("\n\n").collect();
    assert_eq!(paragraphs.len(), 3, "{paragraphs:#?}");
    assert!(
        article
            .text()
            .contains("“We have all waited long enough,” said Ann Smith, who runs the ferry, “and we are tired.”")
    );
}

/// A page whose article contains this.
fn with(html: &str) -> String {
    format!("<!doctype html><title>Bridge to Open</title><body><article><h1>Bridge to Open</h1>{TEXT}{html}</article>")
}

#[test]
fn an_article_in_parts_is_whole() {
    let more = "<p>“It has never fallen,” said Bo Li, who has crossed it every day of his life, in any wind.</p>";
    for html in [
        format!("<p class=paywall>{more}</p>"),
        format!("<div class=ad-slot>Advertisement</div><div>{more}</div>"),
        "<div class=ad>Advertisement</div>“It has never fallen,” said Bo Li.<div class=ad>Advertisement</div>"
            .to_owned(),
    ] {
        let article = read(&with(&html));
        assert!(article.text().contains("“It has never fallen,” said Bo Li"), "{html}: {}", article.text());
        assert!(!article.text().contains("Advertisement"), "{html}");
    }
}

#[test]
fn quotations_hold_no_words_that_nobody_sees() {
    let html = "<p>“The <a href=x>report<span style='clip:rect(0 0 0 0);position:absolute'>, opens new tab</span></a> is \
                &amp;quot;false&amp;quot;,” said <span class=sr-only>the mayor</span>Bo Li, who wrote another one of his own.</p>";
    let article = read(&with(html));
    assert!(article.text().contains("“The report is \"false\",” said Bo Li, who"), "{}", article.text());
}

#[test]
fn a_box_without_marks_is_a_quotation() {
    let html = "<p>Ann Smith wrote to all of her neighbours:</p><blockquote><p>We open on Monday.</p><footer>Ann Smith</footer>\
                </blockquote><p>She said <q>no more</q> than that, and went back to her ferry on the other side.</p>";
    let text = read(&with(html)).text().to_owned();
    assert!(text.contains("neighbours:\n\n“We open on Monday.”\n\n— Ann Smith\n\nShe said “no more” than"), "{text}");
}

#[test]
fn a_stub_is_filled_from_the_data_of_the_page() {
    let said = "“The bridge opens on Monday,” said Ann Smith, who runs the ferry.";
    for html in [
        format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{said}"}}</script><p>Loading"#
        ),
        format!(
            r#"<script id="__NEXT_DATA__" type="application/json">{{"props": {{"body": [{{"text": "{said}"}}]}}}}</script><p>Loading"#
        ),
        format!(
            r#"<script>window.__APOLLO_STATE__ = {{"Article:1": {{"bodyHtml": "<p>{said}</p>"}}}};</script><p>Loading"#
        ),
    ] {
        assert_eq!(read(&html).text(), said, "{html}");
    }
    let whole = format!(
        r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{said}"}}</script>{TEXT}"#
    );
    assert!(read(&whole).text().ends_with("those who live there."));
}

#[test]
fn a_request_for_consent_is_no_article() {
    let asks = "<h2>We value your privacy</h2><p>We and our partners use cookies to process personal data.</p>";
    for html in [asks.to_owned(), format!("<div id=root></div><div id=onetrust-consent-sdk>{asks}</div>")] {
        let told = article_from_html(&html, None).unwrap_err().to_string();
        assert_eq!(told, "no article: the page contains only a cookie consent request", "{html}");
    }
    let article = read(&(with("") + &format!("<div id=onetrust-consent-sdk>{}</div>", asks.repeat(20))));
    assert!(!article.text().contains("cookies"), "{}", article.text());
}

#[test]
fn without_a_main_text_every_paragraph_counts() {
    assert_eq!(read("<body><h1>No</h1>“No,” she said.").text(), "“No,” she said.");
    assert_eq!(read("<p>One.<p>Two.").text(), "One.\n\nTwo.");
    for empty in ["", "<html></html>", "<html><body><script>x</script><img src=x>", "<title>Only a title</title>"] {
        let problem = article_from_html(empty, Some("https://a.org/x")).unwrap_err();
        assert_eq!(problem.to_string(), "no article: the page has no text", "{empty}");
    }
}

#[test]
fn no_page_takes_for_ever() {
    let pages = [
        "<div>".repeat(100_000) + TEXT,
        format!("<div>{}", "<div>x</div>".repeat(100_000)),
        "<span>x".repeat(100_000) + TEXT,
        "<b class=x>".repeat(1000) + &"<p>x y z, and so on".repeat(20_000),
        "<table><tr><td>x".repeat(5_000) + TEXT,
        "<a href=y>x".repeat(100_000) + TEXT,
        "x<br>".repeat(100_000) + TEXT,
        "<ul><li>x".repeat(30_000) + TEXT,
        "<h2>a title of some words</h2>".repeat(30_000) + TEXT,
        "<svg><select></x><math>x<".repeat(50_000) + TEXT,
        "<div class=share><p>x y z, and so on</p></div>".repeat(20_000),
        format!("<p {}>{TEXT}", "a b=c ".repeat(200_000)),
        format!("<title>{}</title>{TEXT}", "x ".repeat(2 << 20)),
        format!("<meta property=og:title content='{}'>{TEXT}", "y\u{1b}[31m".repeat(1 << 20)),
        format!("<p>{}", "“word” ".repeat(300_000)),
        format!("<script type='application/ld+json'>{}</script>{TEXT}", "[".repeat(1 << 20)),
        "<p class=related>x</p>".repeat(50_000) + TEXT,
        "<".repeat(1 << 20) + TEXT,
    ];
    for html in &pages {
        let begun = Instant::now();
        let article = article_from_html(html, None).expect("an article");
        let taken = begun.elapsed();
        // Some hundred times the usual time, for machines under load.
        assert!(taken < Duration::from_secs(20), "{taken:?}: {}", &html[..40]);
        assert!(article.title.as_ref().is_none_or(|title| title.len() < 1000 && !title.contains(char::is_control)));
    }
}

proptest::proptest! {
    #[test]
    fn no_page_makes_it_panic(soup in "(<[/!]?(p|div|b|table|td|li|q|pre|br|a href=x|time|meta content=x name=author)[ >]|[“”\"a-zA-Z.,? \n]{1,9}){0,60}") {
        if let Ok(article) = article_from_html(&soup, None) {
            proptest::prop_assert!(!article.text().contains("\n\n\n"));
        }
    }
}
