// Console colours as spans: foreground, background, bold and dim; every other escape sequence is dropped.
const sequence = /\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

export function plain(text) {
  return text.replace(sequence, "");
}

export function render(text, target) {
  const style = { color: "", background: "", bold: false, dim: false };
  let from = 0;
  for (const match of text.matchAll(sequence)) {
    append(text.slice(from, match.index), style, target);
    from = match.index + match[0].length;
    if (match[2] === "m") apply(match[1], style);
  }
  append(text.slice(from), style, target);
}

function append(text, style, target) {
  if (!text) return;
  const classes = [style.color, style.background, style.bold && "bold", style.dim && "dim"].filter(Boolean);
  if (classes.length === 0) {
    target.append(text);
    return;
  }
  const span = document.createElement("span");
  span.className = classes.join(" ");
  span.textContent = text;
  target.append(span);
}

function apply(codes, style) {
  for (const code of codes.split(";").map(Number)) {
    if (code === 0) Object.assign(style, { color: "", background: "", bold: false, dim: false });
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 22) style.bold = style.dim = false;
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) style.color = `fg${code % 10}`;
    else if (code === 39) style.color = "";
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) style.background = `bg${code % 10}`;
    else if (code === 49) style.background = "";
  }
}
