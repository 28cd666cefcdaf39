use super::super::super::model::{At, Counts, Place, Way};
use super::super::super::{Change, Comparison, Finding, Weight};
use super::html;
use crate::diag::Pointer;

const HOSTILE: &str = "</code></script><script>alert(1)</script><img src=x onerror='alert(2)'>\"&amp;\u{202e}`";

fn finding(change: Change, weight: Weight, text: &str) -> Finding {
    let place = |text: &str| Place {
        pointer: Pointer::root().join("components").join(text),
        path: format!("{text}.json"),
        position: Some((1, 2)),
    };
    let at =
        At { item: text.to_owned(), member: Some(text.to_owned()), old: Some(place(text)), new: Some(place(text)) };
    Finding {
        change,
        weight,
        way: Way::Both,
        groups: vec![text.to_owned()],
        operations: (0..20).map(|index| format!("{text}{index}")).collect(),
        at: vec![at; 12],
        old: Some(format!("Option<{text}>")),
        new: Some(text.to_owned()),
        note: Some(text.to_owned()),
        migration: Some(format!("use `{text}`")),
        rule: Some(format!("[[rule]]\nmatch = '{text}'\n")),
        with: vec![text.to_owned()],
        names: [Vec::new(), Vec::new()],
    }
}

fn comparison(findings: Vec<Finding>, title: &str) -> Comparison {
    let old = Counts { operations: 1, types: 2 };
    Comparison {
        title: title.to_owned(),
        new: Counts { operations: 3, ..old.clone() },
        old,
        version: "0.1.0".to_owned(),
        findings,
    }
}

fn every_weight(text: &str) -> Vec<Finding> {
    vec![
        finding(Change::MeaningTaken, Weight::Silent, text),
        finding(Change::FieldType, Weight::Breaking, text),
        finding(Change::Behaviour, Weight::Compatible, text),
        finding(Change::Docs, Weight::Docs, text),
    ]
}

/// The elements of a page in order, each `name` or `/name`; panics where one is not closed.
fn elements(page: &str) -> Vec<&str> {
    const VOID: [&str; 3] = ["meta", "input", "!DOCTYPE"];
    let (mut found, mut open, mut rest) = (Vec::new(), Vec::new(), page);
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("an end of the tag");
        let name = tag.split(' ').next().expect("a name");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{tag}"),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        found.push(name);
        // The content of these elements is not markup.
        rest = match name {
            "script" | "style" => after.split_once("</").map(|(text, _)| &after[text.len()..]).expect("an end"),
            _ => after,
        };
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

#[test]
fn names_from_a_description_are_no_markup() {
    let tame = html(&comparison(every_weight("tame"), "tame"));
    let hostile = html(&comparison(every_weight(HOSTILE), HOSTILE));
    let without_code = |page: &str| -> Vec<String> {
        // A backtick in a text can begin code.
        elements(page).into_iter().filter(|name| !name.ends_with("code")).map(str::to_owned).collect()
    };
    let differ = |page: &str| -> Vec<String> {
        // How much of a signature differs is not what this is about.
        without_code(page).into_iter().filter(|name| !name.ends_with("del") && !name.ends_with("ins")).collect()
    };
    assert_eq!(differ(&hostile), differ(&tame));
    assert_eq!(hostile.matches("<script").count(), 1);
    assert!(!hostile.contains("onerror='"), "an attribute");
    assert!(!hostile.contains('\u{202e}'), "another order");
}

#[test]
fn a_page_has_its_parts_in_order() {
    let page = html(&comparison(every_weight("tame"), "Tame"));
    let parts = [
        "<html lang=\"en\">",
        "<meta charset=\"utf-8\">",
        "<title>Tame: breaking</title>",
        "<a class=\"skip\" href=\"#changes\">",
        "<h1>Tame</h1>",
        "breaking; the version after 0.1.0 is 0.2.0",
        "<dt>Operations</dt><dd>1 ",
        "3</dd>",
        "<dt>Breaking</dt><dd>1</dd>",
        "<nav aria-label=\"Sections\">",
        "<label for=\"words\">",
        "<main id=\"changes\"",
        "<h2 id=\"silent-heading\">",
        "<h2 id=\"breaking-heading\">",
        "<h3>tame</h3>",
        "<span class=\"id\">field-type</span>",
        "<h4><code>",
        "<del>Option&lt;</del>tame<del>&gt;</del>",
        "<pre><code>tame</code></pre>",
        "#/components/tame</code>, old <code>tame.json:1:2</code>",
        "<summary>and 12 more</summary>",
        "<h2 id=\"compatible-heading\">",
        "<h2 id=\"docs-heading\">",
        "<h2 id=\"rules-heading\">",
        "match = &#39;tame&#39;",
    ];
    let mut rest = page.as_str();
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} is missing or too early in\n{page}"));
        rest = &rest[at + part.len()..];
    }
    elements(&page);
}

#[test]
fn a_page_loads_nothing() {
    let page = html(&comparison(every_weight("tame"), "Tame"));
    for address in ["http:", "https:", "src=", "@import", "url(", "<link"] {
        assert!(!page.contains(address), "{address}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn every_reference_has_its_target() {
    let page = html(&comparison(every_weight("tame"), "Tame"));
    let values = |attribute: &str| -> Vec<String> {
        let opening = format!(" {attribute}=\"");
        let each = page.split(opening.as_str()).skip(1);
        each.filter_map(|rest| rest.split_once('"')).map(|(value, _)| value.to_owned()).collect()
    };
    let ids = values("id");
    let mut apart = ids.clone();
    apart.sort();
    apart.dedup();
    assert_eq!(apart.len(), ids.len(), "{ids:?}");
    let targets = values("href").into_iter().map(|href| href.trim_start_matches('#').to_owned());
    for target in targets.chain(values("for")).chain(values("aria-labelledby")) {
        assert!(ids.contains(&target), "{target}");
    }
}

#[test]
fn a_page_without_changes_says_so() {
    assert!(html(&comparison(Vec::new(), "Tame")).contains("Nothing changed."));
    let docs = vec![finding(Change::Docs, Weight::Docs, "tame")];
    assert!(html(&comparison(docs, "Tame")).contains("Nothing but the documentation changed."));
}

/// The policy of the page names the hash of its script.
#[cfg(unix)]
#[test]
fn the_script_may_run() {
    use std::io::Write;
    let sum = std::process::Command::new("sha256sum")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn();
    // A system without the command cannot check it.
    let Ok(mut sum) = sum else { return };
    sum.stdin.take().expect("a pipe").write_all(super::SCRIPT.as_bytes()).expect("a reader");
    let output = sum.wait_with_output().expect("an end");
    let hex = String::from_utf8(output.stdout).expect("text");
    let bytes: Vec<u8> =
        (0..32).map(|index| u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).expect("hex")).collect();
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..=chunk.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    assert!(super::POLICY.contains(&format!("'sha256-{text}='")), "{text}=");
}
