//! Finds the words in which two signatures differ.

/// A part of a signature, and whether the other one lacks it.
pub(super) type Part = (bool, String);

/// Signatures with more pairs of words than this are marked as a whole.
const MOST: usize = 1 << 18;

/// Both signatures in parts. Without the marked parts, they are equal.
pub(super) fn highlight(old: &str, new: &str) -> [Vec<Part>; 2] {
    let (ones, others) = (words(old), words(new));
    if ones.len() * others.len() > MOST {
        return [vec![(true, old.to_owned())], vec![(true, new.to_owned())]];
    }
    let common = common(&ones, &others);
    let kept = |index: usize, side: fn(&(usize, usize)) -> usize| common.iter().any(|pair| side(pair) == index);
    let parts = |words: &[&str], side: fn(&(usize, usize)) -> usize| {
        let mut parts: Vec<Part> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            // A space between differing words is marked as well.
            let is_between = *word == " " && index > 0 && index + 1 < words.len();
            let differs = match is_between {
                true => !kept(index - 1, side) && !kept(index + 1, side),
                false => !kept(index, side),
            };
            match parts.last_mut() {
                Some((last, text)) if *last == differs => text.push_str(word),
                _ => parts.push((differs, (*word).to_owned())),
            }
        }
        parts
    };
    [parts(&ones, |pair| pair.0), parts(&others, |pair| pair.1)]
}

/// Names and numbers are words, and so is every other character.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |each: char| each.is_alphanumeric() || each == '_';
        let end =
            if is_word(first) { rest.find(|each| !is_word(each)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

/// The positions of a longest common subsequence.
fn common(ones: &[&str], others: &[&str]) -> Vec<(usize, usize)> {
    let width = others.len() + 1;
    let mut longest = vec![0_u32; (ones.len() + 1) * width];
    for (i, one) in ones.iter().enumerate().rev() {
        for (j, other) in others.iter().enumerate().rev() {
            longest[i * width + j] = match one == other {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while let (Some(one), Some(other)) = (ones.get(i), others.get(j)) {
        if one == other {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::highlight;

    #[test]
    fn what_differs_is_marked() {
        let show = |old: &str, new: &str| {
            highlight(old, new).map(|parts| {
                let parts =
                    parts.iter().map(|(differs, text)| if *differs { format!("[{text}]") } else { text.clone() });
                parts.collect::<String>()
            })
        };
        for (old, new, marked_old, marked_new) in [
            ("Option<Kind>", "Kind", "[Option<]Kind[>]", "Kind"),
            ("Vec<UserId>", "Vec<String>", "Vec<[UserId]>", "Vec<[String]>"),
            ("new(name, owner)", "new(owner, name)", "new([name], [owner])", "new([owner], [name])"),
            ("A, set by it", "A, an argument", "A, [set by it]", "A, [an argument]"),
            ("same", "same", "same", "same"),
            ("", "größe", "", "[größe]"),
        ] {
            assert_eq!(show(old, new), [marked_old, marked_new], "{old} {new}");
        }
    }

    #[test]
    fn the_parts_are_the_signatures() {
        let long = "A | ".repeat(2000);
        for (old, new) in [("a<b, c>", "a<c>"), ("", ""), (long.as_str(), "A | B")] {
            let [one, other] = highlight(old, new);
            let whole = |parts: &[(bool, String)]| parts.iter().map(|(_, text)| text.as_str()).collect::<String>();
            assert_eq!((whole(&one).as_str(), whole(&other).as_str()), (old, new));
        }
    }
}
