//! Converts a mail to an article: the subject is the headline, the sender is the publisher.

use jiff::civil::Date;
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders, PartType};

use super::part::{decoded_text, unwrap_flowed};
use crate::article::{Article, DateSource};
use crate::read::context::ReadContext;
use crate::read::error::Problem;
use crate::read::panic_guard::catch_panic;
use crate::read::{html, plain_text};

/// The name used in errors.
const NAME: &str = "mail";

/// A mail, and the day on which the mailbox received it.
pub(in crate::read) struct Mail {
    pub(in crate::read) bytes: Vec<u8>,
    pub(in crate::read) received: Option<Date>,
}

/// The article in the mail.
pub(in crate::read) fn article(context: &ReadContext, mail: &Mail) -> Result<Article, Problem> {
    catch_panic(NAME, || read(context, mail))
}

fn read(context: &ReadContext, mail: &Mail) -> Result<Article, Problem> {
    let message = MessageParser::default().parse(&mail.bytes).ok_or(Problem::Damaged(NAME))?;
    let address = address(&message);
    let mut article = from_html_part(context, &message, address.as_deref())
        .or_else(|| from_text_part(context, &message))
        .ok_or(Problem::EmptyDocument)??;
    let subject = message.subject().map(str::trim).filter(|subject| !subject.is_empty()).map(str::to_owned);
    let sent = sent(&message).or(mail.received);
    if is_saved_page(&message) {
        // A page saved by a browser; the mail headers only give the date of saving.
        article.title = article.title.or(subject);
        if article.date.is_none() && sent.is_some() {
            (article.date, article.date_source) = (sent, DateSource::Fetched);
        }
    } else {
        article.title = subject.or(article.title);
        (article.date, article.date_source) = (sent, DateSource::Stated);
        article.publisher = sender(&message);
    }
    article.url = article.url.or(address);
    Ok(article)
}

/// The article in the first HTML part; `None` if there is no such part or it has no text.
fn from_html_part(
    context: &ReadContext,
    message: &Message<'_>,
    address: Option<&str>,
) -> Option<Result<Article, Problem>> {
    let part = message.html_bodies().find(|part| matches!(part.body, PartType::Html(_)))?;
    match html::article(context, &decoded_text(message, part)?, address) {
        Err(Problem::EmptyPage) => None,
        article => Some(article),
    }
}

fn from_text_part(context: &ReadContext, message: &Message<'_>) -> Option<Result<Article, Problem>> {
    let part = message.text_bodies().find(|part| matches!(part.body, PartType::Text(_)))?;
    let text = unwrap_flowed(part, decoded_text(message, part)?);
    (!text.trim().is_empty()).then(|| Ok(plain_text::article(context, text)))
}

/// The local day on which the mail was sent.
fn sent(message: &Message<'_>) -> Option<Date> {
    let date = message.date()?;
    Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
}

/// The display name of the sender.
fn sender(message: &Message<'_>) -> Option<String> {
    let name = message.from()?.first()?.name()?.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a browser created the mail to save a page.
fn is_saved_page(message: &Message<'_>) -> bool {
    let by_browser = || {
        message
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.name())
            .is_some_and(|name| name.starts_with("Saved by"))
    };
    let not_sent = || message.to().is_none() && message.received().is_none() && message.message_id().is_none();
    snapshot(message).is_some() || by_browser() || (not_sent() && location(message).is_some())
}

/// The URL of a saved page.
fn address(message: &Message<'_>) -> Option<String> {
    let address = snapshot(message).or_else(|| location(message))?;
    let address = address.trim().to_owned();
    address.starts_with("http").then_some(address)
}

fn snapshot<'m>(message: &'m Message<'_>) -> Option<&'m str> {
    message.header_raw(HeaderName::Other("Snapshot-Content-Location".into()))
}

fn location<'m>(message: &'m Message<'_>) -> Option<&'m str> {
    message.html_bodies().find_map(|part| part.content_location())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article_of(mail: &str) -> Article {
        let context = ReadContext { name: "f.eml".into(), id: "f".into(), ..ReadContext::default() };
        article(&context, &Mail { bytes: mail.as_bytes().to_vec(), received: None }).unwrap()
    }

    #[test]
    fn a_newsletter_in_two_forms_is_its_page() {
        let mail = "From: =?utf-8?Q?The_P=C3=A4per?= <n@p.example>\r\nTo: x@y.example\r\nSubject: =?iso-8859-1?B?QnJpZGdlIG9w6W5z?=\r\n\
            Date: Sun, 12 May 2024 23:30:00 -0500\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\
            Content-Type: text/plain; charset=utf-8\r\n\r\nPlain.\r\n--B\r\nContent-Type: text/html; charset=windows-1252\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>=93The bridge opens on Monday,=94 mayor Ann Smith sa=\r\nid.</p></body></html>\r\n\
            --B\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nno\r\n--B--\r\n";
        let article = article_of(mail);
        assert_eq!(article.text(), "“The bridge opens on Monday,” mayor Ann Smith said.");
        assert_eq!((article.title.as_deref(), article.publisher.as_deref()), (Some("Bridge opéns"), Some("The Päper")));
        assert_eq!(article.date, Some(jiff::civil::date(2024, 5, 12)));
    }

    #[test]
    fn flowed_lines_are_whole_again() {
        let mail = "From: A <a@b.example>\r\nSubject: One\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n\
            “The bridge opens \r\non Monday,” she said.\r\n\r\nMore.\r\n";
        assert_eq!(article_of(mail).text(), "“The bridge opens on Monday,” she said.\n\nMore.\n");
    }

    #[test]
    fn a_saved_page_is_a_page() {
        let mail = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/1\r\nSubject: S\r\nDate: Sun, 12 May 2024 08:00:00 -0000\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: base64\r\nContent-Location: https://paper.example/1\r\n\r\n\
            PG1ldGEgY2hhcnNldD13aW5kb3dzLTEyNTI+PHA+k1dlIG9wZW4slCBBbm4gU21pdGggc2FpZC48L3A+\r\n--B--\r\n";
        let article = article_of(mail);
        assert_eq!(
            (article.text(), article.url.as_deref()),
            ("“We open,” Ann Smith said.", Some("https://paper.example/1"))
        );
        assert_eq!((article.date_source, article.publisher.as_deref()), (DateSource::Fetched, Some("paper.example")));
    }

    proptest::proptest! {
        #[test]
        fn no_mail_makes_it_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
            "From: a\r\n", "Content-Type: multipart/mixed; boundary=B\r\n", "Content-Type: text/html; charset=x\r\n", "Content-Type: message/rfc822\r\n",
            "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: quoted-printable\r\n", "\r\n", "--B\r\n", "--B--\r\n", "=E2=8\r\n", "é <p>x\r\n",
            "Date: x\r\n", "Subject: =?utf-8?B?x?=\r\n",
        ]), 0..24)) {
            let mail = Mail { bytes: parts.concat().into_bytes(), received: None };
            let _ = article(&ReadContext::default(), &mail);
        }
    }
}
