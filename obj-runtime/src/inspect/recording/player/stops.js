// Where the page stops: after each line that was run, or after each event; and the chapters.

/** One stop: so many events have happened. `ran` and `next` are lines, by number; 0 for none. */
const stopAt = (applied, ran, next) => ({applied, ran, next});

/** Stops before each statement of a unit and, elsewhere, before each event of another line. */
function stopsByLine({events, sites, unitSites}) {
  const stops = [stopAt(0, 0, 0)], same = (a, b) => a === b || (a && b && sites[a]?.[1] === sites[b]?.[1] && sites[a]?.[0] === sites[b]?.[0]);
  let ran = 0, inUnit = false;
  const stop = (applied, next) => {
    const last = stops.at(-1);
    if (last.applied === applied) last.next = next;
    else stops.push(stopAt(applied, ran, next));
  };
  events.forEach((event, index) => {
    if (event.kind === KIND.statement) {
      stop(index, event.site);
      ran = event.site;
      inUnit = true;
    } else if (event.kind === KIND.unitEnded) {
      stop(index, 0);
      ran = 0;
      inUnit = false;
    } else if (event.kind === KIND.mark || (event.kind === KIND.collectionBegan && !inUnit)) {
      stop(index, 0);
      if (!inUnit) ran = 0;
    } else if (takes(event.kind) && !inUnit && event.site && !unitSites.has(event.site) && !same(event.site, ran)) {
      stop(index, event.site);
      ran = event.site;
    }
  });
  stop(events.length, 0);
  return stops;
}

/** Stops before and after each event. */
function stopsByEvent({events}) {
  const stops = [stopAt(0, 0, 0)];
  let ran = 0;
  events.forEach((event, index) => {
    if (event.kind === KIND.statement) ran = event.site;
    if (event.kind === KIND.unitEnded) ran = 0;
    stops.push(stopAt(index + 1, ran || event.site, 0));
  });
  return stops;
}

/** The marks: text, and so many events before it. */
const chaptersOf = ({events, texts}) => events.flatMap((event, index) => event.kind === KIND.mark ? [{text: texts[event.text], applied: index}] : []);
