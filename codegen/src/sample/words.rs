//! Texts for values that people read.

use super::random::Random;

const WORDS: [&str; 16] = [
    "amber", "birch", "cobalt", "delta", "ember", "fern", "granite", "harbor", "indigo", "juniper", "kestrel", "lumen",
    "maple", "nimbus", "onyx", "pebble",
];

/// The maximum number of letters that are added to a text.
const LONGEST: usize = 100_000;

/// One word.
pub(super) fn word(random: &mut Random) -> &'static str {
    WORDS[random.below(WORDS.len())]
}

/// A text of a format; `None` if the format is not known.
pub(super) fn of_format(format: &str, random: &mut Random) -> Option<String> {
    let number = |random: &mut Random, below: usize| random.below(below);
    let date = |random: &mut Random| {
        format!("20{:02}-{:02}-{:02}", 20 + number(random, 10), 1 + number(random, 12), 1 + number(random, 28))
    };
    let time =
        |random: &mut Random| format!("{:02}:{:02}:{:02}", number(random, 24), number(random, 60), number(random, 60));
    Some(match format {
        "date-time" => format!("{}T{}Z", date(random), time(random)),
        "date" => date(random),
        "time" => format!("{}Z", time(random)),
        "duration" => format!("PT{}M", 1 + number(random, 59)),
        "uuid" | "guid" => uuid(random),
        "email" | "idn-email" => format!("{}.{}@example.com", word(random), word(random)),
        "uri" | "url" | "iri" => format!("https://example.com/{}/{}", word(random), word(random)),
        "uri-reference" | "iri-reference" => format!("/{}/{}", word(random), word(random)),
        "uri-template" => format!("/{}/{{id}}", word(random)),
        "hostname" | "idn-hostname" => format!("{}.example.com", word(random)),
        "ipv4" | "ip" => format!("192.0.2.{}", 1 + number(random, 254)),
        "ipv6" => format!("2001:db8::{:x}", 1 + number(random, 0xfffe)),
        "json-pointer" => format!("/{}", word(random)),
        "relative-json-pointer" => "0".to_owned(),
        "regex" => "^[a-z]+$".to_owned(),
        "byte" | "base64" | "base64url" => ["YW1iZXI=", "YmlyY2g=", "Y29iYWx0"][number(random, 3)].to_owned(),
        "decimal" => format!("{}.{:02}", number(random, 1_000), number(random, 100)),
        _ => return None,
    })
}

/// A text of a format that is shorter or longer than usual; `None` if the format has one length.
pub(super) fn of_length(format: &str, least: usize, most: usize) -> Option<String> {
    let (begin, end) = match format {
        "email" | "idn-email" => ("a", "@b.io"),
        "uri" | "url" | "iri" => ("https://b.io/", ""),
        "uri-reference" | "iri-reference" | "uri-template" => ("/", ""),
        "hostname" | "idn-hostname" => ("a", ".io"),
        _ => return None,
    };
    let shortest = begin.len() + end.len();
    // A scheme and one letter.
    if shortest > most && begin.contains(':') {
        return Some("a:b".to_owned() + &"b".repeat(least.saturating_sub(3)));
    }
    Some(format!("{begin}{}{end}", "a".repeat(least.saturating_sub(shortest).min(LONGEST))))
}

fn uuid(random: &mut Random) -> String {
    let mut part = |digits: usize| (0..digits).map(|_| format!("{:x}", random.below(16))).collect::<String>();
    format!("{}-{}-4{}-8{}-{}", part(8), part(4), part(3), part(3), part(12))
}
