// The text of the units beside the memory, and what they have printed.

const KEYWORDS = /\b(del|assert|is|not|in|and|or|if|else|as|rust|True|False|None)\b/;

/** The source that has a line. */
function sourceWith(site) {
  const [file, line] = data.sites[site] ?? [];
  return data.sources.find(source => source.file === file && line >= source.first && line < source.first + source.lines.length);
}

/** The text of a line, if it is known. */
function textOfLine(site) {
  const source = sourceWith(site);
  return source ? source.lines[data.sites[site][1] - source.first].trim() : '';
}

/** Shows the source with the line that was run and the next one. */
class CodePanel {
  constructor() { this.source = null; }

  show(ran, next, applied) {
    const last = data.events.slice(0, applied).findLast(event => event.kind === KIND.statement);
    const source = sourceWith(next) ?? sourceWith(ran) ?? sourceWith(last?.site) ?? data.sources[0];
    $('code').hidden = !source;
    if (!source) return;
    if (source !== this.source) this.fill(source);
    this.source = source;
    const lineOf = site => sourceWith(site) === source ? data.sites[site][1] : 0, ranLine = lineOf(ran), nextLine = lineOf(next);
    for (const item of $('code-lines').children) {
      const line = Number(item.value);
      item.className = line === ranLine ? (line === nextLine ? 'ran next' : 'ran') : line === nextLine ? 'next' : '';
      item.querySelector('.said').textContent = line === nextLine ? 'next' : line === ranLine ? 'just run' : '';
      if (line === nextLine) item.setAttribute('aria-current', 'step'); else item.removeAttribute('aria-current');
    }
    afterwards(() => scrollInside($('code-lines'), $('code-lines').querySelector('.next') ?? $('code-lines').querySelector('.ran')));
  }

  fill(source) {
    $('code-name').textContent = `${fileName(source.file)}, line ${source.first}`;
    $('code-lines').replaceChildren(...source.lines.map((line, index) => {
      const item = html('li', undefined, {value: source.first + index}), code = html('code');
      code.append(...coloured(line || ' '));
      item.append(html('span', '', {class: 'said'}), code);
      return item;
    }));
  }
}

/** A line in parts: words of the language, texts, comments. */
function coloured(line) {
  const parts = line.split(/(\/\/.*$|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b\d[\d_.]*\b|\b[A-Za-z_]\w*\b)/);
  return parts.filter(part => part).map(part => {
    const kind = part.startsWith('//') ? 'comment' : /^["']/.test(part) ? 'text' : /^\d/.test(part) ? 'number' : KEYWORDS.test(part) && part.match(KEYWORDS)[0] === part ? 'word' : '';
    return kind ? html('span', part, {class: kind}) : document.createTextNode(part);
  });
}

/** Once the step is drawn: what needs to know sizes. */
const afterwards = work => requestAnimationFrame(work);

/** Scrolls a box so far that a part of it is seen; the page stays. */
function scrollInside(box, part) {
  if (!part) return;
  const outer = box.getBoundingClientRect(), inner = part.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - box.clientHeight / 3;
}

/** The lines printed so far; those of this step stand out. */
function showOutput(before, applied) {
  const lines = data.events.slice(0, applied).flatMap((event, index) => event.kind === KIND.printed ? [{text: data.texts[event.text], isNew: index >= before}] : []);
  $('output').hidden = !data.events.some(event => event.kind === KIND.printed);
  $('printed').replaceChildren(...lines.slice(-100).map(line => html('span', line.text + '\n', {class: line.isNew ? 'new' : ''})));
  afterwards(() => { $('printed').scrollTop = $('printed').scrollHeight; });
}
