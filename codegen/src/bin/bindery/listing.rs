//! What `bindery list` prints for people.

use serde_json::Value;

/// The listing as two columns.
pub(crate) fn plain(listing: &Value) -> String {
    let rows = |key: &str, left: &[&str], right: &str| -> Vec<String> {
        let each = listing[key].as_array().map(Vec::as_slice).unwrap_or_default();
        each.iter()
            .map(|row| {
                let left = left.iter().map(|key| text(row, key)).collect::<Vec<_>>().join(" ");
                // The type that an alias stands for.
                let same = row["same_as"].as_str().map(|same| format!(" = {same}")).unwrap_or_default();
                format!("{left:<60} {}{same}", text(row, right))
            })
            .collect()
    };
    let mut lines = rows("operations", &["method", "path"], "rust");
    lines.extend(other_media(listing));
    lines.extend(rows("schemas", &["pointer"], "rust"));
    lines.extend(rows("untyped", &["pointer"], "reason"));
    lines.extend(rows("skipped", &["pointer"], "reason"));
    lines.join("\n") + "\n"
}

/// A line for each alternative media type of a response.
fn other_media(listing: &Value) -> Vec<String> {
    let operations = listing["operations"].as_array().into_iter().flatten();
    let each = operations.flat_map(|row| row["media"].as_array().into_iter().flatten().map(move |media| (row, media)));
    each.map(|(row, media)| {
        let left = format!("{} {} as {}", text(row, "method"), text(row, "path"), text(media, "media_type"));
        format!("{left:<60} {}", text(media, "rust"))
    })
    .collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}
