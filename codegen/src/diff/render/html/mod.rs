//! Renders a comparison as a self-contained HTML page.

mod entry;
mod highlight;
mod markup;

use super::super::model::{Comparison, Finding, Weight};
use super::super::{Verdict, verdict};
use super::words;
use markup::Html;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page may only load its own style and run its own script, which has this hash.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-nGgZRnrV5jGQ2R1yrmvGaW6zGnUgbTadMNSzeGyAvi8='; base-uri 'none'; form-action 'none'";

/// The comparison as a page.
pub fn html(comparison: &Comparison) -> String {
    let mut page = Html::default();
    let sections = words::sections(comparison);
    head(&mut page, comparison);
    page.markup("<body>\n<a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n");
    summary(&mut page, comparison);
    navigation(&mut page, comparison, &sections);
    page.markup("<main id=\"changes\" tabindex=\"-1\">\n");
    for (weight, findings) in &sections {
        section(&mut page, *weight, findings);
    }
    match verdict(comparison) {
        Verdict::Unchanged => page.markup("<p class=\"nothing\">Nothing changed.</p>\n"),
        Verdict::Docs => page.markup("<p class=\"nothing\">Nothing but the documentation changed.</p>\n"),
        Verdict::Compatible | Verdict::Breaking => &mut page,
    };
    page.markup("<p class=\"nothing\" id=\"none\" hidden>No change contains these words.</p>\n");
    rules(&mut page, comparison);
    page.markup("</main>\n<script>").markup(SCRIPT).markup("</script>\n</body>\n</html>\n");
    page.into_string()
}

fn head(page: &mut Html, comparison: &Comparison) {
    page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .markup(POLICY)
        .markup("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
        .text(&format!("{}: {}", comparison.title, verdict(comparison).word()))
        .markup("</title>\n<style>")
        .markup(STYLE)
        .markup("</style>\n</head>\n");
}

/// The title, the verdict, and the numbers.
fn summary(page: &mut Html, comparison: &Comparison) {
    page.markup("<header>\n<h1>").text(&comparison.title).markup("</h1>\n<p class=\"verdict ");
    page.markup(match verdict(comparison) {
        Verdict::Unchanged | Verdict::Docs => "docs",
        Verdict::Compatible => "compatible",
        Verdict::Breaking => "breaking",
    });
    page.markup("\"><span class=\"label\">Verdict:</span> ")
        .text(&words::conclusion(comparison))
        .markup("</p>\n<dl class=\"numbers\">\n");
    for (word, old, new) in [
        ("Operations", comparison.old.operations, comparison.new.operations),
        ("Types", comparison.old.types, comparison.new.types),
    ] {
        page.markup("<div><dt>").markup(word).markup("</dt><dd>");
        if old != new {
            page.number(old).markup(
                " <span class=\"arrow\" aria-hidden=\"true\">→</span><span class=\"unseen\"> before, now </span> ",
            );
        }
        page.number(new).markup("</dd></div>\n");
    }
    for (word, weight) in [
        ("Silent", Weight::Silent),
        ("Breaking", Weight::Breaking),
        ("Compatible", Weight::Compatible),
        ("Documentation", Weight::Docs),
    ] {
        let count = comparison.findings.iter().filter(|finding| finding.weight == weight).count();
        page.markup("<div class=\"")
            .markup(if count == 0 { "zero" } else { weight.word() })
            .markup("\"><dt>")
            .markup(word);
        page.markup("</dt><dd>").number(count).markup("</dd></div>\n");
    }
    page.markup("</dl>\n</header>\n");
}

/// Links to the sections, and the search, which needs scripts.
fn navigation(page: &mut Html, comparison: &Comparison, sections: &[(Weight, Vec<&Finding>)]) {
    page.markup("<div class=\"bar\">\n<nav aria-label=\"Sections\"><ul>\n");
    for (weight, findings) in sections {
        page.markup("<li><a href=\"#").markup(weight.word()).markup("\">").markup(words::heading(*weight));
        page.markup(" <span class=\"count\">").number(findings.len()).markup("</span></a></li>\n");
    }
    if words::rules(comparison).is_some() {
        page.markup("<li><a href=\"#rules\">Rules</a></li>\n");
    }
    page.markup("</ul></nav>\n<form id=\"search\" role=\"search\" hidden><label for=\"words\">Search</label>")
        .markup("<input id=\"words\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" ")
        .markup("placeholder=\"a type, an operation, a group, a kind\">")
        .markup("<output id=\"found\" for=\"words\"></output></form>\n</div>\n");
}

/// The changes of one weight, by group, then by kind. The reason of a kind is given once.
fn section(page: &mut Html, weight: Weight, findings: &[&Finding]) {
    let id = weight.word();
    page.markup("<section class=\"weight ").markup(id).markup("\" id=\"").markup(id).markup("\" aria-labelledby=\"");
    page.markup(id).markup("-heading\">\n<h2 id=\"").markup(id).markup("-heading\">").markup(words::heading(weight));
    page.markup(" <span class=\"count\">").text(&words::counted(findings.len(), "change")).markup("</span></h2>\n");
    for of_group in findings.chunk_by(|one, other| one.groups == other.groups) {
        let Some(first) = of_group.first() else { continue };
        page.markup("<section class=\"group\">\n<h3>").text(&words::groups(first)).markup("</h3>\n");
        for of_kind in of_group.chunk_by(|one, other| one.change == other.change) {
            kind(page, weight, of_kind);
        }
        page.markup("</section>\n");
    }
    page.markup("</section>\n");
}

fn kind(page: &mut Html, weight: Weight, findings: &[&Finding]) {
    let Some(first) = findings.first() else { return };
    page.markup("<div class=\"kind\">\n");
    if weight != Weight::Docs {
        page.markup("<p class=\"reason\"><span class=\"id\">").markup(first.change.id()).markup("</span> ");
        page.sentence(first.change.reason()).markup(".");
        if weight < Weight::Compatible && !first.change.migration().is_empty() {
            page.markup(" <strong>To do:</strong> ").sentence(first.change.migration()).markup(".");
        }
        page.markup("</p>\n");
    }
    findings.iter().for_each(|finding| entry::entry(page, finding));
    page.markup("</div>\n");
}

fn rules(page: &mut Html, comparison: &Comparison) {
    let Some(rules) = words::rules(comparison) else { return };
    page.markup("<section class=\"rules\" id=\"rules\" aria-labelledby=\"rules-heading\">\n<h2 id=\"rules-heading\">Rules that keep callers compiling</h2>\n")
        .markup("<p>Paste them into <code>bindery.toml</code>. <button type=\"button\" id=\"copy\" hidden>Copy</button> <span role=\"status\" id=\"copied\"></span></p>\n")
        .markup("<pre id=\"toml\" tabindex=\"0\" aria-label=\"Rules in TOML\"><code>")
        .lines(rules.trim_end())
        .markup("</code></pre>\n</section>\n");
}

#[cfg(test)]
mod tests;
