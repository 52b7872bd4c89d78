//! One article in every format that newsrooms hold: the same quotes from each, every time.

use std::io::Write;

use serde_json::{Value, json};

use crate::util::World;

pub const TITLE: &str = "Ferry Line to Close After Ninety Years";

/// The paragraphs of the article. Marks, accents, an ampersand and a statement without marks are in it on purpose.
pub const PARAGRAPHS: [&str; 5] = [
    "The island’s last ferry will stop running in March, Mayor Colm Riordan said on Tuesday.",
    "“We carried four generations across this water, and I am sorry it ends with me,” said Zoë Marchetti, the director \
     of Marchetti & Sons.",
    "Mayor Colm Riordan called the decision “a blow to every family on the island.” He said the town would look for \
     another company.",
    "“Nobody asked us,” Riordan added.",
    "Marchetti said that the line had lost money since 2019.",
];

/// The name of a file, and what makes it.
type Format = (&'static str, fn() -> Vec<u8>);

/// How the article looks in each format. Another format is one more line.
const FORMATS: [Format; 33] = [
    ("text.txt", || text().into()),
    ("stated.txt", || format!("---\ntitle: {TITLE}\n---\n{}", paragraphs("\n\n", str::to_owned)).into()),
    ("markdown.md", || markdown().into()),
    ("record.json", || record().to_string().into()),
    ("pretty.json", || format!("{:#}", json!([record()])).into()),
    ("lines.jsonl", || (record().to_string() + "\n").into()),
    ("nested.json", || json!({ "headline": TITLE, "content": fragment() }).to_string().into()),
    ("comma.csv", || table(",").into()),
    ("semicolon.csv", || table(";").into()),
    ("table.tsv", || table("\t").into()),
    ("spreadsheet.tsv", || utf16(&table("\t"))),
    ("feed.rss", || rss().into()),
    ("summaries.rss", || rss().replace("content:encoded", "description").into()),
    ("feed.atom", || atom().into()),
    ("feed.json", || json_feed().into()),
    ("story.nitf", || format!("<?xml version=\"1.0\"?>\n{}", nitf()).into()),
    ("item.xml", || news_item(&nitf()).into()),
    ("page-in-item.xml", || news_item(&format!("<html><body>{}</body></html>", fragment())).into()),
    ("page.html", || page().into()),
    ("archive.warc", archive),
    ("archive-packed.warc.gz", || gzip(&archive())),
    ("wrapped.txt", || format!("{TITLE}\n\n{}\n", paragraphs("\n\n", wrapped)).into()),
    ("wrapped.md", || format!("# {TITLE}\n\n{}\n", paragraphs("\n\n", wrapped)).into()),
    ("macintosh.txt", macintosh),
    ("news-api.json", || {
        json!({ "status": "ok", "articles": [{ "title": TITLE, "content": text_alone() }] }).to_string().into()
    }),
    ("guardian.json", || {
        json!({ "response": { "results": [{ "webTitle": TITLE, "fields": { "body": fragment() } }] } })
            .to_string()
            .into()
    }),
    ("elastic.json", || json!({ "hits": { "hits": [{ "_id": "1", "_source": record() }] } }).to_string().into()),
    ("ninjs.json", || {
        json!({ "headlines": [{ "role": "main", "value": TITLE }], "bodies": [{ "role": "main", "value": fragment() }] }).to_string().into()
    }),
    ("wordpress.json", || {
        json!([{ "title": { "rendered": TITLE }, "content": { "rendered": fragment() } }]).to_string().into()
    }),
    ("export.wxr.xml", || wxr().into()),
    ("text-packed.txt.gz", || gzip(text().as_bytes())),
    ("table-packed.csv.gz", || gzip(table(",").as_bytes())),
    ("lines-packed.jsonl.zst", || zstd::encode_all(record().to_string().as_bytes(), 3).expect("packed")),
];

/// At 72 columns, as mail programs send it.
fn wrapped(paragraph: &str) -> String {
    let (mut wrapped, mut column) = (String::new(), 0);
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        let fits = column + 1 + length <= 72;
        wrapped.push_str(if column == 0 {
            ""
        } else if fits {
            " "
        } else {
            "\n"
        });
        column = if fits && column > 0 { column + 1 + length } else { length };
        wrapped.push_str(word);
    }
    wrapped
}

fn macintosh() -> Vec<u8> {
    let byte = |c: char| match c {
        '“' => 0xd2,
        '”' => 0xd3,
        '’' => 0xd5,
        'ë' => 0x91,
        c => u8::try_from(u32::from(c)).expect("ASCII"),
    };
    text().chars().map(byte).collect()
}

fn text_alone() -> String {
    paragraphs("\n\n", str::to_owned)
}

fn wxr() -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item><title>{TITLE}</title><content:encoded><![CDATA[{}\n\n\
         [caption id=\"1\"]<img/> The ferry, “our life.”[/caption]]]></content:encoded><wp:status>publish</wp:status>\
         <wp:post_type>post</wp:post_type></item></channel></rss>",
        text_alone()
    )
}

fn paragraphs(between: &str, each: impl Fn(&str) -> String) -> String {
    PARAGRAPHS.map(each).join(between)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn text() -> String {
    format!("{TITLE}\n\n{}\n", paragraphs("\n\n", str::to_owned))
}

fn markdown() -> String {
    let marked = |paragraph: &str| {
        let paragraph = paragraph.replace("Zoë Marchetti", "[Zoë **Marchetti**](https://example.org/zoe)");
        paragraph.replace("sorry", "*sorry*").replace("& Sons", "&amp; Sons")
    };
    format!("# {TITLE}\n\n{}\n\n![The ferry](ferry.jpg)\n", paragraphs("\n\n", marked))
}

/// With tags within words and sentences, as content systems leave them.
fn fragment() -> String {
    let marked = |paragraph: &str| {
        let paragraph = escaped(paragraph).replace("generations", "gener<b>a</b>tions").replace('ë', "&#235;");
        format!("<p>{}</p>", paragraph.replace("Riordan", "<a href=\"/riordan\">Riordan</a>"))
    };
    paragraphs("\n", marked)
        + "<figure><img src=\"ferry.jpg\"/><figcaption>The ferry, “our life.”</figcaption></figure>"
}

fn record() -> Value {
    json!({ "title": TITLE, "text": paragraphs("\n\n", str::to_owned) })
}

fn table(delimiter: &str) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let names = ["headline", "section", "body"].join(delimiter);
    let row = [cell(TITLE), cell("news"), cell(&paragraphs("\r\n\r\n", str::to_owned))].join(delimiter);
    format!("\u{feff}{names}\r\n{row}\r\n")
}

fn rss() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Paper</title><item><title>{TITLE}\
         </title><content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>",
        fragment()
    )
}

fn atom() -> String {
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Paper</title><entry><title>{TITLE}</title><content \
         type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content></entry></feed>",
        fragment()
    )
}

fn json_feed() -> String {
    let items = json!([{ "id": "1", "title": TITLE, "content_html": fragment() }]);
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": items }).to_string()
}

fn nitf() -> String {
    let body = paragraphs("\n", |paragraph| format!("<p>{}</p>", escaped(paragraph)));
    format!(
        "<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Ann Smith</byline></body.head><body.content>\
         {body}<media><media-caption>The ferry, “our life.”</media-caption></media></body.content></body></nitf>"
    )
}

fn news_item(content: &str) -> String {
    format!(
        "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemMeta><itemClass qcode=\"ninat:text\"/></itemMeta>\
         <contentMeta><headline>{TITLE}</headline></contentMeta><contentSet><inlineXML>{content}</inlineXML></contentSet>\
         </newsItem>"
    )
}

fn page() -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{TITLE}</title><meta property=\"og:title\" \
         content=\"{TITLE}\"></head><body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav><article><h1>{TITLE}</h1>\
         {}</article><footer>All rights reserved.</footer></body></html>",
        fragment()
    )
}

/// A crawl of one page.
fn archive() -> Vec<u8> {
    let page = page();
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}",
        page.len()
    );
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/ferry\r\nWARC-Date: 2024-05-12T10:00:00Z\r\n\
                WARC-Record-ID: <urn:uuid:1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed>\r\nContent-Type: application/http; msgtype=response\r\n";
    format!("{head}Content-Length: {}\r\n\r\n{http}\r\n\r\n", http.len()).into()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("packed")
}

/// As spreadsheets write it.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What must be the same: words, speaker and kind of each quote.
fn quotes(article: &Value) -> Vec<(String, String, String)> {
    let quotes = article["attributions"].as_array().expect("an array of quotes");
    let field = |quote: &Value, name: &str| quote[name].as_str().unwrap_or_default().to_owned();
    quotes.iter().map(|quote| (field(quote, "text"), field(quote, "speaker"), field(quote, "kind"))).collect()
}

#[test]
fn every_format_of_one_article_gives_the_same_quotes() {
    let world =
        FORMATS.iter().fold(World::new(), |world, (name, content)| world.file(&format!("in/{name}"), content()));
    let ran = world.run(["extract", "in", "--format", "jsonl"]).done();
    assert_eq!(ran.stderr, "in/summaries.rss: 1 of 1 entries hold only a summary\n");
    assert_eq!(ran.stdout, world.run(["extract", "in", "--format", "jsonl"]).stdout, "twice over");
    let articles = ran.jsonl();
    assert_eq!(articles.len(), FORMATS.len());
    let expected = quotes(articles.iter().find(|article| article["path"] == "in/text.txt").expect("the text"));
    let said = |words: &str, speaker: &str| expected.iter().any(|(text, by, _)| text.contains(words) && by == speaker);
    assert!(
        said("We carried four generations", "Zoë Marchetti") && said("Nobody asked us", "Colm Riordan"),
        "{expected:?}"
    );
    assert!(expected.len() >= 4, "{expected:?}");
    for article in &articles {
        assert_eq!(quotes(article), expected, "{}", article["path"]);
        assert_eq!(article["title"], TITLE, "{}", article["path"]);
    }
}

#[test]
fn fields_by_other_names_are_mapped() {
    let world = World::new()
        .file("a.json", json!({ "hed": TITLE, "article": { "words": PARAGRAPHS[1] }, "text": "no" }).to_string())
        .file("b.csv", format!("hed;article.words\n\"{TITLE}\";\"{}\"\n", PARAGRAPHS[1]));
    let map = ["--map", "text=article.words,title=hed", "--format", "jsonl"];
    let articles = world.run(["extract", "a.json", "b.csv"].into_iter().chain(map)).done().jsonl();
    for article in &articles {
        assert_eq!((&article["title"], quotes(article).len()), (&TITLE.into(), 1), "{article}");
    }
    let run = |map: &str| world.run(["extract", "a.json", "--map", map]);
    run("txt=words").fails("--map txt=words: unknown field \"txt\"").prints_nothing();
    run("title=").fails("--map title=");
    run("text=a,text=b").fails("text is given twice: as a and as b");
    run("text=story").fails("no field \"story\"; its fields are article, hed, text");
    run("date=printed").fails("--map date=printed: no record has this field").tells("article, hed, text");
    world.run(["index", "b.csv", "--map", "text=story"]).fails("b.csv:1: no article: no field \"story\"");
}

#[test]
fn a_bad_row_or_item_does_not_stop_the_others() {
    let world = World::new()
        .file("t.csv", format!("title,text\na,\"{0}\"\nonly one\nb,\"{0}\"\n", PARAGRAPHS[1]))
        .file("n.xml", "<newsItem>\n<contentSet>\n</newsItem>")
        .file("o.xml", "<?xml version=\"1.0\"?><urlset/>")
        .file("cut.json", "{\"articles\": [{\"text\": \"a\", \"score\": NaN},\n{\"text\": \"b\"},\n{\"text\": \"c")
        .file("cut.rss", "<rss><channel><item><description>R & D</description></item>\n<item><descr");
    let ran = world
        .run(["extract", "t.csv", "n.xml", "o.xml", "cut.json", "cut.rss", "--format", "jsonl"])
        .fails("t.csv:3: row does not fit the table");
    assert_eq!(ran.jsonl().len(), 5);
    let ran = ran.tells("cut.json:3: broken entry").tells("cut.rss:2: invalid XML");
    ran.tells("n.xml:3: invalid XML").tells("o.xml: no article: XML with the unknown root <urlset>");
}
