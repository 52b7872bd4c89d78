//! Decodes the text of a mail part.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders};

use crate::read::{charset, decode};

/// The text of a part, in its declared character encoding, otherwise in the detected one.
pub(super) fn decoded_text(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
    };
    decode::decode_as(bytes, declared.and_then(charset::by_name)).ok()
}

/// Joins the lines of format=flowed text (RFC 3676).
pub(super) fn unwrap_flowed(part: &MessagePart<'_>, text: String) -> String {
    let flowed = part
        .content_type()
        .and_then(|kind| kind.attribute("format"))
        .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    if !flowed {
        return text;
    }
    let mut unwrapped = String::with_capacity(text.len());
    for line in text.lines() {
        unwrapped.push_str(line);
        if !line.ends_with(' ') || line == "-- " {
            unwrapped.push('\n');
        }
    }
    unwrapped
}
