//! Detects mails and mailboxes by their beginning.

/// Common header fields of mails, in lower case.
const NAMES: [&str; 14] = [
    "cc",
    "content-transfer-encoding",
    "content-type",
    "date",
    "delivered-to",
    "from",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "snapshot-content-location",
    "subject",
    "to",
];

/// Header fields that people do not write above a text.
const MACHINE: [&str; 7] = [
    "content-transfer-encoding",
    "content-type",
    "delivered-to",
    "message-id",
    "mime-version",
    "received",
    "return-path",
];

/// Extensions of mail files.
const EXTENSIONS: [&str; 4] = ["eml", "mht", "mhtml", "emlx"];

/// How much of the header is examined.
const HEAD: usize = 64 << 10;

/// How many common header fields a file without mail extension must have.
const MIN_FIELDS: usize = 3;

/// Whether the bytes of a file with this extension are a mail.
pub(in crate::read) fn is_mail(bytes: &[u8], extension: Option<&str>) -> bool {
    let named = extension.is_some_and(|extension| EXTENSIONS.contains(&extension));
    let Some(names) = names(bytes) else { return false };
    let known = NAMES.iter().filter(|name| names.iter().any(|it| it == *name)).count();
    if named {
        return known > 0;
    }
    known >= MIN_FIELDS && names.iter().any(|name| MACHINE.contains(&name.as_str()))
}

/// The names of the header fields; `None` if a line is not a header field.
fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let mut names = Vec::new();
    for line in head.split(|&byte| byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let colon = line.iter().position(|&byte| byte == b':')?;
            let name = str::from_utf8(&line[..colon]).ok().filter(|name| is_name(name))?;
            names.push(name.to_ascii_lowercase());
        }
    }
    Some(names)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// Whether the line separates mails in a mailbox: `From ann@paper.example Sun May 12 08:00:00 2024`.
pub(in crate::read) fn is_mailbox(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = String::from_utf8_lossy(&rest[..rest.len().min(256)]);
    let timed = rest
        .split_whitespace()
        .any(|word| word.split(':').count() >= 2 && word.bytes().all(|b| b.is_ascii_digit() || b == b':'));
    let dated = rest.split_whitespace().any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    timed && dated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_show_by_their_heads() {
        let mail = b"Received: by x\r\n\twith y\r\nFrom: a\r\nSubject: b\r\nDate: c\r\n\r\ntext";
        assert!(is_mail(mail, None) && is_mail(mail, Some("txt")));
        assert!(is_mail(b"From: a\n\nx", Some("eml")));
        for text in [
            "From: a\nTo: b\nSubject: c\n\nA letter.",
            "Title: a\nDate: b\n\nText",
            "Received: a\nFrom: b\nDate: c\nhe said.",
            "",
        ] {
            assert!(!is_mail(text.as_bytes(), None), "{text}");
        }
        assert!(!is_mail(b"No mail", Some("eml")));
    }

    #[test]
    fn a_mailbox_shows_by_its_first_line() {
        assert!(is_mailbox(b"From x@y Sun May 12 08:00:00 2024\n"));
        assert!(is_mailbox(b"From - Sun May 12 08:00:00 2024"));
        assert!(!is_mailbox(b"From her office, Ann Smith said at 08:00 that it is over."));
    }
}
