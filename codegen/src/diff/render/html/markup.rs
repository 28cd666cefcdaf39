//! Markup, and text in it.

use crate::text::Line;

/// A page under construction. Markup comes only from the source code of Bindery; all other text is escaped.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    pub(super) fn into_string(self) -> String {
        self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Appends another fragment.
    pub(super) fn append(&mut self, other: Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Adds markup, a constant of the source code.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a text on one line.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for each in Line::new(text).chars() {
            match each {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                each => self.0.push(each),
            }
        }
        self
    }

    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.text(&number.to_string())
    }

    /// Adds a text of several lines.
    pub(super) fn lines(&mut self, text: &str) -> &mut Self {
        for line in text.lines() {
            self.text(line).markup("\n");
        }
        self
    }

    pub(super) fn code(&mut self, text: &str) -> &mut Self {
        self.markup("<code>").text(text).markup("</code>")
    }

    /// Adds a sentence with code between backticks.
    pub(super) fn sentence(&mut self, text: &str) -> &mut Self {
        // A backtick without a partner is an ordinary character.
        let paired = text.matches('`').count() / 2 * 2;
        for (index, part) in text.splitn(paired + 1, '`').enumerate() {
            if index % 2 == 1 {
                self.code(part)
            } else {
                self.text(part)
            };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn text_is_never_markup() {
        let text = "<script>alert('1 & 2')</script>\"\u{202e}\n<!--";
        let mut html = Html::default();
        html.text(text).code(text).lines(text).sentence(text);
        assert_eq!(html.0.matches('<').count(), 2, "{}", html.0);
        assert!(!html.0.contains(['\'', '"', '\u{202e}']), "{}", html.0);
        assert!(
            html.0.starts_with("&lt;script&gt;alert(&#39;1 &amp; 2&#39;)&lt;/script&gt;&quot; &lt;!--"),
            "{}",
            html.0
        );
    }

    #[test]
    fn text_between_backticks_is_code() {
        let of = |text: &str| {
            let mut html = Html::default();
            html.sentence(text);
            html.into_string()
        };
        assert_eq!(of("`new` takes `<T>`"), "<code>new</code> takes <code>&lt;T&gt;</code>");
        assert_eq!(of("a ` b"), "a ` b");
        assert_eq!(of("`a` ` b"), "<code>a</code> ` b");
        assert_eq!(of(""), "");
    }
}
