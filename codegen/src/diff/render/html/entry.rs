//! One change.

use super::super::super::model::{Finding, Place, Weight};
use super::super::words;
use super::highlight::{Part, highlight};
use super::markup::Html;

/// The maximum number of names in a line; the rest is folded.
const SHOWN: usize = 8;

pub(super) fn entry(page: &mut Html, finding: &Finding) {
    if finding.weight == Weight::Docs {
        page.markup("<p class=\"change\">").text(finding.note.as_deref().unwrap_or_default()).markup("</p>\n");
        return;
    }
    page.markup("<article class=\"change\">\n<h4>").code(&words::items(finding));
    if let Some(way) = finding.way.word() {
        page.markup(" <span class=\"way\">").markup(way).markup("</span>");
    }
    page.markup("</h4>\n");
    signatures(page, finding);
    if let Some(note) = &finding.note {
        page.markup("<p class=\"note\">").sentence(note).markup("</p>\n");
    }
    details(page, finding);
    page.markup("</article>\n");
}

/// The old and the new signature, side by side.
fn signatures(page: &mut Html, finding: &Finding) {
    // The whole text is code.
    let plain = |text: &Option<String>| text.as_ref().map(|text| text.replace('`', ""));
    let (old, new) = (plain(&finding.old), plain(&finding.new));
    let (old, new) = (old.as_deref(), new.as_deref());
    if old.is_none() && new.is_none() {
        return;
    }
    let both = old.zip(new).map(|(old, new)| highlight(old, new));
    page.markup("<div class=\"sides\">\n");
    let [one, other] = both
        .unwrap_or_else(|| [old, new].map(|text| text.map(|text| vec![(false, text.to_owned())]).unwrap_or_default()));
    if old.is_some() {
        side(page, "Old", &one, ["<del>", "</del>"]);
    }
    match new {
        Some(_) => side(page, "New", &other, ["<ins>", "</ins>"]),
        None => {
            page.markup("<div class=\"side\"><span class=\"label\">New</span><p class=\"gone\">gone</p></div>\n");
        }
    }
    page.markup("</div>\n");
}

fn side(page: &mut Html, label: &'static str, parts: &[Part], [open, close]: [&'static str; 2]) {
    page.markup("<div class=\"side\"><span class=\"label\">").markup(label).markup("</span><pre><code>");
    for (differs, text) in parts {
        match differs {
            true => page.markup(open).text(text).markup(close),
            false => page.text(text),
        };
    }
    page.markup("</code></pre></div>\n");
}

fn details(page: &mut Html, finding: &Finding) {
    let mut rows = Html::default();
    let items: Vec<String> = finding.at.iter().map(words::item).collect();
    if items.len() > SHOWN + 1 {
        names(&mut rows, "All of them", &items);
    }
    let has_places = finding.weight < Weight::Compatible;
    if let Some(at) = finding.at.first().filter(|at| has_places && (at.old.is_some() || at.new.is_some())) {
        row(&mut rows, "Place", |rows| places(rows, at.old.as_ref(), at.new.as_ref()));
    }
    let is_own = finding.at.iter().all(|at| finding.operations.contains(&at.item));
    if !is_own && !finding.operations.is_empty() {
        names(&mut rows, "Used by", &finding.operations);
    }
    if !finding.with.is_empty() {
        names(&mut rows, "With it", &finding.with);
    }
    if let Some(migration) = &finding.migration {
        row(&mut rows, "To do", |rows| {
            rows.sentence(migration);
        });
    }
    if !rows.is_empty() {
        page.markup("<dl class=\"details\">\n").append(rows).markup("</dl>\n");
    }
}

fn row(page: &mut Html, word: &'static str, content: impl FnOnce(&mut Html)) {
    page.markup("<div><dt>").markup(word).markup("</dt><dd>");
    content(page);
    page.markup("</dd></div>\n");
}

/// A list of names. The end of a long list is folded.
fn names(page: &mut Html, word: &'static str, names: &[String]) {
    let list = |page: &mut Html, names: &[String]| {
        for (index, name) in names.iter().enumerate() {
            page.markup(if index > 0 { ", " } else { "" }).code(name);
        }
    };
    row(page, word, |page| match names.split_at_checked(SHOWN) {
        Some((first, rest)) if rest.len() > 1 => {
            list(page, first);
            page.markup(" <details><summary>and ").number(rest.len()).markup(" more</summary>");
            list(page, rest);
            page.markup("</details>");
        }
        _ => list(page, names),
    });
}

/// The places in both documents. Equal places are shown once.
fn places(page: &mut Html, old: Option<&Place>, new: Option<&Place>) {
    let pointers: Vec<String> = [old, new].into_iter().flatten().map(|place| place.pointer.to_string()).collect();
    for (index, pointer) in pointers.iter().enumerate() {
        if index == 0 || *pointer != pointers[0] {
            page.markup(if index > 0 { ", now " } else { "" }).code(pointer);
        }
    }
    for (word, place) in [(", old ", old), (", new ", new)] {
        let Some(place) = place.filter(|place| !place.path.is_empty()) else { continue };
        let position = place.position.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        page.markup(word).code(&format!("{}{position}", place.path));
    }
}
