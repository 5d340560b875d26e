// What things are called.

const short = (text, most) => { const all = [...text]; return all.length > most ? all.slice(0, most - 1).join('') + '…' : text; };
const shortEnd = (text, most) => { const all = [...text]; return all.length > most ? '…' + all.slice(all.length - most + 1).join('') : text; };

const nameOf = object => { const known = data.objects.get(object); return known ? `${known.type} #${object}` : `#${object}`; };
const siteOf = site => data.sites[site] ? data.sites[site].join(':') : '';
const fileName = path => path.split(/[/\\]/).at(-1);
const shortSite = site => data.sites[site] ? `${fileName(data.sites[site][0])}:${data.sites[site][1]}` : 'a handle';
const stepOf = index => data.lost + index + 1;
const many = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** An object with its value, if it is plain. */
function nameWithValue(object) {
  const value = data.objects.get(object)?.value;
  return value ? `${nameOf(object)} ${value}` : nameOf(object);
}

/** An event in words. */
function wordsOf(event) {
  const {kind, number} = event, object = nameWithValue(event.object), text = data.texts[event.text];
  const was = number - 1, taken = siteOf(data.takenAt.get(event.handle) ?? 0), line = siteOf(event.site);
  const at = line ? `, at ${line}` : taken && !takes(kind) ? ` (the handle taken at ${taken})` : '';
  switch (KINDS[kind]) {
    case 'made': return `made ${object}, refcount ${number}${at}`;
    case 'cloned': return `cloned a handle to ${object}, ${was} → ${number}${at}`;
    case 'read': return `borrowed ${object}, ${was} → ${number}${at}`;
    case 'found': return `looked ${object} up, ${was} → ${number}${at}`;
    case 'ofRaw': return `made a raw pointer to ${object} a handle, ${number}${at}`;
    case 'dropped': return `dropped a handle to ${object}, ${number + 1} → ${number}${at}`;
    case 'kept': return `a handle to ${object} is kept by the runtime or as a raw pointer, ${number}${at}`;
    case 'held': return `the runtime holds ${object}, ${was} → ${number}`;
    case 'freed': return `freed ${object}`;
    case 'set': return `${text} of ${nameOf(number)} holds ${object}${at}`;
    case 'cleared': return `${text} of ${nameOf(number)} no longer holds ${object}${at}`;
    case 'collectionBegan': return 'a collection begins';
    case 'collectionEnded': return `the collection ends, ${many(number, 'object')} ${number === 1 ? 'was' : 'were'} garbage`;
    case 'mark': return `mark: ${text}`;
    case 'named': return `a handle to ${object} is called ${text}`;
    case 'statement': return `a statement begins${at}`;
    case 'unitEnded': return 'the unit ends';
    default: return `printed ${text}`;
  }
}

/** Why those who ask for the value get one object. */
const REASONS = {
  cached: 'a cached small value: it is made once per thread',
  interned: 'interned: it is the one object of its value in this thread',
  constant: 'a constant of its unit: equal constants of one unit are one object',
};
