/* The pin board's filter: says how many notes it leaves, and keeps the choice in the address. It filters without this, too.
   Which notes have expired, days.js has said before. */

const kinds = [...document.querySelectorAll(".kinds input")];
const count = document.querySelector(".board-count");
const hanging = [...document.querySelectorAll(".slip")].filter((slip) => !slip.hidden);
const of = (kind) => hanging.filter((slip) => !kind.value || slip.dataset.kind === kind.value).length;

for (const kind of kinds) {
  kind.labels[0].querySelector(".count").textContent = of(kind);
  kind.closest("li").hidden = !of(kind);
}
document.querySelector(".kinds").hidden = !hanging.length;

const say = () => {
  const chosen = kinds.find((kind) => kind.checked);
  count.textContent = chosen.value ? `${of(chosen)} Zettel: ${chosen.dataset.label}` : `${of(chosen)} Zettel`;
};

const choose = () => {
  const wanted = kinds.find((kind) => kind.value && `#${kind.value}` === location.hash);
  const chosen = wanted ?? kinds.find((kind) => kind.checked);
  (of(chosen) ? chosen : kinds[0]).checked = true; // the last of its kind may have expired
  say();
};

for (const kind of kinds) {
  kind.addEventListener("change", () => {
    history.replaceState(null, "", kind.value ? `#${kind.value}` : location.pathname);
    say();
  });
}
addEventListener("hashchange", choose);
addEventListener("pageshow", choose); // also where the browser has restored the page
choose();
