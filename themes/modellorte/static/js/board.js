/* The pin board's filter: says how many notes it leaves, and keeps the choice in the address. It filters without this, too. */

const kinds = [...document.querySelectorAll(".kinds input")];
const count = document.querySelector(".board-count");

const say = () => {
  const chosen = kinds.find((kind) => kind.checked);
  const shown = [...document.querySelectorAll(".slip")].filter((slip) => slip.checkVisibility()).length;
  count.textContent = chosen.value ? `${shown} Zettel: ${chosen.dataset.label}` : `${shown} Zettel`;
};

const choose = () => {
  const wanted = kinds.find((kind) => kind.value && `#${kind.value}` === location.hash);
  if (wanted) wanted.checked = true;
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
