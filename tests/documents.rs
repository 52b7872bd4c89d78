//! Documents, mails and exports of archives: read to the same quotes as their text, whatever their makers did to them.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::mixed::TITLE;
use crate::util::World;

/// The article, but for its last paragraph.
const PARAGRAPHS: &[&str] = crate::mixed::PARAGRAPHS.split_at(4).0;

fn text() -> String {
    format!("{TITLE}\n\n{}\n", PARAGRAPHS.join("\n\n"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
}

/// A package of parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(content.as_bytes()).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

fn docx() -> Vec<u8> {
    let paragraph = |text: &str| {
        let (one, two) =
            escaped(text).split_once(' ').map(|(one, two)| (one.to_owned(), two.to_owned())).expect("two words");
        format!(
            "<w:p><w:r><w:t>{one}</w:t></w:r><w:del><w:r><w:t>“No,” said Bo Li.</w:t></w:r></w:del><w:r><w:t xml:space=\"preserve\"> {two}</w:t></w:r></w:p>"
        )
    };
    let body: String = [TITLE].iter().chain(PARAGRAPHS).map(|text| paragraph(text)).collect();
    let main = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    package(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &main), ("word/footnotes.xml", "<w:p/>")])
}

fn odt() -> Vec<u8> {
    let body: String = PARAGRAPHS.iter().map(|text| format!("<text:p>{}</text:p>", escaped(text))).collect();
    let main = format!("<office:body><office:text><text:h>{TITLE}</text:h>{body}</office:text></office:body>");
    package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &main)])
}

fn epub() -> Vec<u8> {
    let body: String = PARAGRAPHS.iter().map(|text| format!("<p>{}</p>", escaped(text))).collect();
    package(&[
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"a/book.opf\"/></rootfiles></container>",
        ),
        (
            "a/book.opf",
            "<package><metadata><dc:title>The Paper</dc:title><dc:publisher>The Paper</dc:publisher></metadata><manifest>\
             <item id=\"n\" href=\"nav.xhtml\" properties=\"nav\"/><item id=\"c\" href=\"one%20.xhtml\"/></manifest><spine>\
             <itemref idref=\"n\"/><itemref idref=\"c\"/></spine></package>",
        ),
        ("a/nav.xhtml", "<html><body><p>Contents</p></body></html>"),
        ("a/one .xhtml", &format!("<html><head><title>x</title></head><body><h1>{TITLE}</h1>{body}</body></html>")),
    ])
}

fn rtf() -> Vec<u8> {
    let signs = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", u32::from(c)) }).collect()
    };
    let body: String = [TITLE].iter().chain(PARAGRAPHS).map(|text| format!("{}\\par\n", signs(text))).collect();
    format!("{{\\rtf1\\ansi\\uc1{{\\fonttbl{{\\f0 Arial;}}}}{{\\header “No,” said Bo Li.\\par}}\\f0 {body}}}")
        .into_bytes()
}

/// The bytes of Windows-1252, as a string of a PDF.
fn shown(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '“' => 0x93,
        '”' => 0x94,
        '’' => 0x92,
        c => u8::try_from(u32::from(c)).expect("a letter of the west"),
    };
    text.chars()
        .map(byte)
        .flat_map(|byte| if matches!(byte, b'(' | b')' | b'\\') { vec![b'\\', byte] } else { vec![byte] })
        .collect()
}

/// A PDF with these contents of pages.
fn pdf_of(pages: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    objects.push(format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()).into_bytes());
    objects.push(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>".to_vec());
    for (number, content) in pages.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            5 + 2 * number
        );
        objects.push(page.into_bytes());
        objects.push([format!("<</Length {}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat());
    }
    if pages.iter().any(|content| content.ends_with(b"Do Q")) {
        objects.push(b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 1>>stream\nx\nendstream".to_vec());
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend([format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let table: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let (count, start) = (objects.len() + 1, file.len());
    let end = format!(
        "xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.into_bytes());
    file
}

/// The words in lines of at most that many letters, broken words included.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("a line");
        if line.len() + word.len() < width {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        } else if word == "generations" {
            line.push_str(" gener-");
            lines.push("ations".to_owned());
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Two columns below a headline, with a running head, a foot, and a name that runs up the margin.
fn pdf() -> Vec<u8> {
    let mut content = b"BT /F 8 Tf 1 0 0 1 40 780 Tm (The Daily Example 7) Tj 1 0 0 1 300 20 Tm (7) Tj 0 1 -1 0 20 300 Tm (Photo: No, said Bo Li.) Tj \
        /F 24 Tf 1 0 0 1 40 740 Tm ("
        .to_vec();
    content.extend([&shown(TITLE)[..], b") Tj ET\n"].concat());
    let lines: Vec<(usize, String)> = (0..)
        .zip(PARAGRAPHS)
        .flat_map(|(number, text)| wrapped(text, 34).into_iter().map(move |line| (number, line)))
        .collect();
    let (mut x, mut y, mut before) = (40, 700, 0);
    for (at, (number, line)) in lines.iter().enumerate() {
        if at == lines.len() / 2 {
            (x, y) = (320, 700);
        } else if *number != before {
            y -= 6;
        }
        before = *number;
        content.extend([format!("BT /F 11 Tf 1 0 0 1 {x} {y} Tm (").as_bytes(), &shown(line), b") Tj ET\n"].concat());
        y -= 13;
    }
    pdf_of(&[content])
}

fn eml() -> Vec<u8> {
    let body = PARAGRAPHS.join("\r\n\r\n").replace('=', "=3D").replace('é', "=C3=A9").replace('“', "=E2=80=9C");
    format!(
        "Received: from x by y\r\nFrom: =?utf-8?q?The_P=C3=A4per?= <news@paper.example>\r\nTo: x@example.org\r\nSubject: {TITLE}\r\n\
         Date: Sun, 12 May 2024 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n"
    )
    .into_bytes()
}

fn mhtml() -> Vec<u8> {
    let body: String = PARAGRAPHS.iter().map(|text| format!("<p>{}</p>\r\n", escaped(text))).collect();
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/1\r\nSubject: {TITLE}\r\nDate: Sun, 12 May 2024 08:00:00 -0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: 8bit\r\nContent-Location: https://paper.example/1\r\n\r\n<html><head><title>{TITLE}</title></head><body><article>\
         <h1>{TITLE}</h1>{body}</article></body></html>\r\n--B--\r\n"
    )
    .into_bytes()
}

fn nexis() -> Vec<u8> {
    let body = PARAGRAPHS.join("\n\n");
    format!("1 of 1 DOCUMENTS\n\nThe Paper\n\nMay 12, 2024 Sunday\n\n{TITLE}\n\nBYLINE: Ann Lee\n\nLENGTH: 90 words\n\n{body}\n\nLOAD-DATE: May 12, 2024\n")
        .into_bytes()
}

fn arc() -> Vec<u8> {
    let page = format!("HTTP/1.0 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}", text());
    let head = "filedesc://a.arc 0.0.0.0 20040512100000 text/plain 4\n1 0\n\n";
    format!("{head}http://paper.example/1 10.0.0.1 20040512100000 text/plain {}\n{page}\n", page.len()).into_bytes()
}

/// The name of a file, and what makes it.
type Format = (&'static str, fn() -> Vec<u8>);

const FORMATS: [Format; 11] = [
    ("letter.docx", docx),
    ("letter.odt", odt),
    ("book.epub", epub),
    ("letter.rtf", rtf),
    ("paper.pdf", pdf),
    ("news.eml", eml),
    ("saved.mhtml", mhtml),
    ("box.mbox", || [b"From x@y Sun May 12 08:00:00 2024\n", &eml()[..]].concat()),
    ("export.txt", nexis),
    ("old.arc", arc),
    ("nameless", docx),
];

fn quotes(article: &Value) -> Vec<(String, String)> {
    let quotes = article["attributions"].as_array().expect("an array of quotes");
    let field = |quote: &Value, name: &str| quote[name].as_str().unwrap_or_default().to_owned();
    quotes.iter().map(|quote| (field(quote, "text"), field(quote, "speaker"))).collect()
}

#[test]
fn every_document_gives_the_quotes_of_its_text() {
    let world = FORMATS.iter().fold(World::new().file("text.txt", text()), |world, (name, content)| {
        world.file(&format!("in/{name}"), content())
    });
    let expected = quotes(&world.run(["extract", "text.txt", "--format", "jsonl"]).done().jsonl()[0]);
    assert!(expected.len() >= 3, "{expected:?}");
    let articles = world.run(["extract", "in", "--format", "jsonl"]).done().jsonl();
    assert_eq!(articles.len(), FORMATS.len());
    for article in &articles {
        assert_eq!(quotes(article), expected, "{}", article["path"]);
        assert_eq!(article["title"], TITLE, "{}", article["path"]);
    }
}

#[test]
fn documents_that_hold_no_text_say_why() {
    let world = World::new()
        .file("scan.pdf", pdf_of(&[b"q 600 0 0 800 0 0 cm /I Do Q".to_vec(), Vec::new()]))
        .file("blank.pdf", pdf_of(&[Vec::new()]))
        .file("cut.pdf", &pdf()[..200])
        .file("cut.docx", &docx()[..100])
        .file("empty.docx", package(&[("word/document.xml", "<w:document/>")]))
        .file("other.zip", package(&[("a.txt", "x")]))
        .file("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
        .file(
            "locked.docx",
            [
                &b"\xd0\xcf\x11\xe0"[..],
                &"EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            ]
            .concat(),
        );
    let files = ["scan.pdf", "blank.pdf", "cut.pdf", "cut.docx", "empty.docx", "other.zip", "old.doc", "locked.docx"];
    let ran = world.run(["extract"].into_iter().chain(files)).fails("scan.pdf: no text: 2 scanned pages");
    let ran = ran.tells("cut.pdf: the PDF is damaged").tells("cut.docx: the document is damaged");
    let ran = ran.tells("blank.pdf: no article: the document has no text");
    let ran = ran.tells("empty.docx: no article: the document has no text").tells("other.zip: a ZIP archive, not text");
    ran.tells("old.doc: an old office document, not text")
        .tells("locked.docx: the office document is password-protected");
}

/// Documents that mean no good: bombs, circles, depth, counts that are not true.
#[test]
fn hostile_documents_end() {
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("word/document.xml", deflated).expect("a part");
    for _ in 0..70 {
        bomb.write_all(&vec![b' '; 1 << 20]).expect("written");
    }
    let form = |number: usize| {
        format!(
            "{number} 0 obj<</Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R/Y 7 0 R>>>>/Length 26>>stream\n/X Do /Y Do /X Do /Y Do   \nendstream endobj\n"
        )
    };
    let circle = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 4 0 R 2 0 R]/Parent 2 0 R/Count 9>>endobj\n\
         4 0 obj<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 6 0 R/Y 7 0 R>>>>/Contents 5 0 R>>endobj\n\
         5 0 obj<</Length 6>>stream\n/X Do \nendstream endobj\n{}{}trailer<</Root 1 0 R>>",
        form(6),
        form(7)
    );
    let values = format!("%PDF-1.4\n1 0 obj[{}]endobj\ntrailer<</Root 1 0 R>>", "0 ".repeat(4 << 20));
    let knot = format!("%PDF-1.4\n1 0 obj{}endobj\ntrailer<</Root 1 0 R>>", "[".repeat(200_000));
    let nested = "Content-Type: multipart/mixed; boundary=B\n\n--B\n".repeat(2000);
    let world = World::new()
        .file("bomb.docx", bomb.finish().expect("a package").into_inner())
        .file("circle.pdf", circle)
        .file("values.pdf", values)
        .file("knot.pdf", knot)
        .file("deep.rtf", format!("{{\\rtf1 {}", "{".repeat(1 << 20)))
        .file("nested.eml", format!("From: a\nSubject: b\n{nested}"))
        .file("last.txt", text());
    let files = ["bomb.docx", "circle.pdf", "values.pdf", "knot.pdf", "deep.rtf", "nested.eml", "last.txt"];
    let ran = world
        .run(["extract", "--format", "jsonl"].into_iter().chain(files))
        .fails("deep.rtf: the RTF document is damaged");
    let ran =
        ran.tells("bomb.docx:").tells("circle.pdf:").tells("values.pdf: the PDF has too many parts").tells("knot.pdf:");
    assert_eq!(ran.jsonl().last().expect("the last")["id"], "last");
}
