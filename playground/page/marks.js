// Findings by line.

/** The findings about a file: from a line to its findings, worst first. */
export function marksOf(findings, file) {
  const marks = new Map();
  for (const finding of findings) {
    if (finding.file !== file || !finding.line) continue;
    if (!marks.has(finding.line)) marks.set(finding.line, []);
    marks.get(finding.line).push(finding);
  }
  return marks;
}

/** What stands at the end of a line. */
export function lens(found) {
  const span = document.createElement("span");
  span.className = `lens ${found[0].severity}`;
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : "";
  span.textContent = `  ${found[0].code}: ${found[0].message}${more}`;
  return span;
}
