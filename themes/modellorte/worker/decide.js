/* Which news to tell, and whether now: a pure function, the part of the worker that tests can ask anything.

   items: what the site has, {id, topic, title, url}, what matters most first
   seen:  the ids that were known at the last look, null before the first
   wishes: {topics: […], from, to}, hours between which a phone may make itself heard
   told:  the day on which it last did, "2026-12-03"
   now:   {day, hour}
   Gives what to tell now, and seen and told for the next time. What must wait is not seen yet, so it comes later. */
"use strict";

function decide({ items, seen, wishes, told, now }) {
  const ids = items.map((item) => item.id);
  const known = new Set(seen ?? ids);
  const fresh = items.filter((item) => !known.has(item.id) && wishes.topics.includes(item.topic));
  const mayTell = now.hour >= wishes.from && now.hour < wishes.to && told !== now.day;
  if (fresh.length && mayTell) return { tell: fresh, seen: ids, told: now.day };
  return { tell: [], seen: ids.filter((id) => !fresh.some((item) => item.id === id)), told };
}
