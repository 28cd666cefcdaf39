//! Names of the methods that request alternative media types.

use super::identifier::{Case, identifier};
use super::scope::Scope;
use crate::api::OtherMedia;

/// Common names of formats with long media types.
const KNOWN: [(&str, &str); 15] = [
    ("text/plain", "text"),
    ("text/*", "text"),
    ("application/octet-stream", "bytes"),
    ("application/x-www-form-urlencoded", "form"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.apache.parquet", "parquet"),
    ("application/vnd.google-earth.kml+xml", "kml"),
    ("application/rtf", "rtf"),
    ("application/ld+json", "json_ld"),
    ("application/geo+json", "geojson"),
];

/// XML formats with common names.
const XML: [&str; 5] = ["atom", "rss", "svg", "xhtml", "gml"];

/// The methods, named after the subtypes: `csv`, `pdf`, `xml`. If the name is taken, the type precedes it: `text_csv`.
/// Those that have a name keep it.
pub(super) fn name_all(media: &[OtherMedia], kept: Vec<Option<String>>, own: &mut Scope) -> Vec<String> {
    let mut claim = |other: &OtherMedia| {
        let essence = crate::text::essence(&other.media_type);
        let plain = identifier(&word(&essence), Case::Value, "media");
        match own.has(&plain) {
            true => own.claim_plain(&essence.replace('*', "any"), Case::Value, "media"),
            false => own.claim_exact(&plain),
        }
    };
    media.iter().zip(kept).map(|(other, kept)| kept.unwrap_or_else(|| claim(other))).collect()
}

/// The words of a media type without its parameters.
fn word(essence: &str) -> String {
    if let Some((_, known)) = KNOWN.iter().find(|(media_type, _)| *media_type == essence) {
        return (*known).to_owned();
    }
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", essence));
    if subtype == "*" {
        return kind.to_owned();
    }
    // RFC 6838, 3: vendor and experimental trees.
    let plain = ["vnd.", "prs.", "x-", "x."].iter().find_map(|tree| subtype.strip_prefix(tree)).unwrap_or(subtype);
    match plain.split_once("+xml") {
        Some((name, "")) if XML.contains(&name) => name.to_owned(),
        _ => plain.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Type;

    #[test]
    fn methods_are_named_after_the_media_type() {
        let named = |media_types: &[&str], taken: &[&str]| {
            let other = |media_type: &&str| OtherMedia {
                media_type: (*media_type).to_owned(),
                of: Type::Binary,
                encodings: Vec::new(),
            };
            let media: Vec<OtherMedia> = media_types.iter().map(other).collect();
            name_all(&media, vec![None; media.len()], &mut Scope::reserving(taken))
        };
        for (media_type, name) in [
            ("text/csv", "csv"),
            ("Text/CSV; charset=utf-8", "csv"),
            ("application/pdf", "pdf"),
            ("text/plain", "text"),
            ("application/octet-stream", "bytes"),
            ("image/*", "image"),
            ("image/svg+xml", "svg"),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            ("application/vnd.github.v3.star+json", "github_v3_star_json"),
            ("application/hal+xml", "hal_xml"),
            ("application/x-yaml", "yaml"),
            ("image/type", "r#type"),
            ("audio/3gpp", "n3gpp"),
        ] {
            assert_eq!(named(&[media_type], &[]), [name]);
        }
        assert_eq!(named(&["application/xml", "text/xml", "text/xml; a=b"], &[]), ["xml", "text_xml", "text_xml2"]);
        assert_eq!(named(&["text/csv", "a/events"], &["csv", "events"]), ["text_csv", "a_events"]);
    }
}
