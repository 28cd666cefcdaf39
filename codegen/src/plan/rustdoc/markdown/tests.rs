use super::{first_paragraph, is_harmless, written};
use crate::plan::rustdoc;
use proptest::prelude::*;

fn text(source: &str) -> String {
    written(source).join("\n")
}

#[test]
fn code_of_any_form_is_plain_text() {
    for (source, expected) in [
        ("    f();", "```text\nf();\n```"),
        ("\tf();\n\tg();", "```text\nf();\ng();\n```"),
        ("-     f();", "- ```text\n  f();\n  ```"),
        ("- ~~~\n  f();\n  ~~~", "- ```text\n  f();\n  ```"),
        ("1.     f();", "1. ```text\n   f();\n   ```"),
        ("> ```rust\n> f();", "> ```text\n> f();\n> ```"),
        ("* a\n\n      f();", "* a\n\n  ```text\n  f();\n  ```"),
        ("~~~rust,ignore\n```\n~~~", "````text\n```\n````"),
        ("```{.rust}\nf();\n```\nrest", "```text\nf();\n```\n\nrest"),
        ("```", "```text\n```"),
        (" ````rust\nf();\n```\ng();", "````text\nf();\n```\ng();\n````"),
    ] {
        assert_eq!(text(source), expected, "{source:?}");
    }
}

#[test]
fn html_is_shown_literally() {
    for (source, expected) in [
        ("a <script>b</script>", "a \\<script\\>b\\</script\\>"),
        ("<script>\nalert(1)\n\n</script>", "\\<script\\>\nalert(1)\n\n\\</script\\>"),
        ("<!-- a -->", "\\<!-- a --\\>"),
        ("`\"`a```<script>b`", "`\"`a\\`\\`\\`\\<script\\>b\\`"),
        ("one<br>two<BR />three", "one\\\ntwo\\\nthree"),
        ("&lt;img src=x&gt; &amp;lt;b&amp;gt;", "\\<img src=x\\> \\&lt;b\\&gt;"),
        ("<svg/onload=alert(1)>", "\\<svg/onload=alert(1)\\>"),
    ] {
        assert_eq!(text(source), expected, "{source:?}");
    }
}

#[test]
fn links_have_urls_or_are_text() {
    for (source, expected) in [
        ("[a](https://a.b/c_d) [b](HTTP://a.b)", "[a](https://a.b/c_d) [b](HTTP://a.b)"),
        ("[a](javascript:alert(1)) [b](data:text/html,x)", "a b"),
        ("[a](JaVaScRiPt&#58;alert) [b](/relative) [c](#tag)", "a b c"),
        ("[Vec] [crate::x] [`Vec`] [Vec][] [a](b)", "\\[Vec\\] \\[crate::x\\] \\[`Vec`\\] \\[Vec\\]\\[\\] a"),
        ("[a]\n\n[a]: Vec", "a"),
        ("[a]\n\n[a]: https://a.b", "[a](https://a.b)"),
        ("![a](https://a.b/c.png) ![](https://a.b) ![x](data:,)", "[a](https://a.b/c.png) [image](https://a.b) x"),
        ("[![a](https://a.b/c.png)](https://d.e)", "[a](https://d.e)"),
        ("<https://a.b> <x@y.zz> <javascript:a>", "<https://a.b> <x@y.zz> javascript:a"),
        ("[mail](mailto:x@y.zz) [m](mailto:x)", "[mail](mailto:x@y.zz) m"),
        ("see https://a.b/c.", "see <https://a.b/c>."),
        ("[a](<https://a.b/c d>)", "[a](https://a.b/c%20d)"),
        ("a[^1]\n\n[^1]: a b", "a\\[^1\\]\n\n\\[^1\\]: a b"),
    ] {
        assert_eq!(text(source), expected, "{source:?}");
    }
}

#[test]
fn ordinary_prose_is_unchanged() {
    for source in [
        "One line.\nAnother one.\n\nA *paragraph* with `code`, **strong** words and snake_case.",
        "# Title\n\nText:\n\n* a\n* b\n  - c\n  - d\n\n1. one\n2. two",
        "* a\n\n  b\n\n* c",
        "> quoted\n>\n> * list",
        "| a | b |\n| :-- | --- |\n| `x\\|y` | - |",
        "2 * 3 = 6, 1.5 and C# are fine; so is (a) - b.",
        "a ~~b~~ c",
        "a\\\nb",
        "Some AT&T \\& more",
    ] {
        let expected = source.replace("\\& more", "& more");
        assert_eq!(text(&source.replace("\\&", "&")), expected);
    }
}

#[test]
fn text_that_begins_no_block_stays_text() {
    for (source, expected) in [
        ("\\# a", "\\# a"),
        ("\\- a\n\\+ b\n1\\. c", "\\- a\n\\+ b\n1\\. c"),
        ("a\n&#45; b", "a\n\\- b"),
        ("&#35; a", "\\# a"),
        ("a\n\\===", "a\n\\==="),
        ("&nbsp;- a", "\u{a0}- a"),
        ("a&#10;&#10;    b", "a      b"),
    ] {
        assert_eq!(text(source), expected, "{source:?}");
    }
}

#[test]
fn the_first_paragraph_is_one_line() {
    assert_eq!(first_paragraph("# A\nb"), "A");
    assert_eq!(first_paragraph("a\\\nb\nc\n- d"), "a b c");
    assert_eq!(first_paragraph("- a\n- b"), "a");
    assert_eq!(first_paragraph("```\ncode\n```\n\nafter"), "after");
}

#[test]
fn depth_is_bounded() {
    let lines = written(&">".repeat(4_000));
    assert!(lines.iter().all(|line| line.len() < 100));
    let lines = written(&format!("{} a", "- ".repeat(2_000)));
    assert!(lines.iter().all(|line| line.len() < 100), "{lines:?}");
}

/// Pieces of Markdown, good and odd.
const PIECES: &[&str] = &[
    "a",
    "word ",
    "1",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "~~",
    "#",
    "# ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "---",
    "===",
    "|",
    "| a | b |\n|---|---|\n| c | d |\n",
    "[",
    "]",
    "(",
    ")",
    "[a](https://b.c)",
    "![",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<script>",
    "<br>",
    "&lt;",
    "&#96;",
    "&#10;",
    "\\",
    "https://a.b/c",
    "javascript:",
    "[Vec]",
    "[a]: https://b.c\n",
    "[^1]",
    "[ ] ",
    "rust",
    "!",
    ".",
    ":",
    "é",
    "\u{a0}",
    "\u{202e}",
    "\u{2028}",
    "\r\n",
    "\u{1}",
    "x_y",
    "  \n",
    "\\\n",
    "<a@b.cc>",
];

/// Random sequences of such pieces.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn nothing_that_is_written_hurts(source in prose()) {
        let lines = rustdoc::lines(&source);
        let whole: Vec<String> = lines.iter().map(ToString::to_string).collect();
        prop_assert!(is_harmless(&whole.join("\n")), "{:?}", whole);
        prop_assert!(is_harmless(&rustdoc::first_paragraph(&source)));
        let item: Vec<String> = rustdoc::item("`a`", &source).iter().map(ToString::to_string).collect();
        prop_assert!(is_harmless(&item.join("\n")), "{:?}", item);
        prop_assert!(!rustdoc::line(&source).contains('\n'));
    }

    #[test]
    fn output_is_stable(source in prose()) {
        let once = text(&source);
        let is_escaped = once == super::escape::everything(&super::cleaned(&source)).join("\n");
        prop_assert!(is_escaped || text(&once) == once, "{:?}", source);
    }

    #[test]
    fn words_need_no_parser(source in "[a-c .,_:()#=+>\n1-]{0,40}") {
        let lines: Vec<String> = rustdoc::lines(&source).iter().map(ToString::to_string).collect();
        prop_assert_eq!(lines, written(&source), "{:?}", source);
        prop_assert_eq!(rustdoc::first_paragraph(&source), first_paragraph(&source));
    }
}
