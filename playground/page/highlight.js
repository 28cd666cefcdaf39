// Colours for lines of Rust, TOML, JSON and YAML. Each line stands alone: generated code has no comment or string over several lines that matters.

const RUST = /(?<c>\/\/.*)|(?<s>b?r?"(?:[^"\\]|\\.)*"?|b?'(?:[^'\\]|\\.)')|(?<m>#!?\[[^\]]*\]?|\b[a-z_]\w*!)|(?<k>'[a-z_]\w*\b|\b(?:as|async|await|const|crate|dyn|else|enum|extern|false|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|Self|static|struct|super|trait|true|type|unsafe|use|where|while)\b)|(?<t>\b(?:[A-Z]\w*|bool|char|str|[iuf](?:8|16|32|64|128|size))\b)|(?<n>\b\d[\w.]*)/g;
const TOML = /(?<c>#.*)|(?<m>^\s*\[.*\]\s*$)|(?<t>^\s*[\w."-]+(?=\s*=))|(?<s>"(?:[^"\\]|\\.)*"?|'[^']*'?)|(?<k>\b(?:true|false)\b)|(?<n>\b\d[\w.:-]*)/g;
const DATA = /(?<c>(?<=^|\s)#.*)|(?<t>"(?:[^"\\]|\\.)*"(?=\s*:)|^[\s-]*[\w$./{}-]+(?=:(?:\s|$)))|(?<s>"(?:[^"\\]|\\.)*"?|'[^']*'?)|(?<k>\b(?:true|false|null)\b)|(?<n>(?<=[\s:[,])-?\d[\d.eE+-]*)/g;

/** Lines longer than this stay plain. */
const LONGEST = 5000;

function grammar(name) {
  if (name.endsWith(".rs")) return RUST;
  if (name.endsWith(".toml")) return TOML;
  return /\.(json|ya?ml)$/.test(name) ? DATA : null;
}

/** Appends a line to an element. `name` is that of the file. */
export function paint(element, line, name) {
  const pattern = line.length > LONGEST ? null : grammar(name);
  if (!pattern) {
    element.append(line);
    return;
  }
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    const [kind, text] = Object.entries(match.groups).find(([, text]) => text !== undefined);
    element.append(line.slice(end, match.index));
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = text;
    element.append(span);
    end = match.index + match[0].length;
  }
  element.append(line.slice(end));
}

/** Several lines. */
export function paintAll(element, text, name) {
  text.split("\n").forEach((line, index) => {
    if (index > 0) element.append("\n");
    paint(element, line, name);
  });
}
